import React from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { Word } from './index.tsx';

jest.mock('@generated/course/default/words.json', () => [
  { id: 'image', en: 'image', zh: '镜像', meaning: { en: 'A program with all its files.', zh: '程序连同它的全部文件。' } }, { id: 'pod', en: 'Pod', zh: 'Pod', meaning: { en: 'The smallest thing.', zh: '最小单位。' } },
], { virtual: true });
jest.mock('@docusaurus/Link', () => ({ __esModule: true, default: ({ to, ...rest }: { to: string; children: React.ReactNode }) => <a href={to} {...rest}>{rest.children}</a> }));
let currentLocale = 'en';
jest.mock('@docusaurus/useDocusaurusContext', () => ({ __esModule: true, default: () => ({ i18n: { currentLocale } }) }));

const isOpen = (): boolean => screen.getByRole('tooltip', { hidden: true }).className.includes('open');

test.each([['en', 'A program with all its files.', '镜像', 'zh-Hans'], ['zh-Hans', '程序连同它的全部文件。', 'image', 'en']])('%s: the meaning in the language of the page, the word of the other one', (locale, meaning, word, lang) => {
  currentLocale = locale;
  render(<Word id="image">x</Word>);
  expect(screen.getByText(meaning)).toBeTruthy();
  expect(screen.getByText(word).getAttribute('lang')).toBe(lang);
  expect(screen.getByRole('link').getAttribute('href')).toBe('/words/#image');
});

test('a word that is the same in both languages is said once', () => {
  currentLocale = 'en';
  render(<Word id="pod" />);
  expect(screen.getAllByText('Pod')).toHaveLength(2);
});

test('focus and pointer open it, Escape and leaving close it', () => {
  render(<Word id="image">images</Word>);
  const link = screen.getByRole('link');
  fireEvent.focus(link);
  expect(isOpen()).toBe(true);
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(isOpen()).toBe(false);
  fireEvent.mouseEnter(link.parentElement!);
  expect(isOpen()).toBe(true);
  fireEvent.mouseLeave(link.parentElement!);
  expect(isOpen()).toBe(false);
});

test('the first touch shows it, the second follows the link', () => {
  render(<Word id="image">images</Word>);
  const link = screen.getByRole('link');
  const touch = (): boolean => { fireEvent(link, Object.assign(new Event('pointerdown', { bubbles: true }), { pointerType: 'touch' })); return fireEvent.click(link); };
  expect(touch()).toBe(false);
  expect(isOpen()).toBe(true);
  expect(touch()).toBe(true);
});
