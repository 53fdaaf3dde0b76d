/** One thing at a time for each pod: a sync, or the stop of the pod. Requests meanwhile become one more sync afterwards. */
import { startTask } from '../../time/index.ts';
import { TIMINGS } from '../timings.ts';
import type { Kit, PodWork } from '../types.ts';
import { syncAtNextLook } from './pleg.ts';
import { syncPod, type SyncResult } from './sync.ts';
import { terminatePod } from './terminate.ts';
import { isTerminated, isTerminating } from './work.ts';
import { holds } from '../node/hold.ts';

export function requestSync(kit: Kit, work: PodWork, delayMs = 0): void {
  // Of a pod that is gone the last container may still have to end.
  if (!kit.alive || isTerminated(work) || kit.works.get(work.key) !== work) return;
  const { clock } = kit.context;
  const due = clock.now + delayMs;
  if (work.syncTimer !== undefined) {
    if (work.syncTimer.due <= due) return;
    clock.cancel(work.syncTimer.id);
  }
  work.syncTimer = { due, id: clock.after(delayMs, () => { work.syncTimer = undefined; run(kit, work); }) };
}

function run(kit: Kit, work: PodWork): void {
  if (holds(kit, work)) { kit.state.held.add(work); return; }
  if (work.task !== undefined) {
    if (!(work.interruptible && isTerminating(work))) { work.again = true; return; }
    work.interruptible = false;
    work.task.cancel();
    work.task = undefined;
  }
  if (isTerminated(work)) return;
  const { clock } = kit.context;
  if (work.waitsFor?.some((other) => kit.works.get(other.key) === other && !isTerminated(other)) === true) { requestSync(kit, work, TIMINGS.plegPeriodMs); return; }
  const task = isTerminating(work) ? startTask<SyncResult>(clock, terminatePod(kit, work)) : startTask<SyncResult>(clock, syncPod(kit, work));
  if (!task.done) work.task = task;
  task.onDone((result) => {
    if (work.task === task) work.task = undefined;
    if (result !== undefined && kit.alive) settle(kit, work, result);
  });
}

function settle(kit: Kit, work: PodWork, result: SyncResult): void {
  const { clock, random } = kit.context;
  if (work.retryTimer !== undefined) { clock.cancel(work.retryTimer); work.retryTimer = undefined; }
  if (isTerminating(work)) requestSync(kit, work);
  // A successful sync looks at the runtime at once, a failed one waits for the regular look.
  else if (result.changed && !result.failed) requestSync(kit, work, TIMINGS.relistAfterStartMs);
  else if (result.changed) syncAtNextLook(kit, work);
  if (result.retry) {
    const [low, high] = TIMINGS.retryJitter;
    const delay = Math.trunc(TIMINGS.retryMs * (low + random.float('sync retry') * (high - low)));
    work.retryTimer = clock.after(delay, () => { work.retryTimer = undefined; requestSync(kit, work); });
  }
  if (work.again) { work.again = false; requestSync(kit, work); }
}
