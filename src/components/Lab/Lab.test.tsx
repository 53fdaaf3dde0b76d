import React from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { progressStore } from '@site/src/progress/index.ts';
import { createTestSession } from '../Session/testSession.tsx';
import { fileNameOf } from './HandIn.tsx';
import { Lab } from './index.tsx';
import type { LabProps } from './index.tsx';
import { Splitter } from './Splitter.tsx';
import type { CheckLine, LabGrade, LabTask } from './types.ts';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });
jest.mock('@docusaurus/Link', () => ({ __esModule: true, default: ({ to, children }: { to: string; children: React.ReactNode }) => <a href={to}>{children}</a> }));
jest.mock('@docusaurus/useDocusaurusContext', () => ({ __esModule: true, default: () => ({ i18n: { currentLocale: 'en' } }) }));

// A browser without storage: once that is clear, nothing changes any more.
beforeAll(() => progressStore().loading);

const task: LabTask = {
  slug: 'self-healing', title: 'Survive', minutes: 10, points: 3, passAt: 2, finds: '',
  hints: [{ id: 'look', text: 'Look at the labels.', cost: 0 }, { id: 'tolerate', text: 'Use a toleration.', cost: 1 }], solution: [{ file: 'web.yaml', text: 'kind: Deployment' }],
};
const check = (title: string, state: CheckLine['state'], more: Partial<CheckLine> = {}): CheckLine => ({ id: title, kind: 'check', title, points: 1, earned: state === 'passed' ? 1 : 0, state, seen: 'two Pods', old: false, ...more });
const told = { expected: '', why: 'Three were wanted.', next: 'Look at the `selector`.', lesson: { path: '/learn/a/', title: 'Labels' }, misconception: { belief: 'Pods restart.', truth: 'Containers do.' } };
function open(grade: Partial<LabGrade>, more: Partial<LabProps> = {}): string[] {
  const asked: string[] = [];
  const ask = (word: string) => (value?: unknown): void => { asked.push(value === undefined ? word : `${word} ${String(value)}`); };
  const { Page } = createTestSession();
  render(
    <Page>
      <Lab task={task} grade={{ phase: 'idle', checks: [], score: 0, passed: false, hintCost: 0, gate: '', exam: [], refused: [], ...grade }} onGrade={ask('grade')} onCancel={ask('cancel')} openHints={[]} onHint={ask('hint')}
        attempts={[]} onAttempt={ask('attempt')} handInName="" onHandInName={ask('name')} onHandIn={ask('handIn')} onBranch={ask('branch')} {...more}>
        <p>Do it.</p>
      </Lab>
    </Page>,
  );
  return asked;
}
const press = (name: string | RegExp): void => { fireEvent.click(screen.getByRole('button', { name })); };

test('a failed check says what was seen, why, what is next, and where it is taught; one that needs it is skipped', () => {
  open({ phase: 'graded', checks: [check('Three replicas', 'failed', { feedback: told }), check('Spread', 'skipped', { waitsFor: 'Three replicas' })] });
  const [first, second] = screen.getAllByRole('listitem').filter((item) => /Three replicas|Spread/.test(item.textContent ?? ''));
  expect(first?.textContent).toContain('Seentwo PodsWhyThree were wanted.NextLook at the selector.LessonLabels');
  expect(first?.textContent).toContain('Pods restart.');
  expect(second?.textContent).toContain('skipped: first “Three replicas”');
  expect(screen.getByText('0 of 3 points.').parentElement?.textContent).toContain('2 are enough');
  expect(screen.queryByText(/Solved/)).toBeNull();
});
test('after a change only the advice is left, marked as old', () => {
  open({ checks: [check('Three replicas', 'open', { feedback: told, old: true })] });
  expect(screen.getByText('Last grade:').parentElement?.textContent).toContain('Three were wanted.');
  expect(screen.getByText('seen: two Pods')).toBeTruthy();
});
test('a gate says that everything hangs on it', () => {
  open({ phase: 'graded', gate: 'The Service is there', checks: [] });
  expect(screen.getByText(/Everything hangs on “The Service is there”/)).toBeTruthy();
});
test('constraints stand by themselves, with what is used up', () => {
  open({ checks: [check('Few words', 'holds', { kind: 'constraint', use: { used: 3, limit: 12 } }), check('Nothing deleted', 'open', { kind: 'constraint', use: { used: 2, limit: 0 } })] });
  expect(screen.getByRole('list', { name: 'On the way there' }).textContent).toBe('●Few words kept so far3 of 121○Nothing deleted not kept2 times1');
});
test('success is a banner', () => {
  open({ phase: 'graded', passed: true, score: 3, checks: [check('Three replicas', 'passed')] });
  expect(screen.getByText('Solved: 3 of 3 points.')).toBeTruthy();
});
test('hints open one after the other; one that costs asks first', () => {
  const asked = open({}, { openHints: ['look'] });
  expect(screen.getByText('Look at the labels.')).toBeTruthy();
  press('Hint (costs 1)');
  expect(asked).toEqual([]);
  press('Not yet');
  press('Hint (costs 1)');
  press('Open it');
  press('Grade');
  expect(asked).toEqual(['hint tolerate', 'grade']);
});
test('while it is examined, the page says what is done to the copy, and can give up', () => {
  const asked = open({ phase: 'grading', progress: { done: 2, total: 9, what: 'node02 loses its power' } });
  expect(screen.getByText('Examining on a copy: node02 loses its power')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Grade' })).toBeNull();
  press('Cancel');
  expect(asked).toEqual(['cancel']);
});
test('what was handed in before is opened again, as long as its session is kept', () => {
  const attempt = { id: '7', at: 1000, score: 2, max: 3, passed: false, kept: true, other: false };
  const asked = open({}, { attempts: [attempt, { ...attempt, id: '8', kept: false, passed: true, other: true }] });
  fireEvent.click(screen.getByText('Graded before (2)'));
  expect(screen.getByText('✓ 2 of 3 points, another variant')).toBeTruthy();
  press('Open that session');
  expect(asked).toEqual(['attempt 7']);
});
test('a branch is left or taken over; there is no branch of a branch', () => {
  const asked: string[] = [];
  open({}, { branch: { name: 'A branch', onLeave: () => asked.push('leave'), onAdopt: () => asked.push('adopt') } });
  expect(screen.queryByRole('button', { name: 'Branch' })).toBeNull();
  press('Back to the main line');
  press('Go on from here instead');
  expect(asked).toEqual(['leave', 'adopt']);
});
test('a cluster that is broken from the start says so in one line', () => {
  open({}, { task: { ...task, finds: 'The website answers every second time.' } });
  expect(screen.getByText(/Something is broken/).parentElement?.textContent).toContain('The website answers every second time.');
});
test.each([['', 'web'], ['李雷 3班', 'web-李雷-3班'], ['../../etc/passwd', 'web-etc-passwd'], ['a'.repeat(99), `web-${'a'.repeat(60)}`], ['CON: <x>|"*?', 'web-CON-x']])('a hand-in by %j is called %s', (name, file) => { expect(fileNameOf('web', name)).toBe(file); });

test.each<[string, string, readonly unknown[]]>([
  ['vertical', 'ArrowRight', [52]], ['vertical', 'ArrowLeft', [48]], ['vertical', 'ArrowUp', []], ['horizontal', 'ArrowUp', [48]], ['horizontal', 'End', [80]], ['horizontal', 'Home', [20]], ['vertical', 'Enter', ['fold']],
])('a %s bar and %s', (orientation, key, expected) => {
  const heard: unknown[] = [];
  render(<Splitter name="bar" orientation={orientation as 'vertical'} value={50} least={20} most={80} onChange={(value) => heard.push(value)} onFold={() => heard.push('fold')} />);
  fireEvent.keyDown(screen.getByRole('separator'), { key });
  expect(heard).toEqual(expected);
});
