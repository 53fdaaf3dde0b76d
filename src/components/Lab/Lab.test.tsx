import React from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { createTestSession } from '../Session/testSession.tsx';
import { Lab } from './index.tsx';
import { scoreOf } from './score.ts';
import type { CheckResult, LabTask } from './types.ts';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

const task: LabTask = {
  slug: 'self-healing', title: 'Survive', skills: [], minutes: 10, points: 3, passAt: 0.66,
  checks: [{ id: 'three', title: 'Three replicas', points: 1, needs: [] }, { id: 'spread', title: 'Spread', points: 2, needs: ['three'] }],
  hints: [{ text: 'Look at the labels.', costs: 0 }, { text: 'Use a toleration.', costs: 1 }], solution: [{ file: 'web.yaml', text: 'kind: Deployment' }],
};
const result = (id: string, state: CheckResult['state'], earned: number): CheckResult => ({ id, state, earned, seen: 'two Pods', expected: 'three Pods', why: 'One was lost.' });

test('a check says what was seen, expected, and why', () => {
  const { Page } = createTestSession();
  render(<Page><Lab task={task} grade={{ phase: 'graded', results: [result('three', 'failed', 0), result('spread', 'skipped', 0)], score: 0, passed: false }} onGrade={() => undefined}><p>Do it.</p></Lab></Page>);
  const [check] = screen.getAllByRole('listitem').filter((item) => item.textContent?.includes('Three replicas'));
  expect(check?.textContent).toContain('seen: two Pods');
  expect(check?.textContent).toContain('expected: three Pods');
  expect(screen.queryByText(/Solved/)).toBeNull();
});
test('success is a banner; hints cost what they say', () => {
  const { Page } = createTestSession();
  render(<Page><Lab task={task} grade={{ phase: 'graded', results: [result('three', 'passed', 1), result('spread', 'passed', 2)], score: 3, passed: true }} onGrade={() => undefined}><p>Do it.</p></Lab></Page>);
  expect(screen.getByText('Solved: 3 of 3 points.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Hint' }));
  fireEvent.click(screen.getByRole('button', { name: 'Hint (costs 1)' }));
  expect(screen.getByText('Solved: 2 of 3 points.')).toBeTruthy();
});
test.each([[0, 3], [1, 3], [2, 2]])('after %d hints the score is %d', (opened, score) => {
  expect(scoreOf([result('three', 'passed', 1), result('spread', 'passed', 2)], task.hints, opened)).toBe(score);
});
