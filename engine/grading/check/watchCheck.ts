/** A check over time: judged at every change of its kind, from its beginning to its end. */
import type { Cluster } from '../../cluster/index.ts';
import { resourceOf } from '../../store/index.ts';
import type { Text } from '../format/common.ts';
import type { Check } from '../format/lab.ts';
import type { Judge } from './judge.ts';

export type Outcome = { readonly passed: boolean; readonly seen: Text; /** ms after the check began */ readonly at: number };
export type CheckWatch = { begin(): void; /** Ends it and tells how it went. */ finish(): Outcome };

export function watchCheck(cluster: Cluster, check: Check, { kind, judge }: Judge, withinMs: number | undefined): CheckWatch {
  let startedAt: number | undefined;
  let decided: Outcome | undefined;
  let stop: (() => void) | undefined;
  const { mode } = check.when;
  const elapsed = (): number => cluster.clock.now - (startedAt ?? cluster.clock.now);

  const look = (): void => {
    if (decided !== undefined || (withinMs !== undefined && elapsed() > withinMs)) return;
    const { holds, seen } = judge(cluster.client);
    if (mode === 'eventually' && holds) decided = { passed: true, seen, at: elapsed() };
    if (mode === 'always' && !holds) decided = { passed: false, seen, at: elapsed() };
    if (mode === 'never' && holds) decided = { passed: false, seen, at: elapsed() };
  };
  return {
    begin() {
      startedAt = cluster.clock.now;
      if (mode === 'atEnd') return;
      look();
      // A write is judged once it is over, so that the judge sees the state that everybody sees.
      stop = cluster.store.subscribe(resourceOf(kind), () => { cluster.clock.after(0, look); });
    },
    finish() {
      stop?.();
      if (startedAt === undefined) return { passed: false, seen: { en: 'The moment at which this is judged was never reached.', zh: '没有到达评判这一项的时刻。' }, at: 0 };
      if (decided !== undefined) return decided;
      const { holds, seen } = judge(cluster.client);
      const passed = mode === 'atEnd' ? holds : mode !== 'eventually';
      return { passed, seen, at: elapsed() };
    },
  };
}
