/** When probes check and what follows from their verdicts. @k8s pkg/kubelet/prober/worker.go, golden pods (readiness-*, liveness-*, startup-*) */
import type { Probe } from '../../api/index.ts';
import { isIn, probe as probeDriver, type ProbeKind } from '../../machines/index.ts';
import { startTask } from '../../time/index.ts';
import { isRunning, runOf, tellContainer } from '../containers/observe.ts';
import { send } from '../lives.ts';
import { fieldPath, isTerminated } from '../pods/work.ts';
import { TIMINGS } from '../timings.ts';
import type { ContainerWork, Kit, PodWork, ProbeWork } from '../types.ts';
import { refreshStatus, reportStarted } from '../status/write.ts';
import { runCheck, type Check } from './check.ts';
import { isKnown } from './known.ts';
import { isWatchedToTheEnd, stopChecks } from './stop.ts';

const periodMs = (p: ProbeWork): number => Math.max(1, p.spec.periodSeconds ?? 10) * 1000;

/** Once per container; the specs of probes cannot change. */
export function ensureProbes(_kit: Kit, work: PodWork): void {
  for (const c of work.containers) {
    const { startupProbe, readinessProbe, livenessProbe } = c.spec;
    if (c.probes.length > 0 || startupProbe === undefined && readinessProbe === undefined && livenessProbe === undefined) continue;
    const of: [ProbeKind, Probe | undefined][] = [['startup', startupProbe], ['readiness', readinessProbe], ['liveness', livenessProbe]];
    for (const [kind, spec] of of) {
      if (spec === undefined) continue;
      const life = probeDriver.start({ kind, successThreshold: spec.successThreshold ?? 1, failureThreshold: spec.failureThreshold ?? 3 });
      c.probes.push({ kind, spec, life, timers: undefined, tick: undefined, check: undefined, again: false });
    }
  }
}

/** A new run: its startup probe begins; the others too unless they must wait for that one. */
export function containerStarted(kit: Kit, work: PodWork, c: ContainerWork): void {
  for (const p of c.probes) if (p.kind === 'startup' || c.started) begin(kit, work, c, p);
}

function begin(kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork): void {
  const { clock } = kit.context;
  // Counted from the start as the status has it, in whole seconds. @k8s golden controllers/deploy-rolling-surge25-unavail25-r4
  const startedAt = Math.trunc((runOf(kit, c)?.startedAt ?? clock.now) / 1000) * 1000;
  const delayMs = Math.max(0, startedAt + (p.spec.initialDelaySeconds ?? 0) * 1000 - clock.now);
  tell(kit, work, c, p, { type: 'containerStarted', delayMs });
  if (p.tick === undefined) armTick(kit, work, c, p, untilNextTick(kit, work, p));
}

const isAsked = (kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork): boolean => isRunning(kit, c) || isWatchedToTheEnd(work, p);

/** Ticks keep their phase, whenever containers start. */
function untilNextTick(kit: Kit, work: PodWork, p: ProbeWork): number {
  const { now } = kit.context.clock;
  const period = periodMs(p);
  if (now <= work.probeBase) return work.probeBase - now;
  return period - ((now - work.probeBase) % period);
}

function armTick(kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork, delayMs: number): void {
  const { clock } = kit.context;
  if (p.tick !== undefined) clock.cancel(p.tick);
  p.tick = clock.after(delayMs, () => {
    p.tick = undefined;
    if (!isAsked(kit, work, c, p) || isTerminated(work) || !isIn(p.life, 'probing') && !isIn(p.life, 'delaying') || isKnown(kit, work, c, p)) return;
    armTick(kit, work, c, p, periodMs(p));
    if (p.check === undefined) tell(kit, work, c, p, { type: 'tick' });
  });
}

/** Those that had not been asked any more are asked again. */
export function askAgain(kit: Kit): void {
  for (const work of kit.works.values()) {
    if (work.staticPod === undefined) continue;
    for (const c of work.containers) for (const p of c.probes) if (p.tick === undefined && isIn(p.life, 'probing')) armTick(kit, work, c, p, untilNextTick(kit, work, p));
  }
}

/** Setting a status that is not ready asks the readiness probe at once and restarts its period. */
export function probeUnready(kit: Kit, work: PodWork): void {
  for (const c of work.containers) {
    if (c.ready || !c.started) continue;
    const p = c.probes.find((each) => each.kind === 'readiness');
    if (p === undefined || !isRunning(kit, c) || !(isIn(p.life, 'probing') || isIn(p.life, 'delaying'))) continue;
    if (p.check !== undefined) p.again = true; else armTick(kit, work, c, p, TIMINGS.probeNowMs);
  }
}

function tell(kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork, event: Parameters<typeof probeDriver.step>[1]): void {
  send(kit.context.clock, probeDriver, p, event, (effect) => {
    if (effect.type === 'check') startCheck(kit, work, c, p);
    else publish(kit, work, c, p, effect.result);
  });
}

function startCheck(kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork): void {
  const { id } = c;
  const check = startTask(kit.context.clock, runCheck(kit, work, c, p));
  p.check = check;
  check.onDone((result) => {
    if (p.check === check) p.check = undefined;
    if (result === undefined || !kit.alive || c.id !== id || !isAsked(kit, work, c, p)) return;
    judge(kit, work, c, p, result);
    if (p.again && p.check === undefined) { p.again = false; armTick(kit, work, c, p, 0); }
  });
  if (check.done) p.check = undefined;
}

const title = (kind: ProbeKind): string => `${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}`;

function judge(kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork, check: Check): void {
  if (check.outcome === 'success') {
    if (check.warning !== undefined) kit.recorder.event(work.pod, 'Warning', 'ProbeWarning', `${title(p.kind)} probe warning: ${check.warning}`, { fieldPath: fieldPath(c) });
    tell(kit, work, c, p, { type: 'succeeded' });
    return;
  }
  const words = check.outcome === 'unknown' ? 'probe errored and resulted in unknown state' : 'probe failed';
  kit.recorder.event(work.pod, 'Warning', 'Unhealthy', `${title(p.kind)} ${words}: ${check.message}`, { fieldPath: fieldPath(c) });
  if (check.outcome === 'failure') tell(kit, work, c, p, { type: 'failed' });
}

function publish(kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork, result: 'success' | 'failure'): void {
  if (p.kind === 'readiness') {
    if (c.ready === (result === 'success')) return;
    c.ready = result === 'success';
    refreshStatus(kit, work, `readiness probe: ${result}`);
  } else if (result === 'failure') {
    c.doomed = { probe: p.kind, graceSeconds: p.spec.terminationGracePeriodSeconds };
    kit.requestSync(work, TIMINGS.probeNowMs);
  } else if (p.kind === 'startup') {
    c.started = true;
    tellContainer(kit, work, c, { type: 'startupSucceeded' });
    for (const other of c.probes) if (other !== p) begin(kit, work, c, other);
    reportStarted(kit, work, c.name);
    kit.requestSync(work, TIMINGS.probeNowMs);
  }
}

/** Nothing of a dying pod is restarted; readiness goes on until its containers stop. */
export function stopProbesOfDying(kit: Kit, work: PodWork): void {
  for (const c of work.containers) {
    for (const p of c.probes) {
      tell(kit, work, c, p, { type: 'podTerminating' });
      if (p.kind !== 'readiness') stopChecks(kit, p);
    }
  }
}
