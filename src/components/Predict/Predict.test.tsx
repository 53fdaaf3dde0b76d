import React from 'react';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { usePageSession } from '../Session/index.tsx';
import { createTestSession } from '../Session/testSession.tsx';
import { Predict } from './index.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

function RunBlock(): React.ReactNode {
  const { markRan } = usePageSession();
  return <button type="button" onClick={() => markRan('delete')}>run</button>;
}
function open(): void {
  const { Page } = createTestSession();
  render(<Page><Predict question="What is left?" options={['a new Pod', 'nothing']} answer={1} after="delete">Nobody wished for it.</Predict><RunBlock /></Page>);
}

test('the answer opens when the block that shows it has run', () => {
  open();
  fireEvent.click(screen.getByLabelText('a new Pod'));
  expect(screen.queryByText('✓ this happens')).toBeNull();
  act(() => { fireEvent.click(screen.getByText('run')); });
  expect(screen.getByText('✓ this happens').parentElement?.textContent).toContain('nothing');
  expect(screen.getByText('✕ your prediction').parentElement?.textContent).toContain('a new Pod');
});
test('running without a prediction reveals nothing', () => {
  open();
  fireEvent.click(screen.getByText('run'));
  expect(screen.queryByText('✓ this happens')).toBeNull();
});
