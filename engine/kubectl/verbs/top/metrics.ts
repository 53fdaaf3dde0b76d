/** The metrics API, and the flags that both kinds of `kubectl top` have. @k8s kubectl/pkg/cmd/top/top.go */
import type { JsonObject } from '../../../base/index.ts';
import type { FlagSpec } from '../../flags.ts';
import { withQuery } from '../../api.ts';
import { listAt } from '../../objects.ts';
import { selectorFlag } from '../../print/flags.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';
import type { Measured } from './usage.ts';

export const COMMON_FLAGS: readonly FlagSpec[] = [
  selectorFlag,
  { name: 'no-headers', type: 'bool', about: 'Leave out the line with the names of the columns' },
  { name: 'show-swap', type: 'bool', about: 'Show swap too' },
  { name: 'sort-by', type: 'string', about: 'cpu or memory' },
  { name: 'use-protocol-buffers', type: 'bool', default: 'true', about: 'Not used by this kubectl', hidden: true },
];

export function checkSortBy({ flags }: KubectlContext): void {
  if (!['', 'cpu', 'memory'].includes(flags.text('sort-by'))) fail('--sort-by accepts only cpu or memory');
}

export const measuredOf = ({ flags }: KubectlContext): readonly Measured[] => (flags.on('show-swap') ? ['cpu', 'memory', 'swap'] : ['cpu', 'memory']);

/** One object by name, or the items of a list. @param place '' or `/namespaces/NAME` */
export function fetchMetrics(context: KubectlContext, place: string, plural: 'nodes' | 'pods', name: string | undefined): readonly JsonObject[] {
  if (context.discovery.byKind('metrics.k8s.io/v1beta1', plural === 'nodes' ? 'NodeMetrics' : 'PodMetrics') === undefined) return fail('Metrics API not available');
  const base = `/apis/metrics.k8s.io/v1beta1${place}/${plural}`;
  if (name !== undefined) return [context.api.call('GET', `${base}/${encodeURIComponent(name)}`)];
  const selector = context.flags.text('selector');
  return listAt(context.api.call('GET', withQuery(base, { labelSelector: selector === '' ? undefined : selector })), 'items') as readonly JsonObject[]; // a list of objects
}
