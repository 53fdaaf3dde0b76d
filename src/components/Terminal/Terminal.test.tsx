import React from 'react';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { createTestSession } from '../Session/testSession.tsx';
import { Terminal } from './index.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });
jest.mock('@docusaurus/Link', () => ({ __esModule: true, default: ({ to, ...rest }: { to: string; children: React.ReactNode }) => <a href={to} {...rest}>{rest.children}</a> }));

const terminals = { main: { prompt: 'learner@peapod:~$ ', busy: false, entries: [
  { id: 1, kind: 'line', prompt: '$ ', text: 'kubectl get pods' }, { id: 2, kind: 'output', text: 'No resources found in default namespace.\n' },
] } } as const;
const field = (): HTMLTextAreaElement => screen.getByRole<HTMLTextAreaElement>('textbox');
function open(completion?: Parameters<typeof createTestSession>[1]) {
  const session = createTestSession({ terminals }, completion);
  render(<session.Page><Terminal /></session.Page>);
  return session;
}
const write = (value: string): void => { fireEvent.change(field(), { target: { value } }); };

test('the scroll shows what was typed and printed', () => {
  open();
  expect(screen.getByRole('log').textContent).toBe('$ kubectl get podsNo resources found in default namespace.');
});
test('Enter sends the line, in narrow letters', () => {
  const { inputs } = open();
  write('ｋｕｂｅｃｔｌ get nodes');
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(inputs).toEqual([{ type: 'line', terminal: 'main', text: 'kubectl get nodes' }]);
  expect(field().value).toBe('');
});
test('Enter belongs to the input method while it composes', () => {
  const { inputs } = open();
  write('kube');
  fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
  expect(inputs).toEqual([]);
});
test('the arrow up brings the last command back', () => {
  open();
  fireEvent.keyDown(field(), { key: 'ArrowUp' });
  expect(field().value).toBe('kubectl get pods');
});
test('Tab completes where there is text', async () => {
  open({ from: 8, to: 9, candidates: ['get'] });
  write('kubectl g');
  let left = true;
  await act(async () => { left = fireEvent.keyDown(field(), { key: 'Tab' }); await Promise.resolve(); });
  expect(left).toBe(false);
  expect(field().value).toBe('kubectl get ');
});
test.each([
  ['an empty line', '', []],
  ['after Escape', 'kubectl g', ['Escape']],
])('Tab leaves: %s', (_, text, before) => {
  open();
  write(text);
  for (const key of before) fireEvent.keyDown(field(), { key });
  expect(fireEvent.keyDown(field(), { key: 'Tab' })).toBe(true);
});
test('Ctrl-C interrupts, Ctrl-D ends the input of an empty line', () => {
  const { inputs } = open();
  fireEvent.keyDown(field(), { key: 'c', ctrlKey: true });
  fireEvent.keyDown(field(), { key: 'd', ctrlKey: true });
  expect(inputs.map(({ type }) => type)).toEqual(['interrupt', 'endOfInput']);
});
test('several pasted lines are typed one after another', () => {
  const { typed } = open();
  write('kubectl get pods\nkubectl get nodes\n');
  expect(typed.map(({ lines }) => lines)).toEqual([['kubectl get pods', 'kubectl get nodes']]);
});

test('command lines are counted where a lab counts them; the one too many stays in the field', () => {
  const { Page, inputs, show } = createTestSession({ terminals, commands: 1 }, undefined, { allow: { faults: false, maxCommands: 2 } });
  render(<Page><Terminal /></Page>);
  expect(screen.getByText('1 of 2 command lines')).toBeTruthy();
  show({ commands: 2 });
  expect(screen.getByText(/All 2 command lines of this lab are used/)).toBeTruthy();
  write('ls');
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect([inputs, field().value]).toEqual([[], 'ls']);
});
