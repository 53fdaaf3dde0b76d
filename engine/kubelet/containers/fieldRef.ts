/** Values that come from the pod itself: fieldRef and resourceFieldRef, in env and in downwardAPI volumes. */
import type { Container, Pod, ResourceFieldSelector } from '../../api/index.ts';
import { parseQuantity, type Quantity } from '../../base/index.ts';
import { specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';

const quoted = (map: { readonly [key: string]: string } | undefined): string =>
  Object.keys(map ?? {}).sort().map((key) => `${key}=${JSON.stringify(map?.[key] ?? '')}`).join('\n');

/** Undefined for a path that does not exist. @k8s pkg/fieldpath/fieldpath.go */
export function fieldValue(kit: Kit, work: PodWork, path: string): string | undefined {
  const { metadata } = work.pod;
  switch (path) {
    case 'metadata.name': return metadata?.name ?? '';
    case 'metadata.namespace': return metadata?.namespace ?? '';
    case 'metadata.uid': return metadata?.uid ?? '';
    case 'metadata.labels': return quoted(metadata?.labels);
    case 'metadata.annotations': return quoted(metadata?.annotations);
    case 'spec.nodeName': return kit.nodeName;
    case 'spec.serviceAccountName': return specOf(work.pod).serviceAccountName ?? '';
    case 'status.hostIP': case 'status.hostIPs': return kit.hostIp;
    case 'status.podIP': case 'status.podIPs': return (specOf(work.pod).hostNetwork === true ? kit.hostIp : addressOf(kit, work)) ?? '';
    default: return keyedValue(metadata, path);
  }
}
function keyedValue(metadata: Pod['metadata'], path: string): string | undefined {
  const key = /^metadata\.(annotations|labels)\['([^']*)'\]$/.exec(path);
  return key === null ? undefined : (key[1] === 'labels' ? metadata?.labels : metadata?.annotations)?.[key[2] ?? ''] ?? '';
}
const addressOf = (kit: Kit, work: PodWork): string | undefined =>
  work.address ?? (work.sandbox === undefined ? undefined : kit.runtime.sandbox(work.sandbox)?.ip);

/** Whole multiples of the divisor, rounded up; a limit that is not set is that of the pod, or what the node has. @k8s pkg/api/v1/resource/helpers.go, pkg/kubelet/kubelet_resources.go */
export function resourceValue(kit: Kit, work: PodWork, container: Container, ref: ResourceFieldSelector): string {
  const c = ref.containerName === undefined ? container : [...specOf(work.pod).containers, ...specOf(work.pod).initContainers ?? []].find((each) => each.name === ref.containerName) ?? container;
  const [kind, ...rest] = ref.resource.split('.');
  const resource = rest.join('.');
  const allocatable = kit.options.node.allocatable[resource];
  const given = [c.resources?.limits?.[resource], allocatable === undefined ? undefined : specOf(work.pod).resources?.limits?.[resource]].find((each) => each !== undefined && nano(each) !== 0n);
  const limit = given ?? (resource.startsWith('hugepages-') ? undefined : allocatable);
  const amount = kind === 'limits' ? limit : c.resources?.requests?.[resource] ?? c.resources?.limits?.[resource] ?? '0';
  const [value, divisor] = [nano(amount ?? '0'), nano(String(ref.divisor ?? '1'))];
  const one = divisor === 0n ? 1_000_000_000n : divisor;
  return ((value + one - 1n) / one).toString();
}
function nano(text: string | number): bigint {
  const parsed = parseQuantity(String(text));
  return parsed.ok ? (parsed as { quantity: Quantity }).quantity.nano : 0n;
}
