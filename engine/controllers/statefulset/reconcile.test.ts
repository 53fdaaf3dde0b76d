import { KINDS, type ControllerRevision, type Pod, type StatefulSet, type StatefulSetSpec } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { createRandom, type Random } from '../../time/index.ts';
import type { Reply, Request } from '../request.ts';
import { byRevision, revisionData, revisionHash, revisionName, REVISION_LABEL } from '../revisions.ts';
import { reconcileStatefulSet, type StatefulSetView } from './reconcile.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const READY_SINCE = '2026-11-21T11:59:57Z';

const template = (image: string) => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } });
function setOf(image: string, spec: Partial<StatefulSetSpec> = {}, status?: StatefulSet['status']): StatefulSet {
  return {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web', namespace: 'default', uid: 'set', generation: 1 },
    spec: {
      replicas: 3, selector: { matchLabels: { app: 'web' } }, template: template(image), podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, ...spec,
    },
    ...(status === undefined ? {} : { status }),
  };
}
const nameOfRevision = (image: string): string => revisionName(setOf(image), revisionHash(revisionData(template(image)), 0));
const revisionOf = (image: string, revision: number): ControllerRevision => ({
  metadata: { name: nameOfRevision(image), namespace: 'default', labels: { app: 'web' }, creationTimestamp: READY_SINCE }, data: revisionData(template(image)), revision,
});
const OWNER = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'set', controller: true, blockOwnerDeletion: true };

/** `1:ready new`: ordinal, then what it is. */
function podOf(text: string): Pod {
  const [ordinal = '', words = ''] = text.split(':');
  const has = (word: string): boolean => words.split(' ').includes(word);
  const phase = ['Pending', 'Failed', 'Succeeded'].find((each) => has(each.toLowerCase())) ?? 'Running';
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      name: `web-${ordinal}`, namespace: 'default', uid: `pod-${ordinal}`, ownerReferences: [OWNER], ...(has('deleting') ? { deletionTimestamp: READY_SINCE } : {}),
      labels: { app: 'web', 'statefulset.kubernetes.io/pod-name': `web-${ordinal}`, [REVISION_LABEL]: nameOfRevision(has('new') ? 'new' : 'old') },
    },
    spec: { containers: [] },
    status: { phase, conditions: [{ type: 'Ready', status: has('ready') ? 'True' : 'False', lastTransitionTime: READY_SINCE }] },
  };
}

/** The new template is in the set; both revisions are known. */
function viewOf(pods: readonly string[], spec: Partial<StatefulSetSpec> = {}): StatefulSetView {
  const set = setOf('new', spec, { replicas: 0, currentRevision: nameOfRevision('old') });
  return {
    set, owned: pods.map(podOf), orphans: [], revisions: [revisionOf('old', 1), revisionOf('new', 2)], orphanRevisions: [],
    findClaim: () => undefined, findRevision: () => undefined, now: NOW,
  };
}

const line = (request: Request): string | undefined => {
  if (request.verb === 'create' && request.object.kind === 'Pod') {
    return `+${request.object.metadata?.name?.slice(4)} ${request.object.metadata?.labels?.[REVISION_LABEL] === nameOfRevision('new') ? 'new' : 'old'}`;
  }
  return request.verb === 'delete' && request.kind.kind === 'Pod' ? `-${request.name.slice(4)}` : undefined;
};

/** What it asks of pods, and the status it writes. All is granted. */
function run(view: StatefulSetView): { readonly asks: string; readonly status: StatefulSet['status']; readonly requests: readonly Request[] } {
  const work = reconcileStatefulSet(view);
  const requests: Request[] = [];
  let step = work.next();
  while (step.done !== true) {
    requests.push(...step.value);
    step = work.next(step.value.map((request): Reply =>
      (request.verb === 'event' || request.verb === 'again' ? undefined : { ok: true, value: 'object' in request ? request.object as unknown as JsonObject : {} })));
  }
  const written = requests.find((request) => request.verb === 'update' && request.subresource === 'status');
  return { asks: requests.flatMap((request) => line(request) ?? []).join(' '), status: written?.verb === 'update' ? (written.object as StatefulSet).status : undefined, requests };
}

// @k8s pkg/controller/statefulset/stateful_set_control.go
test.each<[given: string, pods: readonly string[], asks: string, spec?: Partial<StatefulSetSpec>]>([
  ['nothing: the first', [], '+0 new'],
  ['the first not ready: wait', ['0:new'], ''],
  ['the first ready: the second', ['0:ready new'], '+1 new'],
  ['a gap: filled first', ['0:ready new', '2:ready new'], '+1 new'],
  ['ready, but not for long enough', ['0:ready new'], '', { minReadySeconds: 5 }],
  ['ready for long enough', ['0:ready new'], '+1 new', { minReadySeconds: 3 }],
  ['a failed one goes', ['0:failed new'], '-0'],
  ['so does one that succeeded', ['0:ready new', '1:succeeded new'], '-1'],
  ['but not twice', ['0:failed deleting new'], ''],
  ['one being deleted is waited for', ['0:ready deleting new'], ''],
  ['too many: the highest', ['0:ready new', '1:ready new', '2:ready new', '3:ready new', '4:ready new'], '-4'],
  ['being deleted: not the next yet', ['0:ready new', '1:ready new', '2:ready new', '3:ready new', '4:deleting new'], ''],
  ['no scaling down while a replica is ill', ['0:ready new', '1:new', '2:ready new', '3:ready new'], ''],
  ['the highest is ill and the first that is: goes', ['0:ready new', '1:ready new', '2:ready new', '3:ready new', '4:new'], '-4'],
  ['the highest is ill, but a lower one too: stuck', ['0:ready new', '1:ready new', '2:ready new', '3:new', '4:new'], ''],
  ['update: the highest old one', ['0:ready old', '1:ready old', '2:ready old'], '-2'],
  ['update: wait for the replaced one', ['0:ready old', '1:ready old', '2:new'], ''],
  ['update: then the next', ['0:ready old', '1:ready old', '2:ready new'], '-1'],
  ['broken revision: an ill old pod holds all up', ['0:ready old', '1:ready old', '2:old'], ''],
  ['broken revision, parallel: it is replaced', ['0:ready old', '1:ready old', '2:old'], '-2', { podManagementPolicy: 'Parallel' }],
  ['partition', ['0:ready old', '1:ready old', '2:ready new'], '', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }],
  ['below the partition: of the old revision', ['1:ready old', '2:ready new'], '+0 old', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } }],
  ['above it: of the new one', ['0:ready old', '2:ready new'], '+1 new', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } }],
  ['OnDelete: nothing goes', ['0:ready old', '1:ready old', '2:ready old'], '', { updateStrategy: { type: 'OnDelete' } }],
  ['OnDelete: what comes is new', ['0:ready old', '1:ready old'], '+2 new', { updateStrategy: { type: 'OnDelete' } }],
  ['parallel: all missing at once', [], '+0 new +1 new +2 new', { podManagementPolicy: 'Parallel' }],
  ['parallel: all surplus, ready or not', ['0:new', '1:new', '2:ready new', '3:new', '4:ready new'], '-4 -3', { podManagementPolicy: 'Parallel' }],
  ['parallel: the update is one by one', ['0:ready old', '1:ready old', '2:ready old'], '-2', { podManagementPolicy: 'Parallel' }],
  ['ordinals.start: below it is surplus', ['0:ready new', '1:ready new', '2:ready new', '3:ready new', '4:ready new'], '-1', { ordinals: { start: 2 } }],
  ['ordinals.start: missing ones first', ['0:ready new', '1:ready new', '2:ready new'], '+3 new', { ordinals: { start: 2 } }],
  ['none wanted', ['0:ready new'], '-0', { replicas: 0 }],
])('%s', (...[, pods, asks, spec]) => {
  expect(run(viewOf(pods, spec)).asks).toBe(asks);
});

test('two billion replicas: one at a time', () => {
  expect(run(viewOf(['0:ready new'], { replicas: 2147483647 })).asks).toBe('+1 new');
});

test('status: counts of before, the old revision losing what is deleted for the update', () => {
  expect(run(viewOf(['0:ready old', '1:ready old', '2:ready old'])).status).toEqual({
    observedGeneration: 1, replicas: 3, readyReplicas: 3, availableReplicas: 3, currentReplicas: 2,
    currentRevision: nameOfRevision('old'), updateRevision: nameOfRevision('new'), collisionCount: 0,
  });
  // The last is ready: the new revision is the current one.
  expect(run(viewOf(['0:ready new', '1:ready new', '2:ready new'])).status).toEqual({
    observedGeneration: 1, replicas: 3, readyReplicas: 3, availableReplicas: 3, currentReplicas: 3, updatedReplicas: 3,
    currentRevision: nameOfRevision('new'), updateRevision: nameOfRevision('new'), collisionCount: 0,
  });
});

test('a set being deleted only counts', () => {
  const view = viewOf(['0:ready new']);
  const set = { ...view.set, metadata: { ...view.set.metadata, deletionTimestamp: READY_SINCE } };
  const { asks, status } = run({ ...view, set });
  expect(asks).toBe('');
  expect(status).toMatchObject({ replicas: 1, readyReplicas: 1 });
});

test('a pod of another name is let go, one of this name without a controller taken in', () => {
  const named = podOf('0:ready new');
  const stranger: Pod = { ...named, metadata: { ...named.metadata, name: 'other-0' } };
  const { ownerReferences: _, ...free } = podOf('1:ready new').metadata ?? {};
  const patches = run({ ...viewOf([]), owned: [named, stranger], orphans: [{ ...podOf('1:ready new'), metadata: free }] }).requests.filter(({ verb }) => verb === 'patch');
  expect(patches).toMatchObject([
    { name: 'web-1', patch: { metadata: { ownerReferences: [{ uid: 'set' }] } } },
    { name: 'other-0', patch: { metadata: { ownerReferences: null } } },
  ]);
});

test('history: the lowest numbers go, not what pods still are of', () => {
  const images = ['a', 'b', 'c', 'old', 'd', 'new'];
  const view = { ...viewOf(['0:ready old', '1:ready new', '2:ready new'], { revisionHistoryLimit: 1 }), revisions: images.map((image, i) => revisionOf(image, i + 1)).toSorted(byRevision) };
  const gone = run(view).requests.flatMap((request) => (request.verb === 'delete' && request.kind.kind === 'ControllerRevision' ? [request.name] : []));
  expect(gone).toEqual(['a', 'b', 'c'].map(nameOfRevision));
  const unlimited = { ...view, set: setOf('new', { revisionHistoryLimit: -1 }) };
  expect(run(unlimited).requests.some(({ verb }) => verb === 'delete')).toBe(true);
  expect(run(unlimited).requests.some((request) => request.verb === 'delete' && request.kind === KINDS.ControllerRevision as unknown)).toBe(false);
});

/** A random state of a set under way. */
function randomView(random: Random): StatefulSetView {
  const below = (end: number): number => random.int('state', 0, end - 1);
  const pick = <T>(items: readonly T[]): T => random.pick('state', items);
  const replicas = below(5);
  const pods = Array.from({ length: below(7) }, (_, i) => i).filter(() => below(6) > 0)
    .map((i) => `${i}:${pick(['ready', 'ready', 'ready', '', 'pending', 'failed'])} ${pick(['new', 'old'])} ${below(8) === 0 ? 'deleting' : ''}`);
  return viewOf(pods, { replicas, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: below(3) } }, podManagementPolicy: 'OrderedReady' });
}

test('OrderedReady, 500 random states: one step, and only with everything below it well', () => {
  const random = createRandom('statefulset');
  for (let round = 0; round < 500; round++) {
    const view = randomView(random);
    const steps = run(view).asks.split(' ').filter((word) => /^[+-]/.test(word));
    expect(steps.length).toBeLessThanOrEqual(1);
    const [step = ''] = steps;
    if (step === '') continue;
    const ordinal = Number(step.slice(1));
    const replicas = view.set.spec?.replicas ?? 0;
    const well = (i: number): boolean => view.owned.some((pod) => pod.metadata?.name === `web-${i}` && pod.metadata.deletionTimestamp === undefined
      && pod.status?.phase === 'Running' && pod.status.conditions?.[0]?.status === 'True');
    const ended = view.owned.some((pod) => pod.metadata?.name === `web-${ordinal}` && pod.status?.phase === 'Failed');
    // Below a new or ended pod all are well; before scaling down or updating, all replicas are.
    const needed = step.startsWith('+') || (ended && ordinal < replicas) ? ordinal : replicas;
    expect(Array.from({ length: needed }, (_, i) => i).filter((i) => !well(i))).toEqual([]);
  }
});
