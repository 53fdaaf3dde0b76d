/** @k8s pkg/kubelet/status/status_manager.go TerminatePod, hasPodInitialized, initializedContainers */
import type { ContainerStatus, PodSpec, PodStatus } from '../../api/index.ts';
import { withLostContainers } from './lost.ts';

type State = 'waiting' | 'running' | 'done' | 'failed' | 'lost' | 'again';
const STATES: { readonly [state in State]: Pick<ContainerStatus, 'state' | 'lastState'> } = {
  waiting: { state: { waiting: { reason: 'PodInitializing' } } },
  running: { state: { running: { startedAt: '2026-11-21T12:00:00Z' } } },
  done: { state: { terminated: { exitCode: 0, reason: 'Completed' } } },
  failed: { state: { terminated: { exitCode: 1, reason: 'Error' } } },
  lost: {},
  again: { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 1, reason: 'Error' } } },
};
const statuses = (states: readonly State[]): ContainerStatus[] => states.map((state, i) => ({ name: `c${i}`, ready: false, restartCount: 0, image: '', imageID: '', ...STATES[state] }));
const shown = (list: readonly ContainerStatus[] | undefined): string[] =>
  (list ?? []).map(({ state }) => (state?.terminated?.reason === 'ContainerStatusUnknown' ? 'lost' : state?.terminated?.exitCode === 0 ? 'done' : state?.terminated !== undefined ? 'failed' : state?.running !== undefined ? 'running' : 'waiting'));

it.each<[init: State[], main: State[], initAfter: State[], mainAfter: State[]]>([
  [[], ['waiting'], [], ['lost']],
  [[], ['done', 'waiting'], [], ['done', 'lost']],
  [['waiting', 'waiting'], ['waiting'], ['lost', 'waiting'], ['waiting']],
  [['failed', 'waiting'], ['waiting'], ['failed', 'waiting'], ['waiting']],
  [['done', 'again', 'waiting'], ['waiting'], ['done', 'lost', 'waiting'], ['waiting']],
  [['done', 'done'], ['waiting'], ['done', 'done'], ['lost']],
  [['done'], ['failed'], ['done'], ['failed']],
])('init %j, main %j', (init, main, initAfter, mainAfter) => {
  const spec: PodSpec = { initContainers: init.map((_, i) => ({ name: `c${i}` })), containers: main.map((_, i) => ({ name: `c${i}` })) };
  const status: PodStatus = { initContainerStatuses: statuses(init), containerStatuses: statuses(main) };
  const after = withLostContainers(status, spec);
  expect([shown(after.initContainerStatuses), shown(after.containerStatuses)]).toEqual([initAfter, mainAfter]);
  expect(after === status).toBe(JSON.stringify([init, main]) === JSON.stringify([initAfter, mainAfter]));
});
