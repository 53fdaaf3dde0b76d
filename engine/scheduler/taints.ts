/** Which taints a pod bears. */
import type { Taint, Toleration } from '../api/index.ts';

/** @k8s api/core/v1 toleration.go ToleratesTaint */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { effect = '', key = '', operator = 'Equal', value = '' } = toleration;
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  if (operator === 'Exists') return true;
  if (operator === 'Equal' || operator === '') return value === (taint.value ?? '');
  if (operator !== 'Lt' && operator !== 'Gt') return false;
  const [own, theirs] = [Number(value), Number(taint.value ?? '')];
  if (!Number.isInteger(own) || !Number.isInteger(theirs)) return false;
  return operator === 'Lt' ? theirs < own : theirs > own;
}

export const untolerated = (taints: readonly Taint[] | undefined, tolerations: readonly Toleration[] | undefined, effects: readonly string[]): Taint | undefined =>
  taints?.find((taint) => effects.includes(taint.effect) && !(tolerations ?? []).some((toleration) => tolerates(toleration, taint)));
