import { newRecord, oldModel, oldRecord, secondsSince } from './models.ts';

test.each([
  ['all is well', [], 'Running', true, true],
  ['power off: it cannot be asked', ['node-power-off'], 'Running', false, undefined],
  ['network cut: the same', ['network-cut'], 'Running', false, undefined],
  ['kubelet stopped: reached, and not well', ['kubelet-stop'], 'Running', true, false],
  ['machine gone', ['node-remove'], 'Terminated', false, undefined],
])('%s', (_, faults, phase, reachable, ready) => { expect(oldModel({ faults, state: 'running' })).toEqual({ phase, reachable, ready }); });

test('one machine, two records', () => {
  const node = { metadata: { name: 'node02', labels: { a: 'b' } }, status: { capacity: { cpu: '2', memory: '4Ki', pods: '110' }, addresses: [{ type: 'InternalIP', address: '10.0.0.1' }], conditions: [{ type: 'Ready', status: 'True' }, { type: 'DiskPressure', status: 'False' }] } };
  expect(JSON.parse(oldRecord(node))).toEqual({ kind: 'Minion', apiVersion: 'v1beta1', id: '10.0.0.1', resources: { capacity: { cpu: 2000, memory: 4096 } }, labels: { name: 'node02' } });
  expect(JSON.parse(newRecord(node))).toMatchObject({ kind: 'Node', status: { conditions: [{ type: 'Ready', status: 'True' }] } });
});
test('since when', () => {
  expect(secondsSince('2026-11-21T09:00:12Z', '2026-11-21T09:00:01.000000Z')).toBe(11);
  expect(secondsSince('2026-11-21T09:00:12Z', undefined)).toBeUndefined();
});
