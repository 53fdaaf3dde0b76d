/** Quota arithmetic: what objects count for, and that nobody gets past a quota. */
import { KINDS, matchesScopes, quotaUsage, type KubeObject, type PersistentVolumeClaim, type Pod, type ResourceQuotaSpec, type Service } from '../../api/index.ts';
import { formatQuantity, zeroQuantity } from '../../base/index.ts';
import { createRandom } from '../../time/index.ts';
import { createWorld, podSpec } from '../testing/world.ts';
import { createResourceQuotaController } from './controller.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
type Amounts = { readonly [name: string]: string };
const pod = (requests: Amounts, limits: Amounts = {}, more: Partial<Pod> = {}): Pod => ({ metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'x', resources: { requests, limits } }] }, ...more });
const two = (a: Amounts, b: Amounts, init: Amounts): Pod => ({
  metadata: { name: 'p' }, spec: { containers: [{ name: 'a', image: 'x', resources: { requests: a } }, { name: 'b', image: 'x', resources: { requests: b } }], initContainers: [{ name: 'i', image: 'x', resources: { requests: init } }] },
});
const service = (type: string, ports: number, more: object = {}): Service => ({ metadata: { name: 's' }, spec: { type, ports: Array.from({ length: ports }, (_, i) => ({ port: 80 + i, name: `p${i}` })), ...more } });
const claim = (storage: string, storageClassName?: string, status: PersistentVolumeClaim['status'] = {}): PersistentVolumeClaim =>
  ({ metadata: { name: 'c' }, spec: { resources: { requests: { storage } }, ...(storageClassName === undefined ? {} : { storageClassName }) }, status });

/** @k8s pkg/quota/v1/evaluator/core/{pods,services,persistent_volume_claims}.go Usage */
test.each<[string, string, KubeObject, Amounts]>([
  ['a pod without requests', 'pods', pod({}), { 'count/pods': '1', pods: '1' }],
  ['requests under both names', 'pods', pod({ cpu: '100m', memory: '64Mi' }), { 'count/pods': '1', pods: '1', cpu: '100m', 'requests.cpu': '100m', memory: '64Mi', 'requests.memory': '64Mi' }],
  ['limits under one', 'pods', pod({}, { cpu: '1', 'ephemeral-storage': '1Gi' }), { 'count/pods': '1', pods: '1', 'limits.cpu': '1', 'limits.ephemeral-storage': '1Gi' }],
  ['extended resources as requests', 'pods', pod({ 'example.com/dongle': '2' }), { 'count/pods': '1', pods: '1', 'requests.example.com/dongle': '2' }],
  ['huge pages under both names', 'pods', pod({ 'hugepages-2Mi': '4Mi' }), { 'count/pods': '1', pods: '1', 'hugepages-2Mi': '4Mi', 'requests.hugepages-2Mi': '4Mi' }],
  ['containers together, or the largest init container', 'pods', two({ cpu: '1', memory: '1Gi' }, { cpu: '1' }, { cpu: '1500m', memory: '3Gi' }), { 'count/pods': '1', pods: '1', cpu: '2', 'requests.cpu': '2', memory: '3Gi', 'requests.memory': '3Gi' }],
  ['a finished pod: the object alone', 'pods', pod({ cpu: '1' }, {}, { status: { phase: 'Succeeded' } }), { 'count/pods': '1' }],
  ['a pod whose grace is over: the object alone', 'pods', pod({ cpu: '1' }, {}, { metadata: { deletionTimestamp: '2026-11-21T11:59:00Z', deletionGracePeriodSeconds: 30 } }), { 'count/pods': '1' }],
  ['a pod in its grace', 'pods', pod({ cpu: '1' }, {}, { metadata: { deletionTimestamp: '2026-11-21T11:59:50Z', deletionGracePeriodSeconds: 30 } }), { 'count/pods': '1', pods: '1', cpu: '1', 'requests.cpu': '1' }],
  ['a ClusterIP service', 'services', service('ClusterIP', 2), { 'count/services': '1', services: '1', 'services.nodeports': '0', 'services.loadbalancers': '0' }],
  ['a NodePort service: each port', 'services', service('NodePort', 2), { 'count/services': '1', services: '1', 'services.nodeports': '2', 'services.loadbalancers': '0' }],
  ['a load balancer has node ports, too', 'services', service('LoadBalancer', 3), { 'count/services': '1', services: '1', 'services.nodeports': '3', 'services.loadbalancers': '1' }],
  ['unless it wants none', 'services', service('LoadBalancer', 3, { allocateLoadBalancerNodePorts: false }), { 'count/services': '1', services: '1', 'services.nodeports': '0', 'services.loadbalancers': '1' }],
  ['a claim without a class', 'persistentvolumeclaims', claim('1Gi'), { 'count/persistentvolumeclaims': '1', persistentvolumeclaims: '1', 'requests.storage': '1Gi' }],
  ['a claim of a class', 'persistentvolumeclaims', claim('1Gi', 'gold'), {
    'count/persistentvolumeclaims': '1', persistentvolumeclaims: '1', 'requests.storage': '1Gi', 'gold.storageclass.storage.k8s.io/persistentvolumeclaims': '1', 'gold.storageclass.storage.k8s.io/requests.storage': '1Gi',
  }],
  ['a claim that grew and asks for less again', 'persistentvolumeclaims', claim('1Gi', undefined, { allocatedResources: { storage: '5Gi' } }), { 'count/persistentvolumeclaims': '1', persistentvolumeclaims: '1', 'requests.storage': '5Gi' }],
  ['anything else', 'deployments.apps', { metadata: { name: 'd' } }, { 'count/deployments.apps': '1' }],
  ['what has an older name', 'secrets', { metadata: { name: 's' } }, { 'count/secrets': '1', secrets: '1' }],
])('%s', (_name, resource, object, expected) => {
  const usage = quotaUsage(resource, object, NOW);
  expect(Object.fromEntries(Object.entries(usage).map(([name, amount]) => [name, formatQuantity(amount ?? zeroQuantity)]))).toEqual(expected);
});

const scoped = (scopeName: string, operator: string, ...values: readonly string[]): ResourceQuotaSpec => ({ scopeSelector: { matchExpressions: [{ scopeName, operator, ...(values.length === 0 ? {} : { values }) }] } });
const ofClass = (volumeAttributesClassName: string, current?: string): PersistentVolumeClaim => ({ metadata: { name: 'c' }, spec: { volumeAttributesClassName }, status: current === undefined ? {} : { currentVolumeAttributesClassName: current } });
const important: Pod = { metadata: { name: 'p' }, spec: { containers: [], priorityClassName: 'high' } };
/** @k8s pkg/quota/v1/evaluator/core/pods.go podMatchesScopeFunc, persistent_volume_claims.go pvcMatchesScopeFunc */
test.each<[string, string, KubeObject, ResourceQuotaSpec, boolean]>([
  ['both scopes have to fit', 'pods', pod({}), { scopes: ['BestEffort', 'Terminating'] }, false],
  ['class in', 'pods', important, scoped('PriorityClass', 'In', 'high', 'low'), true],
  ['class not in', 'pods', important, scoped('PriorityClass', 'NotIn', 'high'), false],
  ['no class is not in', 'pods', pod({}), scoped('PriorityClass', 'NotIn', 'high'), true],
  ['class does not exist', 'pods', pod({}), scoped('PriorityClass', 'DoesNotExist'), true],
  ['services match no scope', 'services', service('ClusterIP', 1), { scopes: ['BestEffort'] }, false],
  ['attributes class wanted', 'persistentvolumeclaims', ofClass('gold'), scoped('VolumeAttributesClass', 'In', 'gold'), true],
  ['attributes class in force', 'persistentvolumeclaims', ofClass('gold', 'silver'), scoped('VolumeAttributesClass', 'In', 'silver'), true],
  ['no attributes class', 'persistentvolumeclaims', claim('1Gi'), scoped('VolumeAttributesClass', 'Exists'), false],
])('scope: %s', (_name, resource, object, spec, expected) => { expect(matchesScopes(resource, object, spec)).toBe(expected); });

/** Creates and deletes as they come: what is there never exceeds the quota, and after a while it is told exactly. */
test('no quota is ever exceeded', () => {
  for (let seed = 0; seed < 20; seed++) {
    const random = createRandom(`quota ${seed}`);
    const world = createWorld(`quota ${seed}`);
    world.start(createResourceQuotaController(world.context));
    const hard = { pods: 4, milli: 1500 };
    world.create(KINDS.ResourceQuota, { metadata: { name: 'q' }, spec: { hard: { pods: String(hard.pods), 'requests.cpu': `${hard.milli}m` } } });
    world.run(100);
    const there = (): readonly Pod[] => world.list(KINDS.Pod).filter(({ status }) => status?.phase !== 'Succeeded');
    const milli = (each: Pod): number => quotaMilli(each.spec?.containers[0]?.resources?.requests?.['cpu']);
    let refused = 0;
    for (let step = 0; step < 60; step++) {
      const live = there();
      const victim = live[random.int('quota', 0, Math.max(0, live.length - 1))]?.metadata?.name ?? '';
      const dice = random.int('quota', 0, 9);
      if (dice < 6 || victim === '') {
        try { world.create(KINDS.Pod, { metadata: { name: `p${step}` }, spec: podSpec('x', { cpu: `${100 * random.int('quota', 1, 9)}m` }) as NonNullable<Pod['spec']> }); } catch { refused++; }
      } else if (dice < 8) world.remove(KINDS.Pod, victim);
      else world.patch(KINDS.Pod, victim, { status: { phase: 'Succeeded' } }, 'status');
      expect([seed, step, there().length <= hard.pods, there().reduce((sum, each) => sum + milli(each), 0) <= hard.milli]).toEqual([seed, step, true, true]);
      if (random.int('quota', 0, 2) === 0) world.run(random.int('quota', 1, 10));
    }
    world.run(1000);
    const used = world.get(KINDS.ResourceQuota, 'q')?.status?.used ?? {};
    expect([used['pods'], Number(quotaMilli(used['requests.cpu']))]).toEqual([String(there().length), there().reduce((sum, each) => sum + milli(each), 0)]);
    expect(refused).toBeGreaterThan(0);
  }
});
const quotaMilli = (text: string | number | undefined): number => { const given = String(text ?? '0'); return given.endsWith('m') ? Number(given.slice(0, -1)) : Number(given) * 1000; };
