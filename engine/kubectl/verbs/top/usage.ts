/** What things use, as `kubectl top` shows it. @k8s kubectl/pkg/metricsutil/metrics_printer.go, metrics_sorter.go */
import { addQuantity, formatTable, KUBECTL_TABLE, milliValue, quantityOf, quantityValue, zeroQuantity, type Quantity } from '../../../base/index.ts';

export type Measured = 'cpu' | 'memory' | 'swap';
export type Usage = { readonly [resource: string]: string | number };

const MEBI = 1024 * 1024;

export const usageText = (resource: Measured, amount: Quantity): string =>
  (resource === 'cpu' ? `${milliValue(amount)}m` : `${Math.trunc(quantityValue(amount) / MEBI)}Mi`);
export const amountOf = (usage: Usage | undefined, resource: string): Quantity => quantityOf(usage?.[resource]);

/** Shares of what there is are cut, not rounded. */
export const shareText = (used: Quantity, available: Quantity): string =>
  `${available.nano === 0n ? 0 : Math.trunc((milliValue(used) / milliValue(available)) * 100)}%`;

export const totalOf = (usages: readonly Usage[], resource: string): Quantity => usages.reduce((sum, usage) => addQuantity(sum, amountOf(usage, resource)), zeroQuantity);

/** The largest first; without a resource by name. */
export function bySize<T>(items: readonly T[], sortBy: string, nameOf: (item: T) => string, amount: (item: T, resource: string) => Quantity): readonly T[] {
  const byName = (a: T, b: T): number => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0);
  if (sortBy === '') return items.toSorted(byName);
  const size = (item: T): number => (sortBy === 'cpu' ? milliValue(amount(item, sortBy)) : quantityValue(amount(item, sortBy)));
  return items.toSorted((a, b) => size(b) - size(a));
}

/** Every cell ends with a tab, the last one too. */
export const tableText = (rows: readonly (readonly string[])[]): string => formatTable(rows.map((row) => `${row.map((cell) => `${cell}\t`).join('')}\n`).join(''), KUBECTL_TABLE);
