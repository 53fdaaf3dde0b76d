/** activeDeadlineSeconds. @k8s pkg/kubelet/active_deadline.go */
import { generateStatus } from '../status/generate.ts';
import { setStatus } from '../status/write.ts';
import { TIMINGS } from '../timings.ts';
import type { Kit, PodWork } from '../types.ts';
import { syncAtNextLook } from './pleg.ts';
import { isTerminated, isTerminating, tellPod } from './work.ts';

const VERDICT = { reason: 'DeadlineExceeded', message: 'Pod was active on the node longer than the specified deadline' };

/** Looked at once a second; the start counts in whole seconds. Called again when the deadline has been changed. */
export function createDeadline(kit: Kit, work: PodWork): void {
  const { clock, random } = kit.context;
  if (work.deadline !== undefined) clock.cancel(work.deadline);
  work.deadline = undefined;
  const limit = work.pod.spec?.activeDeadlineSeconds;
  if (limit === undefined || isTerminating(work) || isTerminated(work)) return;
  const since = work.startTime === undefined ? Math.trunc(clock.now / 1000) * 1000 : Date.parse(work.startTime);
  const tick = random.int('deadline tick', 0, TIMINGS.syncTickMs - 1);
  work.deadline = clock.after(Math.max(0, since + limit * 1000 - clock.now) + tick, () => {
    work.deadline = undefined;
    work.verdict = VERDICT;
    sayDeadline(kit, work);
    setStatus(kit, work, generateStatus(kit, work), 'the deadline is over');
    tellPod(kit, work, { type: 'evict', graceSeconds: work.pod.spec?.terminationGracePeriodSeconds ?? 30 });
    syncAtNextLook(kit, work);
  });
}

/** Said each time that the status is made: by the sync that finds it, before the containers are stopped, after it, and at the end. */
export function sayDeadline(kit: Kit, work: PodWork): void {
  if (work.verdict === VERDICT) kit.recorder.event(work.pod, 'Normal', VERDICT.reason, VERDICT.message);
}
