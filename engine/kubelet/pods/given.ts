/** The resources that a pod was given. @k8s pkg/kubelet/allocation/allocation_manager.go UpdatePodFromAllocation */
import type { Container, Pod, ResourceRequirements } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';

const same = (a: ResourceRequirements | undefined, b: ResourceRequirements | undefined): boolean => jsonEqual((a ?? {}) as Json, (b ?? {}) as Json); // API objects are JSON

/** The pod as the kubelet goes by it: with the resources that it was given; the very same object if it asks for no others. */
export function withAllocation(given: Pod, pod: Pod): Pod {
  if (given === pod || given.spec === pod.spec) return pod;
  const { spec: old } = given;
  const { spec } = pod;
  if (old === undefined || spec === undefined) return pod;
  let other = !same(old.resources, spec.resources);
  const keep = (before: readonly Container[], now: readonly Container[]): readonly Container[] => now.map((c) => {
    const was = before.find((each) => each.name === c.name);
    if (was === undefined || same(was.resources, c.resources)) return c;
    other = true;
    return { ...c, resources: was.resources ?? {} };
  });
  const containers = keep(old.containers, spec.containers);
  const initContainers = keep(old.initContainers ?? [], spec.initContainers ?? []);
  if (!other) return pod;
  const { resources: _asked, ...rest } = spec;
  return { ...pod, spec: { ...rest, containers, ...(spec.initContainers === undefined ? {} : { initContainers }), ...(old.resources === undefined ? {} : { resources: old.resources }) } };
}
