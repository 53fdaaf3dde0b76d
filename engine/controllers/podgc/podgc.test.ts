/** @k8s pkg/controller/podgc/gc_controller.go */
import { KINDS, type Pod } from '../../api/index.ts';
import type { Json } from '../../base/index.ts';
import { addNodes, createWorld, podSpec, type World } from '../testing/world.ts';
import { createPodGarbageCollector } from './controller.ts';
import { createQuarantine, surplus } from './reconcile.ts';

function world(): World {
  const made = createWorld();
  addNodes(made);
  made.start(createPodGarbageCollector(made.context));
  return made;
}
const pod = (w: World, name: string, nodeName?: string): Pod => w.create<Pod>(KINDS.Pod, { metadata: { name }, spec: { ...podSpec(), ...(nodeName === undefined ? {} : { nodeName }) } });
const exists = (w: World, name: string): boolean => w.get(KINDS.Pod, name) !== undefined;

test('the pods of a node that is gone: left alone for 40 s, then failed and deleted', () => {
  const w = world();
  pod(w, 'web', 'node01');
  pod(w, 'other', 'node02');
  w.patch(KINDS.Pod, 'web', { metadata: { finalizers: ['test/keep'] } });
  w.run(5000);
  w.remove(KINDS.Node, 'node01');
  w.run(40_000);
  expect(w.get(KINDS.Pod, 'web')?.metadata?.deletionTimestamp).toBeUndefined();
  w.run(20_000);
  expect(w.get(KINDS.Pod, 'web')?.metadata?.deletionTimestamp).toBeDefined();
  expect(w.get(KINDS.Pod, 'web')?.status).toMatchObject({ phase: 'Failed', conditions: expect.arrayContaining([expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByPodGC', message: 'PodGC: node no longer exists' })]) as unknown });
  expect(exists(w, 'other')).toBe(true);
});

test('a node that comes back in time keeps its pods', () => {
  const w = world();
  pod(w, 'web', 'node01');
  w.run(5000);
  w.remove(KINDS.Node, 'node01');
  w.run(30_000);
  w.create(KINDS.Node, { metadata: { name: 'node01' } });
  w.run(60_000);
  expect(exists(w, 'web')).toBe(true);
});

test('a deleted pod that was never placed goes at once; one on a node that is out of service, too, if the node is not Ready', () => {
  const w = world();
  pod(w, 'nowhere');
  pod(w, 'dead', 'node01');
  pod(w, 'alive', 'node02');
  for (const node of ['node01', 'node02']) w.patch(KINDS.Node, node, { spec: { taints: [{ key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' }] } });
  w.patch(KINDS.Node, 'node01', { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] as Json } }, 'status');
  w.patch(KINDS.Pod, 'nowhere', { metadata: { finalizers: ['test/keep'] } });
  for (const name of ['nowhere', 'dead', 'alive']) w.remove(KINDS.Pod, name);
  w.run(21_000);
  expect([w.get(KINDS.Pod, 'nowhere')?.status?.phase, exists(w, 'dead'), exists(w, 'alive')]).toEqual(['Failed', false, true]);
});

test('of too many that have ended evicted ones go first, then the oldest, then by name', () => {
  const ended = (name: string, second: number, reason?: string): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, creationTimestamp: `2026-11-21T12:00:0${second}Z` }, status: { phase: 'Failed', ...(reason === undefined ? {} : { reason }) } });
  const pods = [ended('c', 2), ended('b', 1), ended('a', 1), ended('evicted', 5, 'Evicted'), ended('young', 9)];
  expect(surplus(pods, 2).map(({ metadata }) => metadata?.name)).toEqual(['evicted', 'a', 'b']);
  expect(surplus(pods, 5)).toEqual([]);
});

test('quarantine: begins when a node is first missed, and anew after it was over', () => {
  const over = createQuarantine();
  expect([over(['n'], 0), over(['n'], 20_000), over(['n'], 40_000), over(['n'], 60_000), over(['n'], 80_000), over([], 120_000)]).toEqual([[], [], ['n'], [], ['n'], []]);
});
