/**
 * What a pod was given, which may be less than its spec asks for by now, and whether the node can give more.
 * @k8s pkg/kubelet/allocation/allocation_manager.go
 */
import type { Container, Pod } from '../../api/index.ts';
import { resize, type ResizeEvent } from '../../machines/index.ts';
import { send } from '../lives.ts';
import { TIMINGS } from '../timings.ts';
import type { Kit, PodWork } from '../types.ts';
import { refusalOf } from './admission.ts';
import { amountsOf, specOf } from './work.ts';

/** After each change of the spec. */
export function proposeResize(kit: Kit, work: PodWork): void {
  const { desired } = work;
  if (desired === undefined) {
    forgetResize(kit, work);
    if (work.resize !== undefined) tellResize(kit, work, { type: 'reverted' });
    return;
  }
  work.resize ??= { life: resize.start(), timers: undefined };
  const refusal = refusalWith(kit, work, desired);
  tellResize(kit, work, {
    type: 'proposed', verdict: refusal === undefined ? 'fits' : 'deferred', message: refusal?.message ?? '', generation: desired.metadata?.generation ?? 0, now: kit.context.clock.now,
  });
  // What the machine did not grant waits.
  if (work.desired === undefined) forgetResize(kit, work);
  else { kit.resizes.add(work); armRetry(kit); }
}

/** As if the pod came anew with these resources. */
function refusalWith(kit: Kit, work: PodWork, desired: Pod): ReturnType<typeof refusalOf> {
  const { pod, requests } = work;
  work.pod = desired;
  work.requests = amountsOf(desired);
  const refusal = refusalOf(kit, work);
  work.pod = pod;
  work.requests = requests;
  return refusal;
}

export function tellResize(kit: Kit, work: PodWork, event: ResizeEvent): void {
  if (work.resize === undefined) return;
  send(kit.context.clock, resize, work.resize, event, (effect) => {
    if (effect.type === 'allocate') { allocate(work); return; }
    const { what, message, generation } = effect;
    const quiet = what === 'Started' || what === 'Completed';
    const title = what === 'Deferred' || what === 'Infeasible' ? what : what.toLowerCase();
    const pod = what === 'Deferred' || what === 'Infeasible' ? work.desired ?? work.pod : work.pod;
    kit.recorder.event(work.pod, quiet ? 'Normal' : 'Warning', `Resize${what}`, `Pod resize ${title}: ${summary(pod, generation, message)}`);
  });
}

function allocate(work: PodWork): void {
  if (work.desired === undefined) return;
  work.pod = work.desired;
  work.desired = undefined;
  work.requests = amountsOf(work.pod);
  const specs = new Map([...specOf(work.pod).initContainers ?? [], ...specOf(work.pod).containers].map((c) => [c.name, c]));
  for (const c of work.containers) c.spec = specs.get(c.name) ?? c.spec;
}

/** @k8s pkg/kubelet/events/resize.go */
function summary(pod: Pod, generation: number, error: string): string {
  const of = (list: readonly Container[] | undefined) => list?.map((c) => ({ name: c.name, resources: c.resources ?? {} }));
  const { containers, initContainers } = specOf(pod);
  return JSON.stringify({ ...(initContainers === undefined ? {} : { initContainers: of(initContainers) }), containers: of(containers), generation, ...(error === '' ? {} : { error }) });
}

/** There may be room now. Pods that want less go first, then those of a higher priority, then those that have waited longer. */
export function retryResizes(kit: Kit): void {
  if (kit.resizes.size === 0) return;
  const rank = (work: PodWork): readonly number[] => [wantsMore(work) ? 1 : 0, -(work.pod.spec?.priority ?? 0), qosRank(work), work.resize?.life.context.pendingSince ?? 0];
  const before = [...kit.resizes].map((work) => ({ work, rank: rank(work) })).sort((a, b) => compare(a.rank, b.rank));
  for (const { work } of before) {
    const was = work.resize?.life;
    proposeResize(kit, work);
    if (work.resize?.life !== was) kit.requestSync(work);
  }
}

const compare = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

function wantsMore(work: PodWork): boolean {
  const desired = amountsOf(work.desired ?? work.pod);
  return desired.cpu > work.requests.cpu || desired.memory > work.requests.memory;
}
const QOS = ['Guaranteed', 'Burstable', 'BestEffort'];
const qosRank = (work: PodWork): number => QOS.indexOf(work.pod.status?.qosClass ?? 'BestEffort');

/** The pod has what it asks for, or goes. */
export function forgetResize(kit: Kit, work: PodWork): void {
  kit.resizes.delete(work);
  if (kit.resizes.size === 0) stopRetry(kit);
}

export function stopRetry(kit: Kit): void {
  if (kit.resizeRetry !== undefined) kit.context.clock.cancel(kit.resizeRetry);
  kit.resizeRetry = undefined;
}

/** Three minutes after the last try. */
function armRetry(kit: Kit): void {
  stopRetry(kit);
  kit.resizeRetry = kit.context.clock.after(TIMINGS.resizeRetryMs, () => {
    kit.resizeRetry = undefined;
    retryResizes(kit);
  });
}
