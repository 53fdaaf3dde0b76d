/** A namespace whose labels change: they must be readable, and pods that would no longer be let in are told of. @k8s pod-security-admission/admission/admission.go ValidateNamespace */
import { controllerOf, invalidStatus, sameJson, type KubeObject, type Pod } from '../../../api/index.ts';
import { fail, type Failure, type ServerContext } from '../../context.ts';
import type { Attributes } from '../types.ts';
import { reasonsText, violations } from './evaluate.ts';
import { compareLevels, policyOf, policyText, sameLevelVersion, type LevelVersion } from './policy.ts';

const MOST_PODS = 3000;

export function checkNamespace(attributes: Attributes, object: KubeObject, { store }: ServerContext): Failure | undefined {
  const { operation, old, kind, name } = attributes;
  const next = policyOf(object.metadata?.labels);
  const before = policyOf(old?.metadata?.labels);
  const known = operation === 'UPDATE' && before.errors.length > 0 && sameJson(next.errors, before.errors);
  if (next.errors.length > 0 && !known) return fail(invalidStatus(kind, name, next.errors));
  const [now, then] = [next.policy.enforce, before.policy.enforce];
  if (operation !== 'UPDATE' || sameLevelVersion(now, then) || now.level === 'privileged') return undefined;
  if (now.minor === then.minor && compareLevels(now.level, then.level) < 1) return undefined;
  for (const text of podsWarnings(name, now, store.list('pods', name) as readonly Pod[])) attributes.warn(text); // the resource tells the type
  return undefined;
}

/** One pod of each controller first. */
function prioritized(pods: readonly Pod[]): readonly Pod[] {
  const seen = new Set<string>();
  const [first, more]: [Pod[], Pod[]] = [[], []];
  for (const pod of pods) {
    const owner = controllerOf(pod)?.uid;
    if (owner !== undefined && seen.has(owner)) { more.push(pod); continue; }
    if (owner !== undefined) seen.add(owner);
    first.push(pod);
  }
  return [...first, ...more];
}

function podsWarnings(namespace: string, policy: LevelVersion, pods: readonly Pod[]): readonly string[] {
  const checked = prioritized(pods).slice(0, MOST_PODS);
  const byReason = new Map<string, string[]>();
  for (const { metadata, spec } of checked) {
    const found = spec === undefined ? [] : violations(policy, { metadata, spec });
    if (found.length > 0) byReason.set(reasonsText(found), [...(byReason.get(reasonsText(found)) ?? []), metadata?.name ?? '']);
  }
  const texts = [...byReason].map(([reasons, names]) => {
    const others = names.length - 1;
    return `${[...names].sort()[0]}${others === 0 ? '' : ` (and ${others} other ${others === 1 ? 'pod' : 'pods'})`}: ${reasons}`;
  });
  return [
    ...(checked.length < pods.length ? [`new PodSecurity enforce level only checked against the first ${checked.length} of ${pods.length} existing pods`] : []),
    ...(texts.length === 0 ? [] : [`existing pods in namespace ${JSON.stringify(namespace)} violate the new PodSecurity enforce level ${JSON.stringify(policyText(policy))}`]),
    ...texts.sort(),
  ];
}
