import React from 'react';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { LiveBlock } from '../LiveBlock/index.tsx';
import { createTestSession } from '../Session/testSession.tsx';
import { Terminal } from '../Terminal/index.tsx';
import { lastTyped, turnsOf } from './turns.ts';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });
jest.mock('@docusaurus/Link', () => ({ __esModule: true, default: ({ to, ...rest }: { to: string; children: React.ReactNode }) => <a href={to} {...rest}>{rest.children}</a> }));

const line = (id: number, text: string, run?: string) => ({ id, kind: 'line' as const, prompt: '$ ', text, ...(run === undefined ? {} : { run }) });
const output = (id: number, text: string, run?: string) => ({ id, kind: 'output' as const, text, ...(run === undefined ? {} : { run }) });
const told = (): string => document.querySelector('[data-help]')?.textContent ?? 'no place for help';
const prompt = 'learner@peapod:~$ ';
const help = { id: 'unknown-kind', why: 'There is no kind `pdos`.', next: 'kubectl api-resources', lesson: { path: '/learn/a/b/#c', title: 'Grammar: errors' } };
const settle = (): Promise<void> => act(async () => { await Promise.resolve(); });
const terminals = (entries: readonly (ReturnType<typeof line> | ReturnType<typeof output>)[], busy = false) => ({ main: { prompt: busy ? '' : prompt, busy, entries } });

test('commands with what they printed; the last one only if it was typed by hand', () => {
  const entries = [output(1, 'left over'), line(2, 'a'), output(3, 'one\n'), output(4, 'two\n'), line(5, 'b', 'block'), output(6, 'three', 'block')];
  expect(turnsOf(entries)).toEqual([{ line: 'a', output: 'one\ntwo\n' }, { line: 'b', output: 'three' }]);
  expect(turnsOf(entries, (each) => `${each}!`)).toMatchObject([{ expected: 'a!' }, { expected: 'b!' }]);
  expect([lastTyped(entries), lastTyped(entries.slice(0, 4)), lastTyped([])]).toEqual([[], [{ line: 'a', output: 'one\ntwo\n' }], []]);
});

test('why, what to look at, and where it is taught; a click puts the command into the field and sends nothing', async () => {
  const session = createTestSession({ terminals: terminals([line(1, 'kubectl get pdos'), output(2, 'error: …\n')]) }, undefined, { help });
  render(<session.Page><Terminal /></session.Page>);
  await settle();
  expect(told()).toContain('There is no kind pdos.');
  expect(screen.getByRole('link', { name: 'Grammar: errors' }).getAttribute('href')).toBe('/learn/a/b/#c');
  fireEvent.click(screen.getByRole('button', { name: 'Look at: kubectl api-resources' }));
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('kubectl api-resources');
  expect(session.inputs).toEqual([]);
});

test('none while a command runs, and none for what a live block typed', async () => {
  const session = createTestSession({ terminals: terminals([line(1, 'kubectl get pdos')], true) }, undefined, { help });
  render(<session.Page><Terminal /></session.Page>);
  await settle();
  expect(told()).toBe('');
  session.show({ terminals: terminals([line(1, 'kubectl get pdos', 'block'), output(2, 'error: …\n', 'block')]) });
  await settle();
  expect(told()).toBe('');
});

test('what is wrong with an object is told to whoever asks', async () => {
  const session = createTestSession({ terminals: terminals([line(1, 'kubectl get pods'), output(2, 'web 0/1\n')]) }, undefined, { help: { ...help, about: 'web' } });
  const { container } = render(<session.Page><Terminal /></session.Page>);
  await settle();
  expect(screen.getByText('Something is wrong with web. Why?')).toBeTruthy();
  expect(container.querySelector('details')?.open).toBe(false);
});

test('a live block explains the error that its lesson did not expect', async () => {
  const code = '$ kubectl get pod web\nweb   1/1';
  const session = createTestSession({ terminals: terminals([line(1, 'kubectl get pod web'), output(2, 'Error from server (NotFound)\n')]) }, undefined, { help });
  render(<session.Page><LiveBlock code={code} /></session.Page>);
  await settle();
  expect(told()).toContain('There is no kind pdos.');
  expect(screen.queryByRole('button', { name: /api-resources/ })).toBeNull();
});
