import React from 'react';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { createTestSession, testNode } from '../Session/testSession.tsx';
import { emptyView } from '@site/src/worker/protocol.ts';
import type { LoadReport } from '@site/src/worker/protocol.ts';
import { barsOf, firstAddress, freeName } from './bars.ts';
import LoadPanel from './index.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

const second = (at: number, more: Partial<LoadReport['seconds'][number]>): LoadReport['seconds'][number] => ({ at, sent: 10, answered: 0, errors: 0, refused: 0, timedOut: 0, reset: 0, slowestMs: 4, ...more });
const load: LoadReport = {
  name: 'load-1', url: 'http://web.default/', from: 'node01', rate: 10, startedAt: 0, endedAt: undefined, problem: undefined, open: 2,
  total: { sent: 20, answered: 12, errors: 2, refused: 6, timedOut: 0, reset: 0 }, seconds: [second(0, { answered: 10, errors: 2 }), second(1000, { answered: 2, refused: 6 })], codes: {}, backends: {},
};
const service = { namespace: 'shop', name: 'web', type: 'ClusterIP', clusterIp: '10.96.0.9', ports: '8000/TCP', selector: {}, ready: [], notReady: [] };

async function open(loads: readonly LoadReport[], more = {}) {
  const session = createTestSession({ view: { ...emptyView, nodes: [testNode('node01')], services: [service] }, ...more }, undefined, { loads });
  await act(async () => { render(<session.Page><LoadPanel /></session.Page>); await Promise.resolve(); });
  return session;
}

test('a load is started with what the form says, and stopped by its name', async () => {
  const { inputs } = await open([load]);
  fireEvent.change(screen.getByLabelText('Requests per second'), { target: { value: '50' } });
  fireEvent.click(screen.getByRole('button', { name: 'Start' }));
  fireEvent.click(screen.getByRole('button', { name: 'Stop load-1' }));
  expect(inputs).toEqual([{ type: 'fault', fault: 'load-start', target: 'load-2 http://web.shop:8000/ rate=50 from=node01' }, { type: 'fault', fault: 'load-stop', target: 'load-1' }]);
});
test('the chart says its sums, its twin every second, the newest first', async () => {
  await open([load]);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('load-1: answered 10, answered with an error 2, refused 6, timed out 0, reset 0');
  const rows = within(screen.getByRole('table', { hidden: true })).getAllByRole('row', { hidden: true }).map((row) => row.textContent);
  expect(rows.slice(1)).toEqual(['00:0110206004 ms', '00:0010820004 ms']);
});
test('a refusal is told; an older one is not', async () => {
  const refused = { at: 1, type: 'Input' as const, reason: 'Refused', object: 'load-start', message: 'a load asks an address' };
  const { show } = await open([], { happenings: [refused] });
  expect(screen.getByRole('alert').textContent).toBe('a load asks an address');
  show({ happenings: [refused, { at: 2, type: 'Input', reason: 'Fault', object: '', message: 'load-start x http://web/' }] });
  expect(screen.queryByRole('alert')).toBeNull();
});
test('bars are shares of the busiest second', () => {
  expect(barsOf(load.seconds)[0]).toEqual({ at: 0, parts: [{ outcome: 'answered', from: 0, to: 0.8 }, { outcome: 'errors', from: 0.8, to: 1 }] });
  expect(firstAddress([])).toBe('http://web.default/');
  expect(freeName(['load-1'])).toBe('load-2');
});
