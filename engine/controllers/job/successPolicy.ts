/** Which indexes are enough. @k8s pkg/controller/job/success_policy.go */
import type { SuccessPolicy } from '../../api/index.ts';
import { countIndexes, parseIndexes, sharedIndexes, type Indexes } from './indexes.ts';

/** What the condition says, if a rule is met. */
export function matchSuccessPolicy(policy: SuccessPolicy | undefined, completions: number, succeeded: Indexes): string | undefined {
  if (succeeded.length === 0) return undefined;
  const met = (policy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) return succeededCount !== undefined && countIndexes(succeeded) >= succeededCount;
    const required = parseIndexes(succeededIndexes, completions);
    if (required.length === 0) return false;
    const done = sharedIndexes(required, succeeded);
    return done === countIndexes(required) || (succeededCount !== undefined && done >= succeededCount);
  });
  return met < 0 ? undefined : `Matched rules at index ${met}`;
}
