/** Stops a pod for good and sees it out of the API. @k8s pkg/kubelet/kubelet.go SyncTerminatingPod, SyncTerminatedPod */
import { KINDS } from '../../api/index.ts';
import { isOutage } from '../../client/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { killContainers } from '../containers/kill.ts';
import { isRunning, observe } from '../containers/observe.ts';
import { stopTicks } from '../probes/stop.ts';
import { stopProbesOfDying } from '../probes/worker.ts';
import { generateStatus, isTerminalPhase } from '../status/generate.ts';
import { withLostContainers } from '../status/lost.ts';
import { setStatus } from '../status/write.ts';
import { TIMINGS } from '../timings.ts';
import { forgetStatic } from '../sources/staticPods.ts';
import { unmountVolumes } from '../volumes/mount.ts';
import type { Kit, PodWork } from '../types.ts';
import { sayDeadline } from './deadline.ts';
import { forgetResize, retryResizes, tellResize } from './allocation.ts';
import { untilNextLook } from './pleg.ts';
import { dropContainers } from './remove.ts';
import { stopSandbox } from './sandbox.ts';
import { learnAddress, type SyncResult } from './sync.ts';
import { isDeleted, nameOf, namespaceOf, specOf, tellPod } from './work.ts';

const DONE: SyncResult = { changed: false, failed: false, retry: false };

export function* terminatePod(kit: Kit, work: PodWork): Task<SyncResult> {
  const { clock } = kit.context;
  observe(kit, work);
  learnAddress(kit, work);
  const { reason } = work.life.context;
  if (reason === 'deleted') setStatus(kit, work, generateStatus(kit, work), 'the pod is being deleted');
  sayDeadline(kit, work);
  stopProbesOfDying(kit, work);
  const alive = work.containers.filter((c) => isRunning(kit, c));
  yield* killContainers(kit, work, alive, work.life.context.graceSeconds, (c) => `Stopping container ${c.name}`);
  yield* stopSandbox(kit, work);
  stopTicks(kit, work);
  // The end of a pod that ended by itself is seen at the next look at the runtime. @k8s golden pods/pod-exit1-never
  yield sleep(clock, reason === 'finished' && !isDeleted(work.pod) ? untilNextLook(kit) + TIMINGS.finalStatusMs : TIMINGS.finalStatusMs);
  observe(kit, work);
  sayDeadline(kit, work);
  const now = generateStatus(kit, work);
  const known = isTerminalPhase(now.computed);
  if (known) setStatus(kit, work, generateStatus(kit, work, { final: true }), 'the pod has ended');
  else setStatus(kit, work, now, 'nothing of the pod runs any more');
  tellPod(kit, work, { type: 'containersStopped' });
  tellResize(kit, work, { type: 'podEnded' });
  forgetResize(kit, work);
  retryResizes(kit);
  unmountVolumes(kit, work);
  sayDeadline(kit, work);
  if (work.staticPod?.removed === true) yield* forgetStatic(kit, work);
  else if (isDeleted(work.pod)) yield* removeFromApi(kit, work, !known);
  else if (!known || lacksEnds(work)) {
    yield sleep(clock, untilNextLook(kit));
    if (kit.alive && !isDeleted(work.pod)) sayLost(kit, work, !known);
  }
  return DONE;
}

const lacksEnds = ({ status, pod }: PodWork): boolean => status !== undefined && withLostContainers(status, specOf(pod)) !== status;

/** The last word on a pod: what never ran has failed. True if that had not been said before. @k8s pkg/kubelet/status/status_manager.go TerminatePod */
function sayLost(kit: Kit, work: PodWork, phaseUnknown: boolean): boolean {
  if (work.status === undefined) return false;
  const status = withLostContainers(work.status, specOf(work.pod));
  if (status === work.status && !phaseUnknown) return false;
  if (phaseUnknown) tellPod(kit, work, { type: 'phaseComputed', phase: 'Failed' });
  setStatus(kit, work, { computed: 'Failed', status: phaseUnknown ? { ...status, phase: 'Failed' } : status }, 'the containers never ran');
  return true;
}

/** Seen to be gone at the next look at the runtime, then the object may go. @k8s golden pods (final write → grace 0: 71 to 1025 ms) */
export function* removeFromApi(kit: Kit, work: PodWork, lost: boolean): Task<void> {
  const { clock, client } = kit.context;
  yield sleep(clock, untilNextLook(kit));
  if (!kit.alive) return;
  if (sayLost(kit, work, lost)) yield sleep(clock, TIMINGS.statusWriteMs + TIMINGS.relistAfterStartMs);
  for (;;) {
    const result = client.delete(KINDS.Pod, namespaceOf(work.pod), nameOf(work.pod), { by: kit.by, rule: 'nothing of the deleted pod runs any more', cause: `pods/${work.key}` },
      { gracePeriodSeconds: 0, preconditions: { uid: work.uid } });
    if (result.ok || !isOutage(result.status)) break;
    yield sleep(clock, TIMINGS.statusRetryMs);
    if (!kit.alive) return;
  }
  dropContainers(kit, work);
}
