/** Makes the node match the pod, one pass. @k8s pkg/kubelet/kubelet.go SyncPod */
import type { Secret } from '../../api/index.ts';
import { BACK_OFF_BASE_MS, presentBackOffMs } from '../../machines/index.ts';
import type { Task } from '../../time/index.ts';
import { pullSecretsOf } from '../containers/pullSecrets.ts';
import { startContainer } from '../containers/start.ts';
import { killContainers } from '../containers/kill.ts';
import { endsUnseen, isRunning, observe, runOf, tellContainer } from '../containers/observe.ts';
import { ensureSandbox, forgetSandbox, sandboxReady, stopSandbox } from './sandbox.ts';
import { generateStatus, isTerminalPhase } from '../status/generate.ts';
import { setStatus } from '../status/write.ts';
import { ensureProbes } from '../probes/worker.ts';
import { reconcileMirror } from '../sources/mirror.ts';
import { mountsAreMissing, mountVolumes } from '../volumes/mount.ts';
import { TIMINGS } from '../timings.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { syncAtNextLook } from './pleg.ts';
import { warnOfDnsLimits } from './dns.ts';
import { planInit } from './initSequence.ts';
import { planSync } from './plan.ts';
import { isRestartingAll, resetContainers, resetIsTold } from './restartAll.ts';
import { resizeContainers, resizeRestarts, settleResize } from './resize.ts';
import { fieldPath, fullName, graceOf, isTerminating, specOf, tellPod } from './work.ts';

export type SyncResult = {
  /** The runtime has something new to show. */
  readonly changed: boolean;
  readonly failed: boolean;
  /** Try again in 10 to 15 seconds. */
  readonly retry: boolean;
};
const NOTHING: SyncResult = { changed: false, failed: false, retry: false };

export function* syncPod(kit: Kit, work: PodWork): Task<SyncResult> {
  observe(kit, work);
  if (work.containers.some((c) => endsUnseen(kit, c))) syncAtNextLook(kit, work);
  const hadSandbox = work.sandbox !== undefined;
  if (hadSandbox) learnAddress(kit, work);
  settleResize(kit, work);
  const status = generateStatus(kit, work);
  if (isTerminalPhase(status.computed)) {
    planInit(kit, work, () => false);
    setStatus(kit, work, status, 'all containers have ended');
    tellPod(kit, work, { type: 'finished', graceSeconds: graceOf(work.pod) });
    return NOTHING;
  }
  setStatus(kit, work, status, 'report what runs');
  resetIsTold(work);
  ensureProbes(kit, work);
  reconcileMirror(kit, work);
  const resizeFailed = work.resize !== undefined && (yield* resizeContainers(kit, work));
  if (mountsAreMissing(work)) {
    work.interruptible = true;
    const mounted = yield* mountVolumes(kit, work);
    work.interruptible = false;
    if (!mounted) return { changed: false, failed: true, retry: true };
  }
  const secrets = pullSecretsOf(kit, work);
  if (work.sandbox !== undefined && !sandboxReady(kit, work)) {
    const again = needsSandboxAgain(kit, work);
    if (again) kit.recorder.event(work.pod, 'Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
    const running = work.containers.filter((c) => isRunning(kit, c));
    yield* killContainers(kit, work, running, graceOf(work.pod), stopping);
    if (!again) return { ...NOTHING, changed: running.length > 0 };
    forgetSandbox(kit, work);
  }
  if (isRestartingAll(kit, work)) {
    yield* resetContainers(kit, work);
    return { changed: true, failed: false, retry: false };
  }
  const plan = planSync(kit, work);
  if (plan.killPod) {
    yield* killContainers(kit, work, work.containers.filter((c) => isRunning(kit, c)), graceOf(work.pod), stopping);
    yield* stopSandbox(kit, work);
    return { changed: true, failed: false, retry: false };
  }
  const result = yield* runContainers(kit, work, plan, secrets);
  return resizeFailed ? { ...result, failed: true, retry: true } : result;
}

/** A pod whose containers run once, or have all succeeded, gets no other sandbox. @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions */
function needsSandboxAgain(kit: Kit, work: PodWork): boolean {
  const { restartPolicy } = specOf(work.pod);
  if (restartPolicy === 'Never') return !work.containers.some((c) => c.id !== undefined);
  const done = (c: ContainerWork): boolean => {
    const run = runOf(kit, c);
    return run?.state === 'exited' && run.exitCode === 0 && (c.spec.restartPolicy ?? restartPolicy) === 'OnFailure';
  };
  return !work.containers.filter((c) => c.role === 'main').every(done);
}

const stopping = (c: ContainerWork): string => `Stopping container ${c.name}`;

function* runContainers(kit: Kit, work: PodWork, plan: ReturnType<typeof planSync>, secrets: readonly Secret[]): Task<SyncResult> {
  const { clock } = kit.context;
  // A run that this sync itself kills does not count for the back-off; what counts is the one before it.
  const since = plan.start.map((c) => (plan.kill.includes(c) ? c.lastEndAt : runOf(kit, c)?.finishedAt ?? -1));
  for (const c of plan.kill) yield* killContainers(kit, work, [c], c.doomed?.graceSeconds ?? graceOf(work.pod), () => whyKilled(c, plan.start.includes(c)));
  let changed = plan.kill.length > 0;
  if (!sandboxReady(kit, work)) {
    if (!(yield* ensureSandbox(kit, work))) return { changed: false, failed: true, retry: true };
    setStatus(kit, work, generateStatus(kit, work), 'the sandbox is ready');
    changed = true;
  }
  warnOfDnsLimits(kit, work.pod);
  let failed = false;
  let retry = false;
  let started = false;
  for (const [i, c] of plan.start.entries()) {
    // The stop of the pod cancels its sync. @k8s pkg/kubelet/pod_workers.go UpdatePod (cancelFn)
    if (isTerminating(work)) break;
    const wish = tellContainer(kit, work, c, { type: 'sync', now: clock.now, since: since[i] ?? -1, jitter: drawJitter(kit, c) });
    if (wish.backOffMs !== undefined) { announceBackOff(kit, work, c, wish.backOffMs); failed = true; }
    if (!wish.start) continue;
    const outcome = yield* startContainer(kit, work, c, secrets);
    changed ||= outcome.touched;
    if (outcome.ok) started = true; else { failed = true; retry ||= !outcome.touched; }
  }
  if (started && waitsForReadiness(work)) syncAtNextLook(kit, work);
  return { changed, failed, retry };
}

function drawJitter({ context: { random } }: Kit, { life }: ContainerWork): number {
  const [low, high] = presentBackOffMs(life.context) > BACK_OFF_BASE_MS ? TIMINGS.laterBackOffJitter : TIMINGS.backOffJitter;
  return low + random.float('restart jitter') * (high - low);
}

/** @k8s golden pods/pod-readiness-http-404: a second check comes with the runtime's next regular look. */
const waitsForReadiness = (work: PodWork): boolean => work.containers.some((c) => c.spec.readinessProbe !== undefined && !c.ready);

/** @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, kuberuntime_container.go computeInitContainerActions */
function whyKilled(c: ContainerWork, restarts: boolean): string {
  if (c.doomed === undefined && resizeRestarts(c)) return `Container ${c.name} resize requires restart`;
  const what = c.doomed === undefined ? 'definition changed' : `failed ${c.doomed.probe} probe`;
  if (c.role === 'sidecar') return `Init container ${c.name} ${what}`;
  return `Container ${c.name} ${what}${restarts ? ', will be restarted' : ''}`;
}

function announceBackOff(kit: Kit, work: PodWork, c: ContainerWork, backOffMs: number): void {
  const whole = Math.trunc(backOffMs / 1000);
  const text = whole < 60 ? `${whole}s` : `${Math.trunc(whole / 60)}m${whole % 60}s`;
  kit.recorder.event(work.pod, 'Warning', 'BackOff', `Back-off restarting failed container ${c.name} in pod ${fullName(work.pod)}`, { fieldPath: fieldPath(c) });
  c.blocked = { reason: 'CrashLoopBackOff', message: `back-off ${text} restarting failed container=${c.name} pod=${fullName(work.pod)}` };
}

/** The sync that makes the sandbox does not know its address yet. @k8s golden pods/pod-exit1-always */
export function learnAddress(kit: Kit, work: PodWork): void {
  if (work.address !== undefined || work.sandbox === undefined) return;
  work.address = work.pod.spec?.hostNetwork === true ? kit.hostIp : kit.runtime.sandbox(work.sandbox)?.ip;
}
