/** kube-proxy is on every node when somebody comes in, and its controller has nothing left to do. */
import { KINDS, type Pod } from '../api/index.ts';
import { createCluster, PRESETS, type PresetName } from './index.ts';

const SYSTEM = 'kube-system';

test.each<PresetName>(['minikube', 'three-nodes', 'recorded'])('%s', (preset) => {
  const cluster = createCluster({ preset, seed: 'daemon sets', startTime: '2026-11-21T12:00:00Z' });
  const { client, store, clock } = cluster;
  const nodes = PRESETS[preset].machines.map(({ name }) => name);
  const set = client.informer(KINDS.DaemonSet).get(SYSTEM, 'kube-proxy');
  const [revision, ...others] = client.informer(KINDS.ControllerRevision).list(SYSTEM);
  const pods = (): readonly Pod[] => client.informer(KINDS.Pod).list(SYSTEM).filter(({ metadata }) => metadata?.labels?.['k8s-app'] === 'kube-proxy');
  // @k8s golden world/objects/daemonsets, world/objects/pods
  const n = nodes.length;
  expect(set?.status).toEqual({
    currentNumberScheduled: n, desiredNumberScheduled: n, numberAvailable: n, numberMisscheduled: 0, numberReady: n, observedGeneration: 1, updatedNumberScheduled: n,
  });
  expect(others).toEqual([]);
  const hash = revision?.metadata?.labels?.['controller-revision-hash'] ?? '';
  expect(revision).toMatchObject({ metadata: { name: `kube-proxy-${hash}`, ownerReferences: [{ uid: set?.metadata?.uid }] }, revision: 1 });
  expect(new Set(pods().map(({ spec }) => spec?.nodeName))).toEqual(new Set(nodes));
  expect(pods()).toHaveLength(n);
  for (const pod of pods()) {
    expect(pod).toMatchObject({
      metadata: { generateName: 'kube-proxy-', labels: { 'controller-revision-hash': hash, 'pod-template-generation': '1' }, ownerReferences: [{ kind: 'DaemonSet', uid: set?.metadata?.uid }] },
      spec: { hostNetwork: true, priority: 2_000_001_000 }, status: { phase: 'Running' },
    });
    expect(pod.metadata?.name).toMatch(/^kube-proxy-[a-z0-9]{5}$/);
  }
  const written: string[] = [];
  for (const resource of ['daemonsets.apps', 'controllerrevisions.apps', 'pods']) store.subscribe(resource, ({ object }) => { written.push(`${resource} ${object.metadata?.name}`); });
  clock.advance(120_000);
  expect(written).toEqual([]);
});
