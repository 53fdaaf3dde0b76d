/** Taints and tolerations. @k8s component-helpers/scheduling/corev1/helpers.go; api/core/v1/toleration.go */
import type { Taint, Toleration } from '../schema/types.ts';

export function toleratesTaint(toleration: Toleration, taint: Taint): boolean {
  if ((toleration.effect ?? '') !== '' && toleration.effect !== taint.effect) return false;
  if ((toleration.key ?? '') !== '' && toleration.key !== taint.key) return false;
  switch (toleration.operator ?? '') {
    case '': case 'Equal': return (toleration.value ?? '') === (taint.value ?? '');
    case 'Exists': return true;
    default: return false;
  }
}

export const isTolerated = (taint: Taint, tolerations: readonly Toleration[] | undefined): boolean =>
  (tolerations ?? []).some((toleration) => toleratesTaint(toleration, taint));

/** The first taint with one of these effects that nothing tolerates. */
export const untoleratedTaint = (
  taints: readonly Taint[] | undefined, tolerations: readonly Toleration[] | undefined, effects: readonly string[],
): Taint | undefined => taints?.find((taint) => effects.includes(taint.effect) && !isTolerated(taint, tolerations));

/** `key=value:Effect`, as kubectl and events print it. */
export const formatTaint = ({ key, value, effect }: Taint): string =>
  `${key}${(value ?? '') === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
