/** A term of the glossary, in the text: its meaning on demand, its full entry one click away. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import words from '@generated/course/default/words.json';

export function Word({ id, children }: { readonly id: string; readonly children?: ReactNode }): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  const word = words.find((one) => one.id === id);
  if (word === undefined) throw new Error(`<Word id="${id}">: exercises/words.yaml has no such word`);
  const language = currentLocale === 'zh-Hans' ? 'zh' : 'en';
  return <Link to={`/words/#${id}`} title={word.meaning[language]}>{children ?? word[language]}</Link>;
}
