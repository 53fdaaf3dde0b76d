import type { ResourceQuota } from '../../api/index.ts';
import { canonicalQuantity, formatQuantity, quantityFromValue, quantityOf, quantityValue } from '../../base/index.ts';
import { listOf, type DescribeContext, type Describer } from './context.ts';
import { createLines, type Lines } from './writer.ts';

/** Scope → what it is about. @k8s kubectl/pkg/describe helpTextForResourceQuotaScope */
const ABOUT: { readonly [scope: string]: string } = {
  Terminating: 'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  NotTerminating: 'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  BestEffort: 'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  NotBestEffort: 'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
};

function addScopes(lines: Lines, level: number, { spec }: ResourceQuota, mark: string): void {
  const scopes = [...spec?.scopes ?? []].sort();
  if (scopes.length === 0) return;
  lines.add(level, `Scopes:\t${scopes.join(', ')}`);
  for (const scope of scopes) if (ABOUT[scope] !== undefined) lines.add(level, `${mark}${ABOUT[scope]}`);
}

/** In the family of units that the limit is given in. */
function usedText(used: string | number | undefined, hard: string | number | undefined): string {
  const [mine, most] = [quantityOf(used), quantityOf(hard)];
  return mine.format === most.format ? formatQuantity(mine) : formatQuantity(quantityFromValue(quantityValue(mine), most.format));
}

/** @k8s kubectl/pkg/describe describeQuota; golden kubectl/create-quota-limitrange */
export const describeResourceQuota: Describer = (object) => {
  const quota = object as unknown as ResourceQuota;
  const lines = createLines();
  lines.add(0, `Name:\t${quota.metadata?.name}`);
  lines.add(0, `Namespace:\t${quota.metadata?.namespace}`);
  addScopes(lines, 0, quota, ' * ');
  lines.add(0, 'Resource\tUsed\tHard');
  lines.add(0, '--------\t----\t----');
  const { hard = {}, used = {} } = quota.status ?? {};
  for (const name of Object.keys(hard).sort()) lines.add(0, `${name}\t${usedText(used[name], hard[name])}\t${canonicalQuantity(hard[name] ?? '0')}`);
  return lines.toString();
};

/** The block of a namespace. @k8s kubectl/pkg/describe DescribeResourceQuotas */
export function addQuotas(lines: Lines, context: DescribeContext, namespace: string): void {
  const quotas = listOf<ResourceQuota>(context, `/api/v1/namespaces/${namespace}/resourcequotas?limit=500`);
  if (quotas.length === 0) { lines.add(0, 'No resource quota.'); return; }
  lines.add(0, 'Resource Quotas');
  for (const quota of quotas.toSorted((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1))) {
    lines.add(1, `Name:\t${quota.metadata?.name}`);
    addScopes(lines, 1, quota, '* ');
    lines.add(1, 'Resource\tUsed\tHard');
    lines.add(1, '--------\t---\t---');
    const { hard = {}, used = {} } = quota.status ?? {};
    for (const name of Object.keys(hard).sort()) lines.add(1, `${name}\t${canonicalQuantity(used[name] ?? '0')}\t${canonicalQuantity(hard[name] ?? '0')}`);
  }
}
