/** One try for one pod. @k8s pkg/scheduler/schedule_one.go scheduleOnePod */
import type { Pod } from '../api/index.ts';
import { forget } from './changes.ts';
import { decide, type Decision } from './decide.ts';
import { bind, fail } from './outcome.ts';
import { DEFAULT_PROFILE } from './profiles/profile.ts';
import type { Waiting } from './queue/waiting.ts';
import { schedulerOf, stillWaiting, type Running } from './state.ts';
import type { Verdict, VerdictBook } from './verdict.ts';
import { bindVolumes } from './volumes/bindVolumes.ts';

/** @k8s golden: pod ADDED → bound 17 ms in the middle; event 3–15 ms after ADDED, condition within 10 of it */
const CYCLE_MS = 3;
const BIND_MS = 7;
const FAIL_MS = 5;
const NO_PLUGINS: ReadonlySet<string> = new Set();

/** `next`: the loop may take the next pod. `tick`: something may have become ready. */
type Loop = { readonly next: () => void; readonly tick: () => void };

export function tryOne(running: Running, waiting: Waiting, verdicts: VerdictBook, loop: Loop): void {
  const { cache, queue, context: { clock } } = running;
  const pod = stillWaiting(running, waiting.info.pod);
  if (pod === undefined) { queue.done(waiting.uid); loop.next(); return; }
  if (pod.metadata?.deletionTimestamp !== undefined) {
    queue.done(waiting.uid);
    running.recorder(pod).event(pod, 'Warning', 'FailedScheduling', 'Scheduling', `skip schedule deleting pod: ${pod.metadata.namespace}/${pod.metadata.name}`);
    running.later(CYCLE_MS, loop.next);
    return;
  }
  waiting.info = { ...waiting.info, pod };
  const decision = decideFor(running, waiting);
  verdicts.set(waiting.uid, verdictOf(clock.now, waiting.attempts, decision), decision.cost);
  const total = cache.nodes().length;
  if (total > 0) running.start = (running.start + decision.looked) % total;
  if (decision.type === 'placed') { place(running, waiting, pod, decision, loop); return; }
  running.later(CYCLE_MS + FAIL_MS, () => { fail(running, waiting, { ...decision, reason: 'Unschedulable' }); loop.next(); });
}

function decideFor(running: Running, waiting: Waiting): Decision {
  const { cache, lookups, nominator, profiles, shapes, start, context: { clock, random } } = running;
  return decide(waiting.info, {
    cache, lookups, shapes, start, now: clock.now, nominated: nominator.size === 0 ? undefined : (node) => nominator.on(node), profile: profiles.get(schedulerOf(waiting.info.pod)) ?? DEFAULT_PROFILE,
    pick: (equals) => random.pick('scheduler/tie', equals), chance: (limit) => random.int('scheduler/preemption', 0, limit - 1),
  });
}

/** Counted on its node at once; the binding goes on beside the next pods. */
function place(running: Running, waiting: Waiting, pod: Pod, { node, claims }: Extract<Decision, { type: 'placed' }>, loop: Loop): void {
  const { cache, assumed, nominator, queue, profiles } = running;
  cache.setPod(pod, node, waiting.info);
  assumed.set(waiting.uid, node);
  nominator.delete(waiting.uid);
  const undo = (message: string): void => {
    forget(running, pod);
    fail(running, waiting, { message, reason: 'SchedulerError', rejectedBy: NO_PLUGINS, room: 'none' });
    loop.tick();
  };
  running.later(CYCLE_MS, () => {
    queue.done(waiting.uid);
    const timeout = (profiles.get(schedulerOf(pod)) ?? DEFAULT_PROFILE).args.bindTimeout;
    bindVolumes(running, pod, claims, node, timeout, (problem) => {
      if (problem !== undefined) { undo(problem); return; }
      running.later(BIND_MS, () => {
        const refused = bind(running, pod, node);
        if (refused !== undefined) undo(refused);
      });
    });
    loop.next();
  });
}

function verdictOf(at: number, attempt: number, decision: Decision): Verdict {
  // Looked at late: most verdicts are never read.
  if (decision.type === 'placed') return { at, attempt, get nodes() { return decision.nodes; }, chosen: decision.node };
  return { at, attempt, get nodes() { return decision.nodes; }, message: decision.message, ...(decision.refused === undefined ? {} : { refused: decision.refused }) };
}

