/** Sums of requests and limits as `status.resources` shows them. @k8s golden pods/pod-level-resources, pods/pod-qos-oom-score */
import type { Container, Pod, ResourceRequirements } from '../../api/index.ts';
import { addQuantity, formatQuantity, parseQuantity, type Quantity } from '../../base/index.ts';
import { specOf } from '../pods/work.ts';
import type { ContainerWork, PodWork } from '../types.ts';

type Amounts = { readonly [resource: string]: string | number };

function sum(containers: readonly Container[], of: (c: Container) => Amounts | undefined): Amounts | undefined {
  const total = new Map<string, Quantity>();
  for (const c of containers) {
    for (const [resource, amount] of Object.entries(of(c) ?? {})) {
      const parsed = parseQuantity(String(amount));
      if (!parsed.ok) continue;
      const before = total.get(resource);
      total.set(resource, before === undefined ? parsed.quantity : addQuantity(before, parsed.quantity));
    }
  }
  return total.size === 0 ? undefined : Object.fromEntries([...total].map(([resource, quantity]) => [resource, formatQuantity(quantity)]));
}

export type PodResources = { readonly resources: ResourceRequirements; readonly allocated: Amounts | undefined };
/** For one spec: sums are made again only when a container has something else than before; at first that is what its spec says. */
export type SummedResources = { readonly spec: Pod['spec']; readonly applied: readonly (ResourceRequirements | undefined)[]; readonly sums: PodResources };
const hasNow = ({ applied, spec }: ContainerWork): ResourceRequirements | undefined => applied ?? spec.resources;

export function resourcesOf(work: PodWork): PodResources {
  const { summed, containers } = work;
  if (summed !== undefined && summed.spec === work.pod.spec && summed.applied.length === containers.length
    && containers.every((c, i) => hasNow(c) === summed.applied[i])) return summed.sums;
  const sums = podResources(work.pod, (name) => containers.find((c) => c.name === name)?.applied);
  work.summed = { spec: work.pod.spec, applied: containers.map(hasNow), sums };
  return sums;
}

/** @param appliedOf what a container has now; what it may have (`allocated`) is in the spec. */
export function podResources(pod: Pod, appliedOf: (name: string) => ResourceRequirements | undefined): PodResources {
  const spec = specOf(pod);
  const all = [...spec.containers, ...(spec.initContainers ?? []).filter((c) => c.restartPolicy === 'Always')];
  const plain = all.every((c) => c.resources?.limits === undefined && c.resources?.requests === undefined);
  if (plain && spec.resources === undefined) return { resources: {}, allocated: undefined };
  const allocated = spec.resources?.requests ?? sum(all, (c) => c.resources?.requests);
  const asSaid = all.every((c) => (appliedOf(c.name) ?? c.resources) === c.resources);
  const requests = asSaid ? allocated : spec.resources?.requests ?? sum(all, (c) => (appliedOf(c.name) ?? c.resources)?.requests);
  // A limit of the whole exists only if every container has one.
  const limited = (resource: string): boolean => all.every((c) => c.resources?.limits?.[resource] !== undefined);
  const none = spec.resources?.limits === undefined && all.every((c) => (appliedOf(c.name) ?? c.resources)?.limits === undefined);
  const limits = none ? undefined : spec.resources?.limits ?? only(sum(all, (c) => (appliedOf(c.name) ?? c.resources)?.limits), limited);
  return { resources: { ...(limits === undefined ? {} : { limits }), ...(requests === undefined ? {} : { requests }) }, allocated };
}
function only(amounts: Amounts | undefined, keep: (resource: string) => boolean): Amounts | undefined {
  const kept = Object.entries(amounts ?? {}).filter(([resource]) => keep(resource));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
