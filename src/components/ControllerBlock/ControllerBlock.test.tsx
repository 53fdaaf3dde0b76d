import React from 'react';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import type { LearnerReport } from '@site/src/worker/protocol.ts';
import { createTestSession } from '../Session/testSession.tsx';
import { stamp } from './ControllerLog.tsx';
import { ControllerBlock } from './index.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

const SOURCE = 'export const watches = [];';
const running: LearnerReport = {
  name: 'mine', source: SOURCE, state: 'running', since: 0, reconciles: 3, failures: 1, writes: 9, writesLastMinute: 2, dropped: 4,
  log: [{ at: 1005, level: 'told', text: 'started' }, { at: 2000, level: 'failed', text: 'TypeError: no', line: 1, column: 8 }, { at: 61_000, level: 'said', text: 'hello' }],
};
async function show(controllers: readonly LearnerReport[]) {
  const session = createTestSession({}, undefined, { controllers });
  await act(async () => { render(<session.Page><ControllerBlock name="mine" file="mine.js" source={SOURCE} /></session.Page>); await Promise.resolve(); });
  return session;
}
beforeEach(() => sessionStorage.clear());

test('before it is started, the source stands there, and a button that starts it', async () => {
  const { inputs } = await show([]);
  expect(screen.getByDisplayValue(SOURCE)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  expect(inputs).toEqual([{ type: 'controller', name: 'mine', source: SOURCE }]);
});
test('while it runs it says how it is, and can be stopped', async () => {
  const { inputs } = await show([running]);
  expect(screen.getByRole('status').textContent).toBe('running: 3 reconciles, 1 failed; 2 writes in the last minute');
  const log = screen.getByRole('log', { name: 'Log of mine' });
  expect(within(log).getByText('TypeError: no').parentElement?.textContent).toBe('00:02.000 TypeError: no line 1');
  expect(log.textContent).toContain('4 older lines are not kept');
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(inputs).toEqual([{ type: 'controller', name: 'mine', source: '' }]);
});
test('what runs since an earlier visit is what is shown; the lesson\'s own comes back by Reset', async () => {
  await show([{ ...running, source: '// mine' }]);
  expect(screen.getByDisplayValue('// mine')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Reset' }));
  expect(screen.getByDisplayValue(SOURCE)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Start this version' })).toBeTruthy();
});
test.each<[LearnerReport['state'], string]>([['broken', 'it does not start: see the log'], ['waiting', 'waits for the API server'], ['stopped', 'stopped']])('%s is said in words', async (state, words) => {
  await show([{ ...running, state }]);
  expect(screen.getByRole('status').textContent).toBe(words);
});
test.each([[0, '00:00.000'], [61_005, '01:01.005'], [3_600_000, '60:00.000']])('%p is %s', (ms, text) => { expect(stamp(ms)).toBe(text); });
