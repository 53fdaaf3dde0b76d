/** A back-off belongs to a container with its image and its resources: with others it begins anew. @k8s pkg/kubelet/kuberuntime/helpers.go GetBackoffKey */
import type { Container } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { isIn } from '../../machines/index.ts';
import { cancelTimers, driverOf } from '../lives.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

// Resources are JSON; their generated type is closed.
const asJson = (container: Container): Json => (container.resources ?? {}) as unknown as Json;

/** @param before the specs that the pod's containers had, by name */
export function forgetOldBackOffs(kit: Kit, work: PodWork, before: ReadonlyMap<string, Container>): void {
  for (const c of work.containers) {
    const spec = before.get(c.name);
    if (spec === undefined || spec === c.spec || (spec.image === c.spec.image && jsonEqual(asJson(spec), asJson(c.spec)))) continue;
    forgetBackOff(kit, c);
  }
}

/** One that waits starts at once, and that start is the first that counts. */
function forgetBackOff(kit: Kit, c: ContainerWork): void {
  const { now } = kit.context.clock;
  const waits = isIn(c.life, 'backOff');
  if (waits) {
    cancelTimers(kit.context.clock, c);
    c.life = driverOf(c.role).step(c.life, { type: 'reset' }).snapshot;
  }
  c.life = { ...c.life, context: { ...c.life.context, ...(waits ? { restarts: 1, restartedAt: now } : { restarts: 0, restartedAt: -1 }) } };
}
