/** The status manager: keeps what was last decided and writes it a moment later, if it says anything new. */
import { KINDS, type PodCondition, type PodStatus } from '../../api/index.ts';
import { createMergePatch, jsonEqual, type JsonObject } from '../../base/index.ts';
import { isOutage } from '../../client/index.ts';
import { TIMINGS } from '../timings.ts';
import { nameOf, namespaceOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import { OWN } from './conditions.ts';
import type { Phase } from '../../machines/index.ts';
import { generateStatus, isTerminalPhase, type Generated } from './generate.ts';
import { presentPod } from './present.ts';

/** API objects are JSON; their types are closed, though, so the compiler wants to be told. */
const asJson = (status: PodStatus): JsonObject => status as unknown as JsonObject;

export function setStatus(kit: Kit, work: PodWork, generated: Generated, rule: string): void {
  const { clock } = kit.context;
  const first = work.status === undefined;
  const same = work.status !== undefined && jsonEqual(asJson(work.status), asJson(generated.status));
  if (!same) {
    work.status = generated.status;
    work.statusRule = rule;
    work.statusTimer ??= clock.after(turnToWrite(kit), () => { work.statusTimer = undefined; flush(kit, work); });
  }
  if (first) work.probeBase = clock.now + TIMINGS.statusWriteMs + kit.context.random.int('probe phase', TIMINGS.probePhaseMinMs, TIMINGS.probePhaseMaxMs);
  kit.statusWasSet(work);
}

/** @k8s pkg/kubelet/status/status_manager.go syncBatch: one pod at a time */
function turnToWrite(kit: Kit): number {
  const { now } = kit.context.clock;
  const at = Math.max(now + TIMINGS.statusWriteMs, kit.statusWriterBusyUntil);
  kit.statusWriterBusyUntil = at + TIMINGS.statusWriteEachMs;
  return at - now;
}

export const refreshStatus = (kit: Kit, work: PodWork, rule: string): void => setStatus(kit, work, generateStatus(kit, work), rule);

/** A startup probe has succeeded: only `started` changes at once, readiness follows with the next sync. @k8s golden pods/pod-probes-all-ok */
export function reportStarted(kit: Kit, work: PodWork, name: string): void {
  if (work.status === undefined) return;
  const mark = (list: PodStatus['containerStatuses']): PodStatus['containerStatuses'] => list?.map((each) => (each.name === name ? { ...each, started: true } : each));
  const { initContainerStatuses: init, containerStatuses: main, ...rest } = work.status;
  const status: PodStatus = { ...rest, ...(init === undefined ? {} : { initContainerStatuses: mark(init) ?? init }), ...(main === undefined ? {} : { containerStatuses: mark(main) ?? main }) };
  setStatus(kit, work, { computed: 'Running', status }, 'startup probe: success');
}

/** Something new can be written to, or what was written may have been lost. */
export function flushSoon(kit: Kit, work: PodWork, delayMs: number): void {
  work.statusTimer ??= kit.context.clock.after(delayMs, () => { work.statusTimer = undefined; flush(kit, work); });
}

function flush(kit: Kit, work: PodWork): void {
  const present = presentPod(kit, work);
  if (present === undefined || work.status === undefined) return;
  const before: PodStatus = present.status ?? {};
  // @k8s pkg/kubelet/status/status_manager.go mergePodStatus: told with the end, not before
  const disruption = isTerminalPhase((work.status.phase ?? 'Pending') as Phase) ? work.disruption : undefined; // the phase is our own
  const conditions: PodCondition[] = [];
  for (const condition of before.conditions ?? []) if (!OWN.has(condition.type) && condition.type !== disruption?.type) conditions.push(condition);
  if (disruption !== undefined) conditions.push(disruption);
  for (const condition of work.status.conditions ?? []) if (OWN.has(condition.type)) conditions.push(condition);
  const next: PodStatus = { ...before, ...work.status, conditions };
  const patch = createMergePatch(asJson(before), asJson(next));
  if (patch === undefined || Object.keys(patch).length === 0) return;
  const result = kit.context.client.patch(KINDS.Pod, namespaceOf(work.pod), nameOf(work.pod), { status: patch },
    { by: kit.by, rule: work.statusRule, cause: `pods/${work.key}` }, { subresource: 'status' });
  if (!result.ok && isOutage(result.status)) flushSoon(kit, work, TIMINGS.statusRetryMs);
}
