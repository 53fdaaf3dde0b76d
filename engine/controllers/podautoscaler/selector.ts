/** Whom the target's scale selects. @k8s pkg/controller/podautoscaler/horizontal.go validateAndParseSelector */
import type { Pod } from '../../api/index.ts';
import { matchesRequirements, parseLabelSelector, type Requirement } from '../../base/index.ts';

/** What other autoscalers of the namespace selected when they were looked at last, by `namespace/name`. */
export type Selectors = ReadonlyMap<string, readonly Requirement[]>;
export type Selected =
  | { readonly ok: true; readonly pods: readonly Pod[]; readonly requirements: readonly Requirement[] }
  | { readonly ok: false; readonly reason: string; readonly error: string; readonly condition: string; readonly requirements?: readonly Requirement[] };

export function select(selector: string, key: string, others: Selectors, podsOf: (requirements: readonly Requirement[]) => readonly Pod[]): Selected {
  if (selector === '') return { ok: false, reason: 'SelectorRequired', error: 'selector is required', condition: "the HPA target's scale is missing a selector" };
  const parsed = parseLabelSelector(selector);
  if (!parsed.ok) {
    const error = `couldn't convert selector into a corresponding internal selector object: ${parsed.error}`;
    return { ok: false, reason: 'InvalidSelector', error, condition: error };
  }
  const { requirements } = parsed;
  const pods = podsOf(requirements);
  const rivals = [...others].filter(([other, wanted]) => other !== key && pods.some(({ metadata }) => matchesRequirements(wanted, metadata?.labels))).map(([other]) => other);
  if (rivals.length === 0) return { ok: true, pods, requirements };
  const error = `pods by selector ${selector} are controlled by multiple HPAs: [${[key, ...rivals].toSorted().join(' ')}]`;
  return { ok: false, reason: 'AmbiguousSelector', error, condition: error, requirements };
}

/** The condition's reason is coarser than the event's. */
export const conditionReason = (reason: string): string => (reason === 'SelectorRequired' ? 'InvalidSelector' : reason);
