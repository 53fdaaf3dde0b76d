import { isPodTerminal, podLimits, podRequests, type Lease, type Node, type Pod, type ResourceSlice, type Taint } from '../../api/index.ts';
import { addQuantity, formatQuantity, milliValue, quantityOf, quantityValue, zeroQuantity, type Quantity } from '../../base/index.ts';
import { listOf, type DescribeContext, type Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { longTime, since } from './times.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

const ROLE = 'node-role.kubernetes.io/';
const OLD_ROLE = 'kubernetes.io/role';

/** @k8s kubectl/pkg/describe describeNode; golden world/describe/node_master01 */
export const describeNode: Describer = (object, context) => {
  const node = object as unknown as Node;
  const { metadata, spec } = node;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  const labels = Object.entries(metadata?.labels ?? {});
  const roles = [...new Set(labels.map(([key, value]) => (key.startsWith(ROLE) ? key.slice(ROLE.length) : key === OLD_ROLE ? value : '')))].filter((role) => role !== '').sort();
  lines.add(0, `Roles:\t${roles.length === 0 ? '<none>' : roles.join(',')}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  const byEffect = (t: Taint): string => `${t.effect},${t.key}`;
  const taints = (spec?.taints ?? []).toSorted((a, b) => (byEffect(a) < byEffect(b) ? -1 : Number(byEffect(a) > byEffect(b)))).map((t) => `${t.key}${t.value === undefined || t.value === '' ? '' : `=${t.value}`}:${t.effect}`);
  if (taints.length === 0) lines.add(0, 'Taints:\t<none>');
  taints.forEach((taint, index) => lines.add(0, `${index === 0 ? 'Taints:' : ''}\t${taint}`));
  lines.add(0, `Unschedulable:\t${spec?.unschedulable === true}`);
  addLease(lines, node, context);
  addStatus(lines, node, context);
  addPods(lines, node, context);
  // Not the kubelet's own, which carry the node's name as its uid. @k8s golden cluster/node-get-describe
  addEventsOf(lines, context, node);
  return lines.toString();
};

function addLease(lines: Lines, node: Node, context: DescribeContext): void {
  const answer = context.api.attempt('GET', `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${node.metadata?.name}`);
  if (!answer.ok) { lines.add(0, 'Lease:\tFailed to get lease: ' + (answer.status.message ?? '')); return; }
  const { spec } = answer.body as unknown as Lease;
  lines.add(0, 'Lease:');
  lines.add(1, `HolderIdentity:\t${spec?.holderIdentity ?? '<unset>'}`);
  lines.add(1, `AcquireTime:\t${longTime(spec?.acquireTime)}`);
  lines.add(1, `RenewTime:\t${longTime(spec?.renewTime)}`);
}

const MAX_POOLS = 10;

/** What drivers offer on this node. @k8s kubectl/pkg/describe describeNodeResourceSlices */
function addSlices(lines: Lines, node: Node, context: DescribeContext): void {
  const selector = encodeURIComponent(`spec.nodeName=${node.metadata?.name}`);
  const slices = listOf<ResourceSlice>(context, `/apis/resource.k8s.io/v1/resourceslices?fieldSelector=${selector}`);
  if (slices.length === 0) return;
  const pools = new Map<string, { readonly driver: string; readonly pool: string; slices: number; devices: number }>();
  for (const { spec: { driver, pool, devices = [] } } of slices) {
    const key = `${driver}/${pool.name}`;
    const found = pools.get(key) ?? { driver, pool: pool.name, slices: 0, devices: 0 };
    pools.set(key, { ...found, slices: found.slices + 1, devices: found.devices + devices.length });
  }
  lines.add(0, 'Node-Local ResourceSlices:');
  lines.add(1, 'Driver\tPool\tSlices\tDevices');
  lines.add(1, '------\t----\t------\t-------');
  for (const key of [...pools.keys()].sort().slice(0, MAX_POOLS)) {
    const found = pools.get(key);
    lines.add(1, `${found?.driver}\t${found?.pool}\t${found?.slices}\t${found?.devices}`);
  }
  if (pools.size > MAX_POOLS) lines.add(1, `...and ${pools.size - MAX_POOLS} more pools`);
}

function addStatus(lines: Lines, node: Node, context: DescribeContext): void {
  const { spec, status } = node;
  if ((status?.conditions ?? []).length > 0) {
    lines.add(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
    lines.add(1, '----\t------\t-----------------\t------------------\t------\t-------');
    for (const c of status?.conditions ?? []) lines.add(1, `${c.type} \t${c.status} \t${longTime(c.lastHeartbeatTime)} \t${longTime(c.lastTransitionTime)} \t${c.reason} \t${c.message}`);
  }
  lines.add(0, 'Addresses:');
  for (const { type, address } of status?.addresses ?? []) lines.add(1, `${type}:\t${address}`);
  for (const [title, list] of [['Capacity', status?.capacity], ['Allocatable', status?.allocatable]] as const) {
    if (list === undefined) continue;
    lines.add(0, `${title}:`);
    for (const name of Object.keys(list).sort()) lines.add(1, `${name}:\t${list[name]}`);
  }
  addSlices(lines, node, context);
  const info = status?.nodeInfo;
  lines.add(0, 'System Info:');
  for (const [title, text] of [['Machine ID', info?.machineID], ['System UUID', info?.systemUUID], ['Boot ID', info?.bootID], ['Kernel Version', info?.kernelVersion],
    ['OS Image', info?.osImage], ['Operating System', info?.operatingSystem], ['Architecture', info?.architecture],
    ['Container Runtime Version', info?.containerRuntimeVersion], ['Kubelet Version', info?.kubeletVersion]] as const) lines.add(1, `${title}:\t${text ?? ''}`);
  if (spec?.podCIDR !== undefined) lines.add(0, `PodCIDR:\t${spec.podCIDR}`);
  if ((spec?.podCIDRs ?? []).length > 0) lines.add(0, `PodCIDRs:\t${(spec?.podCIDRs ?? []).join(',')}`);
  if (spec?.providerID !== undefined) lines.add(0, `ProviderID:\t${spec.providerID}`);
}

type Sums = { [resource: string]: Quantity };
const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.trunc((part / whole) * 100));

/** `100m (5%)`: CPU in thousandths, the rest in whole units. */
function share(resource: string, amount: Quantity, allocatable: string | number | undefined): string {
  const whole = quantityOf(allocatable);
  const part = resource === 'cpu' ? percent(milliValue(amount), milliValue(whole)) : percent(quantityValue(amount), quantityValue(whole));
  return `${formatQuantity(amount)} (${part}%)`;
}

function addPods(lines: Lines, node: Node, context: DescribeContext): void {
  const selector = encodeURIComponent(`spec.nodeName=${node.metadata?.name},status.phase!=Failed,status.phase!=Succeeded`);
  const answer = context.api.attempt('GET', `/api/v1/pods?fieldSelector=${selector}&limit=500`);
  if (!answer.ok) { lines.add(0, 'Pods:\tnot authorized'); return; }
  const pods = ((answer.body['items'] ?? []) as unknown as readonly Pod[]).filter((pod) => !isPodTerminal(pod)); // the path says so
  const allocatable = node.status?.allocatable ?? node.status?.capacity ?? {};
  const totals: { requests: Sums; limits: Sums } = { requests: {}, limits: {} };
  lines.add(0, `Non-terminated Pods:\t(${pods.length} in total)`);
  lines.add(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge');
  lines.add(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---');
  for (const pod of pods) {
    const amounts = { requests: podRequests(pod), limits: podLimits(pod) };
    for (const side of ['requests', 'limits'] as const) {
      for (const [name, amount] of Object.entries(amounts[side])) totals[side][name] = addQuantity(totals[side][name] ?? zeroQuantity, amount);
    }
    const cell = (side: 'requests' | 'limits', name: string): string => share(name, amounts[side][name] ?? zeroQuantity, allocatable[name]);
    lines.add(1, [pod.metadata?.namespace, pod.metadata?.name, '', cell('requests', 'cpu'), cell('limits', 'cpu'), cell('requests', 'memory'), cell('limits', 'memory'), since(pod.metadata?.creationTimestamp, context.now)].join('\t'));
  }
  addTotals(lines, totals, allocatable);
}

const STANDARD = ['cpu', 'memory', 'ephemeral-storage'];

function addTotals(lines: Lines, totals: { readonly requests: Sums; readonly limits: Sums }, allocatable: { readonly [name: string]: string | number }): void {
  lines.add(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n  Resource\tRequests\tLimits');
  lines.add(1, '--------\t--------\t------');
  const huge = Object.keys(allocatable).filter((name) => name.startsWith('hugepages-')).sort();
  const extended = Object.keys(allocatable).filter((name) => !STANDARD.includes(name) && name !== 'pods' && !huge.includes(name)).sort();
  for (const name of [...STANDARD, ...huge]) {
    lines.add(1, `${name}\t${share(name, totals.requests[name] ?? zeroQuantity, allocatable[name])}\t${share(name, totals.limits[name] ?? zeroQuantity, allocatable[name])}`);
  }
  for (const name of extended) lines.add(1, `${name}\t${formatQuantity(totals.requests[name] ?? zeroQuantity)}\t${formatQuantity(totals.limits[name] ?? zeroQuantity)}`);
}
