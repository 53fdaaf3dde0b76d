/** Numbers of pods that may be a share of all. @k8s apimachinery/pkg/util/intstr GetScaledValueFromIntOrPercent */

/** `25%` of `total`, or the number itself. */
export function scaled(value: string | number | undefined, total: number, roundUp: boolean): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  if (!isPercent(value)) return 0;
  const product = Number(value.slice(0, -1)) * total;
  return roundUp ? Math.ceil(product / 100) : Math.floor(product / 100);
}

/** `^\d+%$`: asked with each sync of a Deployment, several times. */
function isPercent(text: string): boolean {
  const last = text.length - 1;
  if (last < 1 || text[last] !== '%') return false;
  for (let i = 0; i < last; i++) { const unit = text.charCodeAt(i); if (unit < 0x30 || unit > 0x39) return false; }
  return true;
}
