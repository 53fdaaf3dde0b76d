/** @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go getTerminationMessage, pkg/kubelet/status/status_manager.go normalizeStatus */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld } from '../testing/testWorld.ts';

const LOG = { terminationMessagePolicy: 'FallbackToLogsOnError' };
const ended = (script: string, more: object = {}, others = 0): string | undefined => {
  const world = createTestWorld();
  const containers: PodSpec['containers'] = [{ name: 'a', image: 'busybox:1.36', command: ['sh', '-c', script], ...more },
    ...Array.from({ length: others }, (_, i) => ({ name: `b${i}`, image: 'busybox:1.36', command: ['true'] }))];
  world.run({ restartPolicy: 'Never', containers });
  world.seconds(6);
  return world.pod()?.status?.containerStatuses?.[0]?.state?.terminated?.message;
};
const lines = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}\n`).join('');

it.each<[title: string, message: string | undefined, script: string, more: object]>([
  ['nothing', undefined, 'exit 1', {}],
  ['the file', 'why\n', 'echo why > /dev/termination-log; exit 1', {}],
  ['also after success', 'fine\n', 'echo fine > /dev/termination-log', {}],
  ['another file', 'why\n', 'echo why > /tmp/last; exit 1', { terminationMessagePath: '/tmp/last' }],
  ['the log is not asked', undefined, 'echo log; exit 1', {}],
  ['the log', 'log\nerror\n', 'echo log; echo error >&2; exit 1', LOG],
  ['the file before the log', 'file\n', 'echo log; echo file > /dev/termination-log; exit 1', LOG],
  ['not after success', undefined, 'echo log', LOG],
  ['the last 80 lines', lines(221, 300), 'for i in $(seq 1 300); do echo line $i; done; exit 1', LOG],
])('%s', (_title, message, script, more) => { expect(ended(script, more)).toBe(message); });

it('the last 4096 bytes of a file, the last 2048 of a log', () => {
  const [file, log] = [ended('for i in $(seq 1000 1999); do echo line $i; done > /dev/termination-log; exit 1'), ended('for i in $(seq 1000 1079); do echo a line that is long enough for eighty of them $i; done; exit 1', LOG)];
  expect([file?.length, file?.endsWith('line 1998\nline 1999\n')]).toEqual([4096, true]);
  expect([log?.length, log?.endsWith('eighty of them 1079\n')]).toEqual([2048, true]);
});

it('the containers of a pod share 12 kibibytes', () => {
  expect(ended('for i in $(seq 1000 1999); do echo line $i; done > /dev/termination-log; exit 1', {}, 5)?.length).toBe(12_288 / 6);
});
