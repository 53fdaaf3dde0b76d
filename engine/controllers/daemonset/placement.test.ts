import type { Node, Pod, PodSpec, Taint, Toleration } from '../../api/index.ts';
import { onlyOn, targetNode, verdictOn, withDaemonTolerations } from './placement.ts';

const node = (taints: readonly Taint[] = [], labels: { readonly [key: string]: string } = {}): Node => ({ metadata: { name: 'node01', labels }, spec: { taints } });
const required = (key: string, operator: string, values: readonly string[]): PodSpec['affinity'] =>
  ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }] } } });
const taint = (key: string, effect: string): Taint => ({ key, effect });

// @k8s pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod
test.each<[rule: string, spec: Partial<PodSpec>, node: Node, runs: boolean, stays: boolean]>([
  ['anywhere', {}, node(), true, true],
  ['named here', { nodeName: 'node01' }, node(), true, true],
  ['named elsewhere', { nodeName: 'node02' }, node(), false, false],
  ['node selector', { nodeSelector: { disk: 'ssd' } }, node([], { disk: 'ssd' }), true, true],
  ['node selector not met', { nodeSelector: { disk: 'ssd' } }, node([], { disk: 'hdd' }), false, false],
  ['required affinity', { affinity: required('disk', 'In', ['ssd']) as object }, node([], { disk: 'ssd' }), true, true],
  ['required affinity not met', { affinity: required('disk', 'NotIn', ['ssd']) as object }, node([], { disk: 'ssd' }), false, false],
  ['preferred affinity is no condition', { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } }, node(), true, true],
  ['a taint for new pods', {}, node([taint('dedicated', 'NoSchedule')]), false, true],
  ['a taint for all pods', {}, node([taint('dedicated', 'NoExecute')]), false, false],
  ['a mild taint', {}, node([taint('dedicated', 'PreferNoSchedule')]), true, true],
  ['tolerated', { tolerations: [{ key: 'dedicated', operator: 'Exists' }] }, node([taint('dedicated', 'NoExecute')]), true, true],
  ['not ready', {}, node([taint('node.kubernetes.io/not-ready', 'NoExecute')]), true, true],
  ['not ready, for new pods', {}, node([taint('node.kubernetes.io/not-ready', 'NoSchedule')]), false, true],
  ['cordoned', {}, node([taint('node.kubernetes.io/unschedulable', 'NoSchedule')]), true, true],
  ['out of service', {}, node([taint('node.kubernetes.io/out-of-service', 'NoExecute')]), false, false],
  ['no network', {}, node([taint('node.kubernetes.io/network-unavailable', 'NoSchedule')]), false, true],
  ['no network needed', { hostNetwork: true }, node([taint('node.kubernetes.io/network-unavailable', 'NoSchedule')]), true, true],
])('%s', (_, spec, on, runs, stays) => {
  expect(verdictOn(on, withDaemonTolerations({ containers: [], ...spec }))).toEqual({ runs, stays });
});

// @k8s golden world/objects/pods (kube-proxy), golden controllers/ds-rolling-update
describe('tolerations that all daemon pods have', () => {
  const keys = (tolerations: readonly Toleration[] | undefined): readonly string[] => (tolerations ?? []).map(({ key = '', effect = '' }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`);
  const six = ['not-ready:NoExecute', 'unreachable:NoExecute', 'disk-pressure:NoSchedule', 'memory-pressure:NoSchedule', 'pid-pressure:NoSchedule', 'unschedulable:NoSchedule'];
  test('six', () => expect(keys(withDaemonTolerations({ containers: [] }).tolerations)).toEqual(six));
  test('seven in the network of the node, behind those of the template', () => {
    const { tolerations } = withDaemonTolerations({ containers: [], hostNetwork: true, tolerations: [{ operator: 'Exists' }] });
    expect(keys(tolerations)).toEqual([':', ...six, 'network-unavailable:NoSchedule']);
  });
  test('one of the same kind is replaced in its place, without its time', () => {
    const own = { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 };
    const { tolerations } = withDaemonTolerations({ containers: [], tolerations: [own] });
    expect(keys(tolerations)).toEqual(['unreachable:NoExecute', ...six.filter((key) => !key.startsWith('unreachable'))]);
    expect(tolerations?.[0]?.tolerationSeconds).toBeUndefined();
  });
});

describe('the node of a pod', () => {
  const podOf = (spec: Partial<PodSpec>): Pod => ({ spec: { containers: [], ...spec } });
  test('is where it is bound', () => expect(targetNode(podOf({ nodeName: 'node02', ...onlyOn('node01', { containers: [] }) }))).toBe('node02'));
  test('or what its affinity names', () => expect(targetNode(podOf(onlyOn('node01', { containers: [] })))).toBe('node01'));
  test('or unknown', () => expect(targetNode(podOf({ affinity: required('disk', 'In', ['ssd']) as object }))).toBeUndefined());
  test('what the template requires gives way, what it prefers stays', () => {
    const preferred = [{ weight: 1, preference: { matchExpressions: [{ key: 'disk', operator: 'Exists' }] } }];
    const { affinity } = onlyOn('node01', { containers: [], affinity: { podAntiAffinity: {}, nodeAffinity: { ...required('disk', 'In', ['ssd'])?.nodeAffinity, preferredDuringSchedulingIgnoredDuringExecution: preferred } } });
    expect(affinity).toEqual({ podAntiAffinity: {}, nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: preferred,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node01'] }] }] },
    } });
  });
});
