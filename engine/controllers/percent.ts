/** Numbers of pods that may be a share of all. @k8s apimachinery/pkg/util/intstr GetScaledValueFromIntOrPercent */

/** `25%` of `total`, or the number itself. */
export function scaled(value: string | number | undefined, total: number, roundUp: boolean): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value)?.[1];
  if (percent === undefined) return 0;
  const product = Number(percent) * total;
  return roundUp ? Math.ceil(product / 100) : Math.floor(product / 100);
}
