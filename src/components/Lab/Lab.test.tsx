import React from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { createTestSession } from '../Session/testSession.tsx';
import { Lab } from './index.tsx';
import type { CheckLine, LabGrade, LabTask } from './types.ts';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

const task: LabTask = {
  slug: 'self-healing', title: 'Survive', minutes: 10, points: 3,
  hints: [{ id: 'look', text: 'Look at the labels.', cost: 0 }, { id: 'tolerate', text: 'Use a toleration.', cost: 1 }], solution: [{ file: 'web.yaml', text: 'kind: Deployment' }],
};
const check = (title: string, state: CheckLine['state'], advice = ''): CheckLine => ({ id: title, title, points: 1, earned: state === 'passed' ? 1 : 0, state, seen: 'two Pods', advice, old: false });
function open(grade: Partial<LabGrade>, openHints: readonly string[] = []): string[] {
  const asked: string[] = [];
  const { Page } = createTestSession();
  render(<Page><Lab task={task} grade={{ phase: 'idle', checks: [], score: 0, passed: false, ...grade }} onGrade={() => { asked.push('grade'); }} openHints={openHints} onHint={(id) => { asked.push(id); }}><p>Do it.</p></Lab></Page>);
  return asked;
}

test('a failed check says what was seen and what to look at; one that needs it is skipped', () => {
  open({ phase: 'graded', checks: [check('Three replicas', 'failed', 'Three were expected: look at the selector.'), check('Spread', 'skipped')] });
  const [first, second] = screen.getAllByRole('listitem').filter((item) => item.textContent?.includes('seen:'));
  expect(first?.textContent).toContain('seen: two PodsThree were expected: look at the selector.');
  expect(second?.textContent).toContain('skipped');
  expect(screen.queryByText(/Solved/)).toBeNull();
});
test('success is a banner', () => {
  open({ phase: 'graded', passed: true, score: 3, checks: [check('Three replicas', 'passed')] });
  expect(screen.getByText('Solved: 3 of 3 points.')).toBeTruthy();
});
test('hints open one after the other and say their price', () => {
  const asked = open({}, ['look']);
  expect(screen.getByText('Look at the labels.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Hint (costs 1)' }));
  fireEvent.click(screen.getByRole('button', { name: 'Grade' }));
  expect(asked).toEqual(['tolerate', 'grade']);
});
