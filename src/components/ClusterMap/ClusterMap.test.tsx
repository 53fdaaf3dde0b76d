import React from 'react';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { createTestSession, testNode, testPod } from '../Session/testSession.tsx';
import type { TestAnswers } from '../Session/testSession.tsx';
import type { Snapshot } from '@site/src/worker/client.ts';
import { emptyView } from '@site/src/worker/protocol.ts';
import { ClusterMap } from './index.tsx';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

const view = { ...emptyView, nodes: [testNode('node01'), testNode('node02', { faults: ['node-power-off'], state: 'unknown', status: 'NotReady' })],
  pods: [testPod('web-1'), testPod('web-2', { node: '', state: 'pending', status: 'Pending' })] };
function open(answers: TestAnswers = {}, more: Partial<Snapshot> = {}) {
  const session = createTestSession({ view, terminals: { main: { prompt: '$ ', busy: false, entries: [] } }, ...more }, undefined, answers);
  render(<session.Page><ClusterMap /></session.Page>);
  return session;
}

test('pods stand in their nodes, and a pod without a node stands apart', () => {
  open();
  expect(within(screen.getByRole('list', { name: 'Pods on node01' })).getByText('web-1')).toBeTruthy();
  expect(within(screen.getByText('Not on a node yet').parentElement!).getByText('web-2')).toBeTruthy();
});
test('a pod is deleted by a command that the reader sees', () => {
  const { inputs } = open();
  fireEvent.click(screen.getByRole('button', { name: /Pod web-1/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Delete this Pod' }));
  expect(inputs).toEqual([{ type: 'line', terminal: 'main', text: 'kubectl delete pod web-1' }]);
});
test.each([['node01', 'Break node01', 'node-power-off'], ['node02', 'Switch node02 on', 'node-power-on']])('%s: %s', (node, button, fault) => {
  const { inputs } = open();
  fireEvent.click(screen.getByRole('button', { name: new RegExp(`^${node}`) }));
  fireEvent.click(screen.getByRole('button', { name: button }));
  expect(inputs).toEqual([{ type: 'fault', fault, target: node }]);
});
test('a machine that is cut off says so, and can be healed', () => {
  const { inputs, show } = open();
  show({ view: { ...view, nodes: [testNode('node01', { faults: ['network-cut', 'clock-skew'] })] } });
  const node = screen.getByRole('button', { name: /^node01/ });
  expect(node.textContent).toBe('node01network cut clock wrong  Ready');
  fireEvent.click(node);
  fireEvent.click(screen.getByRole('button', { name: 'More faults' }));
  fireEvent.click(screen.getByRole('button', { name: 'Restore the network of node01' }));
  fireEvent.click(screen.getByRole('button', { name: 'Set the clock of node01 right' }));
  expect(inputs).toEqual([{ type: 'fault', fault: 'network-heal', target: 'node01' }, { type: 'fault', fault: 'clock-sync', target: 'node01' }]);
});
test('programs of the control plane stand on its machine, and are stopped and started', () => {
  const { inputs, show } = open();
  const master = testNode('master01', { roles: 'control-plane' });
  const part = (running: boolean, wanted: boolean) => ({ view: { ...view, nodes: [master], parts: [{ name: 'kube-scheduler', running, wanted }] } });
  show(part(true, true));
  fireEvent.click(screen.getByRole('button', { name: 'kube-scheduler runs' }));
  fireEvent.click(screen.getByRole('button', { name: 'Stop kube-scheduler' }));
  show(part(false, false));
  expect(screen.getByRole('button', { name: 'kube-scheduler stopped' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Start kube-scheduler' }));
  expect(inputs.map((input) => (input.type === 'fault' ? `${input.fault} ${input.target}` : ''))).toEqual(['component-stop kube-scheduler', 'component-start kube-scheduler']);
});
test('machines come and go; one without a Node object is told of', () => {
  const { inputs, show } = open();
  fireEvent.click(screen.getByRole('button', { name: '+ Add a machine' }));
  show({ view: { ...view, strays: [{ name: 'node03', faults: [] }] } });
  fireEvent.click(screen.getByRole('button', { name: /^node03 ?no Node object|^node03 no/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Let node03 join again' }));
  expect(inputs).toEqual([{ type: 'fault', fault: 'node-add', target: 'node03' }, { type: 'fault', fault: 'node-rejoin', target: 'node03' }]);
});
test('arrow keys walk over nodes and pods; one of them is in the Tab order', () => {
  open();
  const first = screen.getByRole('button', { name: /^node01/ });
  first.focus();
  fireEvent.keyDown(first, { key: 'ArrowDown' });
  expect(document.activeElement?.textContent).toBe('Pod web-1Running');
  expect(document.querySelectorAll('[data-pick][tabindex="0"]')).toHaveLength(1);
});
test('the table twin says the same in words', () => {
  open();
  fireEvent.click(screen.getByRole('button', { name: 'Table' }));
  const pods = screen.getByRole('table', { name: 'Pods' });
  expect(within(pods).getAllByRole('row').map((row) => row.textContent)).toEqual([
    'NAMESPACENAMEREADYSTATUSRESTARTSAGEIPNODE', 'defaultweb-11/1Running01m10.244.1.2node01', 'defaultweb-21/1Pending01m10.244.1.2<none>']);
});
test('a lab that leaves faults to its examiner offers none, and no input that would be refused', () => {
  const { inputs } = open({ allow: { faults: false } }, {
    view: { ...view, nodes: [...view.nodes, testNode('master01', { roles: 'control-plane' })], parts: [{ name: 'kube-scheduler', running: true, wanted: true }], strays: [{ name: 'node03', faults: [] }] },
    terminals: { main: { prompt: '', busy: true, entries: [] } },
  });
  const offered = (name: RegExp): readonly (string | null)[] => {
    fireEvent.click(screen.getByRole('button', { name }));
    const box = screen.getAllByRole('region').at(-1)!;
    return within(box).getAllByRole('button').map(({ textContent }) => textContent).filter((text) => text !== '×');
  };
  expect(screen.queryByRole('button', { name: /Load|Add a machine/ })).toBeNull();
  expect([offered(/^node02/), offered(/^kube-scheduler/), offered(/^node03/)]).toEqual([['Lifecycles'], [], []]);
  fireEvent.click(screen.getByRole('button', { name: /Pod web-1/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Delete this Pod' }));
  expect(inputs).toEqual([{ type: 'line', terminal: 'map', text: 'kubectl delete pod web-1' }]);
});
test('what would be one command too many cannot be pressed', () => {
  open({ allow: { faults: false, maxCommands: 3 } }, { commands: 3 });
  fireEvent.click(screen.getByRole('button', { name: /Pod web-1/ }));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Delete this Pod' }).disabled).toBe(true);
});
