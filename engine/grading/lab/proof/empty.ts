/** Deleting what a check looks at never satisfies it: each check is judged where there is nothing at all. */
import { judgeOf } from '../exam.ts';
import type { Lab } from '../lab.ts';
import { variantOf } from '../variant.ts';

const NOTHING = { list: () => [] };

/** Ids of checks of objects that are satisfied by nothing. */
export function satisfiedByNothing(lab: Lab, seed: string): readonly string[] {
  const { spec } = variantOf(lab, seed).lab;
  return spec.checks.filter((check) => {
    if (check.mayBeEmpty || check.load !== undefined || check.command !== undefined) return false;
    const { holds, empty } = judgeOf(check).judge(NOTHING);
    return check.when.mode === 'never' ? !holds && empty !== true : holds;
  }).map(({ id }) => id);
}
