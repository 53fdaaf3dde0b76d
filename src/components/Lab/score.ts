import type { CheckResult, LabHint } from './types.ts';

/** Hints cost what they say, but never more than was earned. */
export function scoreOf(results: readonly CheckResult[], hints: readonly LabHint[], opened: number): number {
  const earned = results.reduce((sum, result) => sum + result.earned, 0);
  const cost = hints.slice(0, opened).reduce((sum, hint) => sum + hint.costs, 0);
  return Math.max(0, Math.round((earned - cost) * 100) / 100);
}
