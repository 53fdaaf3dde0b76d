/** A check over time: judged at every change of what it looks at, from its beginning to its end. */
import type { Cluster } from '../../cluster/index.ts';
import { resourceOf } from '../../store/index.ts';
import type { Text } from '../format/common.ts';
import type { Check } from '../format/check.ts';
import type { LoadSeen, World } from './find.ts';
import type { Judge, Verdict } from './judge.ts';
import { atMoment } from './show.ts';

export type Outcome = {
  readonly passed: boolean;
  /** 0 to 1, of checks with a score. */
  readonly credit?: number;
  readonly seen: Text;
  /** ms after the check began */
  readonly at: number;
};
export type CheckWatch = { begin(): void; /** Ends it and tells how it went. */ finish(): Outcome };

/** What is stored, also while nobody answers for it. */
export function worldOf(cluster: Cluster): World {
  return {
    list: (kind, namespace) => cluster.store.list(resourceOf(kind), namespace),
    load: (id) => loadIn(cluster, id),
    run(command) {
      const { stdout, stderr, code } = cluster.runCommand(cluster.createComputer({}), command);
      return { output: stdout + stderr, exitCode: code };
    },
  };
}

function loadIn(cluster: Pick<Cluster, 'loads'>, id: string): LoadSeen | undefined {
  const report = cluster.loads().findLast(({ name }) => name === id);
  if (report === undefined) return undefined;
  const { sent, answered, errors, refused, timedOut, reset } = report.total;
  return { sent, answered, errors, refused, timedOut, reset, dropped: refused + timedOut + reset, byPod: report.backends };
}

export function watchCheck(cluster: Cluster, check: Check, { kinds, judge }: Judge, withinMs: number | undefined): CheckWatch {
  const world = worldOf(cluster);
  const { mode } = check.when;
  let startedAt: number | undefined;
  let decided: Outcome | undefined;
  /** Of a score: the best that was reached, or the worst where it must hold always. */
  let scored: Outcome | undefined;
  let stops: readonly (() => void)[] = [];
  let due = false;
  const elapsed = (): number => cluster.clock.now - (startedAt ?? cluster.clock.now);
  const outcome = (passed: boolean, { seen, credit }: Verdict): Outcome => {
    const at = elapsed();
    const told = !passed && (mode === 'always' || mode === 'never') ? atMoment(seen, at) : seen;
    return { passed, seen: told, at, ...(credit === undefined ? {} : { credit: passed ? 1 : credit }) };
  };

  const look = (): void => {
    due = false;
    if (decided !== undefined || (withinMs !== undefined && elapsed() > withinMs)) return;
    const verdict = judge(world);
    const { holds, empty, credit } = verdict;
    if (credit !== undefined && empty === undefined) {
      const better = scored === undefined || (mode === 'always' ? credit < (scored.credit ?? 0) : credit > (scored.credit ?? 0));
      if (better) scored = outcome(holds, verdict);
      if (mode === 'eventually' && holds) decided = scored;
      return;
    }
    if (mode === 'eventually' && holds) decided = outcome(true, verdict);
    if (mode === 'always' && !holds) decided = outcome(false, verdict);
    // Deleting what is looked at satisfies nothing, not even “never”.
    if (mode === 'never' && (holds || empty === true)) decided = outcome(false, verdict);
  };
  return {
    begin() {
      startedAt = cluster.clock.now;
      if (mode === 'atEnd' || kinds.length === 0) return;
      look();
      // A write is judged once it is over, so that the judge sees the state that everybody sees.
      const changed = (): void => { if (!due) { due = true; cluster.clock.after(0, look); } };
      stops = kinds.map((kind) => cluster.store.subscribe(resourceOf(kind), changed));
    },
    finish() {
      for (const stop of stops) stop();
      if (startedAt === undefined) return { passed: false, seen: { en: 'The moment at which this is judged was never reached.', zh: '没有到达评判这一项的时刻。' }, at: 0 };
      if (decided !== undefined) return decided;
      if (scored !== undefined) return scored;
      const verdict = judge(world);
      const atLast = mode === 'atEnd' || mode === 'eventually' || kinds.length === 0;
      // At every moment it held, or it never did.
      return outcome(atLast ? verdict.holds && (mode === 'atEnd' || kinds.length === 0) : true, verdict);
    },
  };
}
