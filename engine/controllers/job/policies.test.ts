import type { Job, Pod } from '../../api/index.ts';
import { finishedAt, nextBackOff, NO_BACK_OFF, remainingForIndex, remainingMs, type BackOff } from './backoff.ts';
import { judgeFailure } from './failurePolicy.ts';
import { failuresAfter, indexedPod, trackedTemplate } from './jobPod.ts';
import { chooseVictims } from './victims.ts';

const pod = (status: object, metadata: object = {}, spec: object = {}): Pod =>
  ({ metadata: { name: 'p', namespace: 'ns', uid: 'p', creationTimestamp: '2026-11-21T12:00:00Z', ...metadata }, spec: { containers: [], ...spec }, status } as Pod);
const exited = (exitCode: number, name = 'main'): object => ({ name, state: { terminated: { exitCode } } });
const job = (spec: object): Job => ({ metadata: { name: 'j', namespace: 'ns', uid: 'j' }, spec: { template: {}, ...spec } } as Job);

const IN_42 = { operator: 'In', values: [42, 43] };
const DISRUPTED = [{ type: 'DisruptionTarget', status: 'True' }];
/** @k8s pkg/controller/job/pod_failure_policy.go */
test.each<readonly [rules: readonly object[], status: object, verdict: object]>([
  [[], { containerStatuses: [exited(1)] }, { counts: true }],
  [[{ action: 'FailJob', onExitCodes: IN_42 }], { containerStatuses: [exited(42)] },
    { counts: true, action: 'FailJob', message: 'Container main for pod ns/p failed with exit code 42 matching FailJob rule at index 0' }],
  [[{ action: 'FailJob', onExitCodes: IN_42 }], { containerStatuses: [exited(1)] }, { counts: true }],
  [[{ action: 'FailJob', onExitCodes: IN_42 }], { containerStatuses: [exited(0)], initContainerStatuses: [exited(43, 'init')] },
    { counts: true, action: 'FailJob', message: 'Container init for pod ns/p failed with exit code 43 matching FailJob rule at index 0' }],
  [[{ action: 'Ignore', onExitCodes: { operator: 'NotIn', values: [1] } }], { containerStatuses: [exited(2)] }, { counts: false, action: 'Ignore' }],
  [[{ action: 'Ignore', onExitCodes: { operator: 'NotIn', values: [1] } }], { containerStatuses: [exited(0)] }, { counts: true }],
  [[{ action: 'Ignore', onExitCodes: { ...IN_42, containerName: 'other' } }], { containerStatuses: [exited(42)] }, { counts: true }],
  [[{ action: 'Ignore', onExitCodes: { ...IN_42, containerName: 'other' } }], { containerStatuses: [exited(1), exited(43, 'other')] }, { counts: false, action: 'Ignore' }],
  [[{ action: 'Count', onExitCodes: IN_42 }, { action: 'FailJob', onExitCodes: IN_42 }], { containerStatuses: [exited(42)] }, { counts: true, action: 'Count' }],
  [[{ action: 'FailIndex', onExitCodes: IN_42 }], { containerStatuses: [exited(42)] }, { counts: true, action: 'FailIndex' }],
  [[{ action: 'Ignore', onPodConditions: DISRUPTED }], { conditions: DISRUPTED }, { counts: false, action: 'Ignore' }],
  [[{ action: 'Ignore', onPodConditions: DISRUPTED }], { conditions: [{ type: 'DisruptionTarget', status: 'False' }] }, { counts: true }],
  [[{ action: 'FailJob', onPodConditions: [{ type: 'ConfigIssue', status: 'True' }] }], { conditions: [{ type: 'ConfigIssue', status: 'True' }] },
    { counts: true, action: 'FailJob', message: 'Pod ns/p has condition ConfigIssue matching FailJob rule at index 0' }],
  [[{ action: 'Ignore', onPodConditions: DISRUPTED }, { action: 'FailJob', onExitCodes: IN_42 }], { containerStatuses: [exited(42)] },
    { counts: true, action: 'FailJob', message: 'Container main for pod ns/p failed with exit code 42 matching FailJob rule at index 1' }],
  [[{ action: 'FailJob', onExitCodes: IN_42 }], { containerStatuses: [{ name: 'main', state: { running: {} } }] }, { counts: true }],
])('policy %j, pod %j', (rules, status, verdict) => {
  expect(judgeFailure(job({ podFailurePolicy: { rules } }), pod(status))).toEqual(verdict);
});

const T = (seconds: number): number => Date.parse('2026-11-21T12:00:00Z') + seconds * 1000;
const stamp = (seconds: number): string => new Date(T(seconds)).toISOString().replace('.000', '');
const ended = (seconds: number): Pod => pod({ containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 1, finishedAt: stamp(seconds) } } }] });

/** @k8s pkg/controller/job/backoff_utils.go getFinishedTime */
test.each<readonly [what: string, pod: Pod, seconds: number]>([
  ['latest container', pod({ containerStatuses: [4, 9, 7].map((s) => ({ name: `${s}`, state: { terminated: { finishedAt: stamp(s) } } })) }), 9],
  ['one still runs: since not ready', pod({
    containerStatuses: [{ name: 'a', state: { terminated: { finishedAt: stamp(4) } } }, { name: 'b', state: { running: {} } }],
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: stamp(5) }],
  }), 5],
  ['a sidecar ends last', pod({
    containerStatuses: [{ name: 'a', state: { terminated: { finishedAt: stamp(4) } } }],
    initContainerStatuses: [{ name: 'side', state: { terminated: { finishedAt: stamp(6) } } }, { name: 'init', state: { terminated: { finishedAt: stamp(1) } } }],
  }, {}, { initContainers: [{ name: 'side', restartPolicy: 'Always' }, { name: 'init' }] }), 6],
  ['deleted: without its grace period', pod({ conditions: [{ type: 'Ready', status: 'True' }] }, { deletionTimestamp: stamp(40), deletionGracePeriodSeconds: 30 }), 10],
  ['nothing known: its birth', pod({}), 0],
])('finished: %s', (_, given, seconds) => {
  expect(finishedAt(given)).toBe(T(seconds));
});

/** @k8s pkg/controller/job/backoff_utils.go newBackoffRecord */
test.each<readonly [before: BackOff, succeeded: readonly number[], failed: readonly number[], failures: number, last: number | undefined]>([
  [NO_BACK_OFF, [], [], 0, undefined], [NO_BACK_OFF, [], [3, 5], 2, 5], [{ failures: 2, lastFailure: T(5) }, [], [], 2, 5], [{ failures: 2, lastFailure: T(5) }, [], [9], 3, 9],
  [{ failures: 2, lastFailure: T(5) }, [8], [], 0, undefined], [{ failures: 2, lastFailure: T(5) }, [8], [7, 9, 10], 2, 10], [NO_BACK_OFF, [8], [8], 0, undefined],
])('%j, succeeded at %j, failed at %j', (before, succeeded, failed, failures, last) => {
  expect(nextBackOff(before, succeeded.map(ended), failed.map(ended))).toEqual({ failures, lastFailure: last === undefined ? undefined : T(last) });
});

/** 10 s doubled up to 10 minutes. @k8s pkg/controller/job/job_controller.go DefaultJobPodFailureBackOff, MaxJobPodFailureBackOff */
test.each([[0, 0], [1, 10], [2, 20], [3, 40], [4, 80], [5, 160], [6, 320], [7, 600], [8, 600], [50, 600]])('%i failures rest %i s', (failures, seconds) => {
  expect(remainingMs({ failures, lastFailure: T(0) }, T(0))).toBe(seconds * 1000);
  expect(remainingMs({ failures, lastFailure: T(0) }, T(4))).toBe(Math.max(0, seconds - 4) * 1000);
  expect(remainingMs({ failures, lastFailure: T(0) }, T(seconds + 1))).toBe(0);
});

const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count';
test.each<readonly [annotations: object, seconds: number]>([[{}, 10], [{ [FAILURES]: '1' }, 20], [{ [FAILURES]: '1', [IGNORED]: '1' }, 40], [{ [FAILURES]: 'x' }, 10], [{ [FAILURES]: '-3' }, 10], [{ [FAILURES]: '9999999999' }, 10]])(
  'an index whose pod says %j rests %i s', (annotations, seconds) => {
    const { status } = ended(0);
    expect(remainingForIndex(pod(status as object, { annotations }), T(0))).toBe(seconds * 1000);
  });

test.each<readonly [annotations: object, counts: boolean, after: object]>([
  [{}, true, { counted: 1, ignored: 0 }], [{ [FAILURES]: '2', [IGNORED]: '1' }, true, { counted: 3, ignored: 1 }], [{ [FAILURES]: '2' }, false, { counted: 2, ignored: 1 }],
])('after a pod with %j that counts: %j', (annotations, counts, after) => {
  expect(failuresAfter(pod({}, { annotations }), () => counts)).toEqual(after);
});

/** @k8s pkg/controller/job/indexed_job_utils.go podGenerateNameWithIndex */
test.each([['short', 3, 'short-3-'], ['a'.repeat(63), 12, `${'a'.repeat(54)}-12-`], ['b'.repeat(54), 999, `${'b'.repeat(53)}-999-`]])('pods of %s with index %i are named %s', (name, index, prefix) => {
  const given = { ...job({ completionMode: 'Indexed', template: { spec: { containers: [{ name: 'c' }], initContainers: [{ name: 'i', env: [{ name: 'JOB_COMPLETION_INDEX', value: 'mine' }] }] } } }), metadata: { name, uid: 'u' } };
  const made = indexedPod(given, trackedTemplate(given), index, { counted: 1, ignored: 0 });
  expect(made.metadata).toMatchObject({
    generateName: prefix, finalizers: ['batch.kubernetes.io/job-tracking'], labels: { 'batch.kubernetes.io/job-completion-index': `${index}` },
    annotations: { 'batch.kubernetes.io/job-completion-index': `${index}`, [FAILURES]: '1' },
  });
  expect(made.spec).toMatchObject({
    hostname: `${name}-${index}`, initContainers: [{ env: [{ name: 'JOB_COMPLETION_INDEX', value: 'mine' }] }],
    containers: [{ env: [{ name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-completion-index']" } } }] }],
  });
});

/** @k8s pkg/controller/controller_utils.go ActivePods, pkg/controller/job activePodsForRemoval */
test('which pods go first', () => {
  const ready = (at: number): object => ({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: stamp(at) }] });
  const pods = [
    pod(ready(1), { name: 'old' }, { nodeName: 'n' }), pod(ready(5), { name: 'new' }, { nodeName: 'n' }), pod({ phase: 'Running' }, { name: 'unready' }, { nodeName: 'n' }),
    pod({ phase: 'Pending' }, { name: 'pending' }, { nodeName: 'n' }), pod({ phase: 'Pending' }, { name: 'unbound' }),
  ];
  const names = (victims: readonly Pod[]): readonly (string | undefined)[] => victims.map(({ metadata }) => metadata?.name);
  expect(names(chooseVictims(job({}), pods, 4))).toEqual(['unbound', 'pending', 'unready', 'new']);
  const indexed = pods.map((each, i) => ({ ...each, metadata: { ...each.metadata, annotations: i === 4 ? {} : { 'batch.kubernetes.io/job-completion-index': `${[0, 0, 1, 7][i]}` } } }));
  // Without an index, all but one of the same index, and beyond the completions: those go in any case.
  expect(names(chooseVictims(job({ completionMode: 'Indexed', completions: 5 }), indexed, 0))).toEqual(['unbound', 'new', 'pending']);
});
