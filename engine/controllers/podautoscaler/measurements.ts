/** What the resource metrics API says of the pods. @k8s pkg/controller/podautoscaler/metrics/client.go */
import type { PodMetrics } from '../../api/index.ts';
import { milliValue, parseDuration, quantityOf } from '../../base/index.ts';
import { parseTimestamp } from '../../time/index.ts';

/** Thousandths of the resource's unit; milliseconds. */
export type Measurement = { readonly value: number; readonly at: number; readonly windowMs: number };
/** By the names of pods. */
export type Measurements = ReadonlyMap<string, Measurement>;

const milli = (amount: string | number): number => milliValue(quantityOf(amount));

/** The sum of a pod's containers, or one of them; a pod without a measurement of it is left out. */
export function measurementsOf(items: readonly PodMetrics[], resource: string, container: string): Measurements {
  const found = new Map<string, Measurement>();
  for (const { metadata, containers, timestamp, window } of items) {
    const asked = container === '' ? containers : containers.filter(({ name }) => name === container).slice(0, 1);
    const amounts = asked.map(({ usage }) => usage[resource]);
    if (amounts.length === 0 || amounts.includes(undefined)) continue;
    const value = amounts.reduce<number>((sum, amount) => sum + milli(amount ?? 0), 0);
    found.set(metadata?.name ?? '', { value, at: parseTimestamp(timestamp) ?? 0, windowMs: windowMs(window) });
  }
  return found;
}

/** The generated type takes a duration for an object; on the wire it is text. */
function windowMs(window: unknown): number {
  const parsed = typeof window === 'string' ? parseDuration(window) : undefined;
  return parsed?.ok === true ? parsed.ms : 0;
}
