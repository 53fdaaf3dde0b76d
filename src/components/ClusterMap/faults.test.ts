/** @jest-environment node */
import { FAULTS } from '@site/engine/cluster/index.ts';
import { faultInput, nextName, offeredFaults } from './faults.ts';
import { faultWords, stateWord } from './faultWords.ts';

jest.mock('@generated/codeTranslations', () => ({}), { virtual: true });

test('a fault that holds is offered the other way round; a powerless machine is not asked to do anything', () => {
  expect(offeredFaults([], false)).toEqual(['network-cut', 'network-cut-api', 'kubelet-stop', 'runtime-stop', 'node-shutdown', 'disk-fill', 'memory-fill', 'disk-death', 'clock-skew', 'node-delete', 'node-remove']);
  expect(offeredFaults(['network-cut-api', 'kubelet-stop'], false).slice(0, 2)).toEqual(['network-heal', 'kubelet-start']);
  expect(offeredFaults(['node-power-off'], false)).toEqual(['network-cut', 'network-cut-api', 'clock-skew', 'node-delete', 'node-remove']);
  expect(offeredFaults([], true)).not.toContain('node-remove');
  expect(offeredFaults(['node-remove'], false)).toEqual(['node-delete']);
});
test('everything that is offered exists, and has words', () => {
  const known = new Set(FAULTS.map(({ name }) => name));
  const holding = ['network-cut', 'kubelet-stop', 'runtime-stop', 'disk-fill', 'memory-fill', 'disk-death', 'clock-skew'];
  const offered = [...offeredFaults([], false), ...offeredFaults(holding, false), 'node-power-on', 'node-power-off', 'node-add', 'node-rejoin', 'component-stop', 'component-start', 'load-start', 'load-stop'];
  expect(offered.filter((fault) => !known.has(fault))).toEqual([]);
  expect(offered.filter((fault) => faultWords(fault, 'node02') === undefined)).toEqual([]);
  expect(holding.map(stateWord).filter((word) => holding.includes(word))).toEqual([]);
});
test('targets and names', () => {
  expect(faultInput('clock-skew', 'node01')).toEqual({ type: 'fault', fault: 'clock-skew', target: 'node01/-3600' });
  expect(nextName(['master01', 'node01', 'node02'])).toBe('node03');
  expect(nextName(['minikube'])).toBe('node01');
});
