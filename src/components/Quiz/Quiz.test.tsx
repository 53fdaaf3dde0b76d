import React from 'react';
import { fireEvent, render, screen } from '@testing-library/react';
import { Quiz } from './index.tsx';
import type { QuizData } from './types.ts';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

const quiz: QuizData = { slug: 'pods', title: 'Pods', questions: [
  { id: 'q1', skill: 'pods', type: 'predict-state', stem: 'Which phase?', options: [
    { id: 'a', text: 'Running', right: true, feedback: 'It keeps running.' }, { id: 'b', text: 'Failed', right: false, feedback: 'Always restarts it.' }] },
] };

test('a wrong choice gets its own feedback and the right model', () => {
  const answers: unknown[] = [];
  render(<Quiz quiz={quiz} onAnswer={(given) => { answers.push(given); }} />);
  fireEvent.click(screen.getByLabelText('Failed'));
  fireEvent.click(screen.getByRole('button', { name: 'Check' }));
  expect(screen.getByText('Always restarts it.')).toBeTruthy();
  expect(screen.getByText('It keeps running.')).toBeTruthy();
  expect(screen.getByText('1 of 1 answered, 0 right')).toBeTruthy();
  expect(answers).toEqual([{ q1: 'b' }]);
});
test('answers of an earlier visit are shown as answered', () => {
  render(<Quiz quiz={quiz} initial={{ q1: 'a' }} />);
  expect(screen.getByText('1 of 1 answered, 1 right')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Check' })).toBeNull();
});
