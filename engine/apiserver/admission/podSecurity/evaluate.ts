/** All checks of a level and version. @k8s pod-security-admission/policy/registry.go */
import { BASELINE } from './baseline.ts';
import type { Check, CheckPod, Subject, Violation } from './checks.ts';
import type { LevelVersion } from './policy.ts';
import { RESTRICTED } from './restricted.ts';

const at = ({ versions }: Check, minor: number): CheckPod | undefined => versions.findLast(([since]) => since <= minor)?.[1];

function checksOf({ level, minor = Infinity }: LevelVersion): readonly CheckPod[] {
  if (level === 'privileged') return [];
  const hard = level === 'restricted' ? RESTRICTED.filter((check) => at(check, minor) !== undefined) : [];
  const replaced = new Set(hard.flatMap(({ replaces = [] }) => replaces));
  return [...BASELINE.filter(({ id }) => !replaced.has(id)), ...hard].flatMap((check) => at(check, minor) ?? []);
}

export const violations = (policy: LevelVersion, subject: Subject): readonly Violation[] => checksOf(policy).flatMap((check) => check(subject) ?? []);
/** `reason (detail), reason (detail)` */
export const violationsText = (found: readonly Violation[]): string =>
  found.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ');
export const reasonsText = (found: readonly Violation[]): string => found.map(({ reason }) => reason).join(', ');
