import React, { useState } from 'react';
import type { ReactNode } from 'react';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { QuestionType, RunTrial, SheetQuestion } from '@site/src/plugins/course/types.ts';
import type { Answer, Json, Table } from '@site/src/progress/index.ts';
import { Quiz } from './index.tsx';
import { Question } from './Question.tsx';
import { sampleProof, samples } from './samples.ts';
import type { Given } from './types.ts';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });
jest.mock('@docusaurus/ErrorBoundary', () => ({ __esModule: true, default: ({ children }: { readonly children: ReactNode }) => children }), { virtual: true });
jest.mock('@docusaurus/Link', () => ({ __esModule: true, default: ({ to, children }: { readonly to: string; readonly children: ReactNode }) => <a href={to}>{children}</a> }));
// The worker's script is found by its address, which Node's modules of the old kind cannot say.
jest.mock('@site/src/worker/client.ts', () => ({ connectWorker: () => { throw new Error('no worker here'); }, closeSession: () => undefined }));

const radio = (name: string | RegExp): void => { fireEvent.click(screen.getByRole('radio', { name })); };
const tick = (name: string): void => { fireEvent.click(screen.getByRole('checkbox', { name })); };
const type = (name: string | RegExp, value: string): void => { fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } }); };
const set = (name: string | RegExp, value: string): void => { fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } }); };
const press = (name: string): void => { fireEvent.click(screen.getByRole('button', { name })); };
const run: RunTrial = ({ inputs }) => Promise.resolve({ reached: JSON.stringify(inputs).includes('kubectl run web') || JSON.stringify(inputs).includes('replicas: 3'), output: 'printed\n', proof: sampleProof });

function asked(question: SheetQuestion): { readonly given: Given[] } {
  const given: Given[] = [];
  render(<Question question={question} language="en" number={1} run={run} onGiven={(one) => { given.push(one); }} />);
  return { given };
}

type Case = readonly [type: QuestionType, how: string, answer: () => void, verdict: RegExp, kept: Json];
const cases: readonly Case[] = [
  ['single', 'right', () => radio('Running'), /^Right\.$/, '1'],
  ['single', 'wrong', () => radio('Failed'), /^Not right\.$/, '0'],
  ['multiple', 'half', () => tick('one'), /^Partly right\. 1 of 2 found\.$/, ['0']],
  ['multiple', 'right', () => { tick('three'); tick('one'); }, /^Right\.$/, ['0', '2']],
  ['true-false', 'wrong and sure', () => { radio('True'); radio('I am sure'); }, /^Not right\.$/, { value: true, confidence: 'sure' }],
  ['order', 'one of four misplaced', () => { press('Move down: started'); press('Move down: started'); press('Move down: ready'); press('Move up: ready'); }, /^Partly right\. 3 of 4 in order\.$/, ['a', 'b', 'd', 'c']],
  ['order', 'right', () => { press('Move down: started'); press('Move down: started'); }, /^Right\.$/, ['a', 'b', 'c', 'd']],
  ['match', 'half', () => { set('web', 'r1'); set('db', 'r1'); }, /^Partly right\. 1 of 2 rows right\.$/, { l0: 'r1', l1: 'r1' }],
  ['number', 'with a unit, full width', () => type('Your number', '５分钟'), /^Right\.$/, '５分钟'],
  ['number', 'close', () => type('Your number', '308'), /^Partly right\. Close: half the credit\.$/, '308'],
  ['text', 'another case', () => type('Your answer', 'replicaset'), /^Right\.$/, 'replicaset'],
  ['fill-yaml', 'right by its effect', () => { type('Blank 1, line 1', 'Pod'); type('Blank 2, line 3', '3'); }, /^Right\.$/, { 1: 'Pod', 2: '3' }],
  ['fill-yaml', 'wrong by its effect', () => { type('Blank 1, line 1', 'Pod'); type('Blank 2, line 3', '2'); }, /^Not right\.$/, { 1: 'Pod', 2: '2' }],
  ['find-line', 'right', () => radio(/^Line 3/), /^Right\.$/, 3],
  ['find-line', 'wrong', () => radio(/^Line 1/), /^Not right\.$/, 1],
  ['states-over-time', 'half', () => { set('What is seen after 5s', 'Pending'); set('What is seen after 30s', 'Pending'); }, /^Partly right\. 1 of 2 moments right\.$/, { 0: 'Pending', 1: 'Pending' }],
  ['command', 'right by its effect', () => type('Your command', 'kubectl run web --image nginx'), /^Right\.$/, 'kubectl run web --image nginx'],
];
describe.each(cases)('%s, %s', (kind, _how, answer, verdict, kept) => {
  test('is answered, judged and explained', async () => {
    const { given } = asked(samples[kind]);
    answer();
    press('Check');
    const said = await screen.findByText((_, element) => element?.tagName === 'P' && verdict.test(element.textContent));
    expect(screen.getByText('How it really is')).toBeTruthy();
    expect(given.map((one) => one.answer)).toEqual([kept]);
    // The keyboard goes on from the verdict, and nothing can be changed behind its back.
    await waitFor(() => expect(document.activeElement).toBe(said));
    const controls = [...screen.getByRole('group', { name: /The question/ }).querySelectorAll('input, select, button')] as HTMLInputElement[];
    expect(controls.every(({ disabled }) => disabled)).toBe(true);
    expect(screen.getByRole('button', { name: 'Open the cluster that proves it' })).toBeTruthy();
  });
  test('is shown again as it was answered', async () => {
    asked(samples[kind]);
    answer();
    press('Check');
    await screen.findByText('How it really is');
    const judged = verdict.test('Right.');
    cleanup();
    render(<Question question={samples[kind]} language="en" kept={{ variant: 'a', answer: kept, right: judged, credit: judged ? 1 : 0 }} />);
    expect(screen.getByText('How it really is')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Check' })).toBeNull();
  });
});

// An order is always one: all its lines stand there.
test.each((Object.keys(samples) as QuestionType[]).filter((kind) => kind !== 'order'))('%s without an answer is not judged, and says what is missing', async (kind) => {
  const { given } = asked(samples[kind]);
  press('Check');
  expect((await screen.findByText(/^(Choose|Tick|Say|A number|Type|Fill)/, { selector: '[aria-live]' })).textContent).not.toBe('');
  expect(given).toEqual([]);
});

test('Enter belongs to the input method while it composes', () => {
  asked(samples.text);
  const field = screen.getByRole('textbox');
  expect(fireEvent.keyDown(field, { key: 'Enter', isComposing: true })).toBe(false);
  expect(fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 })).toBe(false);
  expect(fireEvent.keyDown(field, { key: 'Enter' })).toBe(true);
});

test('an item that is moved keeps the focus on its button, and says where it is', () => {
  asked(samples.order);
  const down = screen.getByRole('button', { name: 'Move down: started' });
  down.focus();
  fireEvent.click(down);
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move down: started');
  expect(screen.getByText('started: now 2 of 4')).toBeTruthy();
});

test('trying again asks another variant', async () => {
  asked(samples.single);
  radio('Failed');
  press('Check');
  fireEvent.click(await screen.findByRole('button', { name: 'Try again with other values' }));
  expect(screen.getByText('The other question')).toBeTruthy();
  expect(screen.getAllByRole<HTMLInputElement>('radio').some(({ checked }) => checked)).toBe(false);
});

test('a run that cannot be made is told, and can be tried again', async () => {
  render(<Question question={samples.command} language="en" run={() => Promise.reject(new Error('offline'))} />);
  type('Your command', 'kubectl get pods');
  press('Check');
  expect(await screen.findByText(/could not be tried out/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Check' })).toBeTruthy();
});
test('a run that takes long shows that it runs, and can be stopped', async () => {
  render(<Question question={samples.command} language="en" run={() => new Promise(() => undefined)} />);
  type('Your command', 'kubectl get pods -w');
  press('Check');
  expect(await screen.findByRole('progressbar')).toBeTruthy();
  press('Stop');
  expect(await screen.findByText('Stopped. Nothing was judged.')).toBeTruthy();
});

const keptAnswer = (more: Partial<Answer>): Answer => ({ at: 1, right: false, credit: 0, skill: 'pods', misconceptions: [], given: '0', variant: 'a', tries: 1, ...more });
function QuizOf({ before, questions }: { readonly before: Table<Answer>; readonly questions: readonly SheetQuestion[] }): ReactNode {
  const [answers, setAnswers] = useState(before);
  return (
    <Quiz quiz={{ slug: 'q', title: { en: 'A quiz', zh: '测验' }, questions }} language="en" answers={answers} loaded reader="me"
      misconceptions={[{ id: 'M05', skill: 'pods', belief: { en: 'Running means ready', zh: '' }, truth: { en: 'Two different things', zh: '' } }]}
      onGiven={({ question: { id }, judged: { right, credit, misconceptions } }) => setAnswers({ ...answers, [id]: keptAnswer({ right, credit, misconceptions }) })} onRestart={() => setAnswers({})} />
  );
}

test('the end says what to look at again, and where', async () => {
  render(<QuizOf before={{ single: keptAnswer({}) }} questions={[samples.single, samples['true-false']]} />);
  expect(screen.getByText('1 of 2 answered, 0 right')).toBeTruthy();
  expect(screen.getByText('1 still to be answered.')).toBeTruthy();
  radio('True');
  radio('I am sure');
  press('Check');
  expect(await screen.findByRole('heading', { name: '0 of 2 right' })).toBeTruthy();
  expect(screen.getByText('Running means ready')).toBeTruthy();
  expect(screen.getAllByRole('link', { name: 'lesson' })).toHaveLength(2);
  press('Answer them all again');
  expect(screen.getByText('0 of 2 answered, 0 right')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: 'Check' })).toHaveLength(2);
});
test('a question that has come since, and an answer to a variant that is gone, are simply open', () => {
  render(<QuizOf before={{ single: keptAnswer({ variant: 'gone' }), removed: keptAnswer({}) }} questions={[samples.single, samples.text]} />);
  expect(screen.getByText('1 of 2 answered, 0 right')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: 'Check' })).toHaveLength(2);
});
