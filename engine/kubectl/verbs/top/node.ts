import type { Node, NodeMetrics } from '../../../api/index.ts';
import { withQuery } from '../../api.ts';
import { listAt } from '../../objects.ts';
import { fail, usageFail } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { checkSortBy, COMMON_FLAGS, fetchMetrics, measuredOf } from './metrics.ts';
import { amountOf, bySize, shareText, tableText, usageText, type Usage } from './usage.ts';

const NAMES = { cpu: ['CPU(cores)', 'CPU(%)'], memory: ['MEMORY(bytes)', 'MEMORY(%)'], swap: ['SWAP(bytes)', 'SWAP(%)'] } as const;
const UNKNOWN = ['<unknown>', '<unknown>'] as const;

function nodesOf(context: KubectlContext, name: string | undefined): readonly Node[] {
  if (name !== undefined) return [context.api.call('GET', `/api/v1/nodes/${encodeURIComponent(name)}`) as unknown as Node]; // the path tells the type
  const selector = context.flags.text('selector');
  return listAt(context.api.call('GET', withQuery('/api/v1/nodes', { labelSelector: selector === '' ? undefined : selector })), 'items') as unknown as readonly Node[]; // likewise
}

/** @k8s kubectl/pkg/cmd/top/top_node.go; golden kubectl/top-metrics */
export const topNode: Verb = {
  name: 'node', aliases: ['nodes', 'no'], usage: 'top node [NAME | -l label] [options]', about: 'Show what nodes use',
  flags: [...COMMON_FLAGS, { name: 'show-capacity', type: 'bool', about: 'Show capacity instead of what can be allocated' }],
  *run(context) {
    const { flags, args } = context;
    if (args.length > 1) usageFail(context, 'node [NAME | -l label]');
    checkSortBy(context);
    if (args.length > 0 && flags.text('selector') !== '') fail('only one of NAME or --selector can be provided');
    const metrics = fetchMetrics(context, '', 'nodes', args[0]) as unknown as readonly NodeMetrics[]; // the path tells the type
    if (metrics.length === 0) return fail('metrics not available yet');
    const available = new Map(nodesOf(context, args[0]).map(({ metadata, status }): [string, Usage] =>
      [metadata?.name ?? '', (flags.on('show-capacity') ? status?.capacity : status?.allocatable) ?? {}]));
    context.out(tableText(rowsOf(context, metrics, available)));
    return 0;
  },
};

function rowsOf(context: KubectlContext, metrics: readonly NodeMetrics[], available: Map<string, Usage>): string[][] {
  const measured = measuredOf(context);
  const rows: string[][] = context.flags.on('no-headers') ? [] : [['NAME', ...measured.flatMap((resource) => NAMES[resource])]];
  for (const { metadata, usage } of bySize(metrics, context.flags.text('sort-by'), (each) => each.metadata?.name ?? '', (each, resource) => amountOf(each.usage, resource))) {
    const name = metadata?.name ?? '';
    const all = available.get(name);
    rows.push([name, ...measured.flatMap((resource) => {
      if (resource === 'swap') return UNKNOWN; // nodes here have none
      const used = amountOf(usage, resource);
      return all?.[resource] === undefined ? [usageText(resource, used)] : [usageText(resource, used), shareText(used, amountOf(all, resource))];
    })]);
    available.delete(name);
  }
  for (const name of available.keys()) rows.push([name, ...measured.flatMap(() => UNKNOWN)]);
  return rows;
}
