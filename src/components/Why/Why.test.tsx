import React from 'react';
import { render, screen, within } from '@testing-library/react';
import { createTestSession } from '../Session/testSession.tsx';
import type { Placing } from '@site/src/worker/protocol.ts';
import { emptyView } from '@site/src/worker/protocol.ts';
import Why from './index.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });
jest.mock('@generated/course/default/plugins.json', () => ({ __esModule: true, default: [{ name: 'TaintToleration', meaning: 'Refuses nodes with a taint.' }, { name: 'NodePorts', meaning: 'Not named here.' }] }), { virtual: true });

const placing: Placing = { node: 'node01', scheduler: 'default-scheduler', gates: [], queue: undefined, verdict: undefined };
async function open(why: Placing, running = true): Promise<void> {
  const view = { ...emptyView, parts: [{ name: 'kube-scheduler', running, wanted: running }] };
  const { Page } = createTestSession({ view }, undefined, { why });
  const { container } = render(<Page><Why namespace="default" pod="web" /></Page>);
  await within(container).findAllByText(/./);
}

test('chosen: every node with its points, the chosen one marked, plugins explained', async () => {
  await open({ ...placing, verdict: { at: 65_000, attempt: 2, chosen: 'node01', nodes: [
    { node: 'node01', scores: { ImageLocality: 5 }, total: 5 }, { node: 'master01', refusedBy: 'TaintToleration', reasons: ['node(s) had untolerated taint(s)'] }] } });
  expect(screen.getByText('At 01:05, at attempt 2, the scheduler asked every node and chose node01.')).toBeTruthy();
  const rows = within(screen.getByRole('table')).getAllByRole('row').map((row) => row.textContent?.replace(/\u200B/g, ''));
  expect(rows).toEqual(['NodeImageLocalitySum', 'node01 ✓ chosen55', 'master01refused by TaintToleration node(s) had untolerated taint(s)']);
  expect(await screen.findByText('Refuses nodes with a taint.')).toBeTruthy();
  expect(screen.queryByText('Not named here.')).toBeNull();
});
test('nowhere: the event, and what it waits for', async () => {
  await open({ ...placing, node: '', queue: 'asleep', verdict: { at: 1000, attempt: 1, message: '0/1 nodes are available: 1 Insufficient cpu.', nodes: [{ node: 'node01', refusedBy: 'NodeResourcesFit', reasons: ['Insufficient cpu'] }] } });
  expect(screen.getByText('0/1 nodes are available: 1 Insufficient cpu.', { exact: false })).toBeTruthy();
  expect(screen.getByText(/It sleeps until something changes/)).toBeTruthy();
});
test.each<[string | RegExp, Placing, boolean]>([
  ['kube-scheduler does not run: nobody looks for a node.', { ...placing, node: '' }, false],
  ['Nobody takes it: is there a scheduler named default-scheduler?', { ...placing, node: '' }, true],
  ['Its scheduling gates keep it from being looked at:', { ...placing, node: '', gates: ['a'] }, true],
  [/^The scheduler was not asked/, placing, true],
])('%s', async (text, why, running) => {
  await open(why, running);
  expect(screen.getByText(text)).toBeTruthy();
});
