import { timeOf, type Pod, type PodMetrics } from '../../../api/index.ts';
import { formatDuration } from '../../../base/index.ts';
import { withQuery } from '../../api.ts';
import { listAt } from '../../objects.ts';
import { allNamespacesFlag, fieldSelectorFlag } from '../../print/flags.ts';
import { fail, usageFail } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { checkSortBy, COMMON_FLAGS, fetchMetrics, measuredOf } from './metrics.ts';
import { amountOf, bySize, tableText, totalOf, usageText, type Measured, type Usage } from './usage.ts';

const NAMES = { cpu: 'CPU(cores)', memory: 'MEMORY(bytes)', swap: 'SWAP(bytes)' } as const;
/** Pods that are older should have been measured. */
const DELAY_MS = 120_000;

/** @k8s kubectl/pkg/cmd/top/top_pod.go; golden kubectl/top-metrics */
export const topPod: Verb = {
  name: 'pod', aliases: ['pods', 'po'], usage: 'top pod [NAME | -l label] [options]', about: 'Show what pods use',
  flags: [
    ...COMMON_FLAGS, allNamespacesFlag, fieldSelectorFlag,
    { name: 'containers', type: 'bool', about: 'Show each container' },
    { name: 'sum', type: 'bool', about: 'Show the sum' },
  ],
  *run(context) {
    const { flags, args, namespace } = context;
    if (args.length > 1) usageFail(context, 'pod [NAME | -l label]');
    checkSortBy(context);
    if (args.length > 0 && flags.text('selector') + flags.text('field-selector') !== '') fail('only one of NAME or selector can be provided');
    const everywhere = flags.on('all-namespaces');
    const fetched = fetchMetrics(context, everywhere ? '' : `/namespaces/${namespace}`, 'pods', args[0]) as unknown as readonly PodMetrics[]; // the path tells the type
    const metrics = flags.text('field-selector') === '' ? fetched : selected(context, fetched, everywhere);
    if (metrics.length === 0) {
      verifyEmpty(context);
      context.error(everywhere ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
      return 0;
    }
    context.out(tableText(rowsOf(context, metrics)));
    return 0;
  },
};

function podsIn(context: KubectlContext, place: string): readonly Pod[] {
  const [labels, fields] = [context.flags.text('selector'), context.flags.text('field-selector')];
  const path = withQuery(`/api/v1${place}/pods`, { labelSelector: labels === '' ? undefined : labels, fieldSelector: fields === '' ? undefined : fields });
  return listAt(context.api.call('GET', path), 'items') as unknown as readonly Pod[]; // the path tells the type
}
const keyOf = ({ metadata }: { readonly metadata?: Pod['metadata'] }): string => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;

function selected(context: KubectlContext, metrics: readonly PodMetrics[], everywhere: boolean): readonly PodMetrics[] {
  const wanted = new Set(podsIn(context, everywhere ? '' : `/namespaces/${context.namespace}`).map(keyOf));
  return metrics.filter((each) => wanted.has(keyOf(each)));
}

/** Pods without metrics: too young, or something is wrong. */
function verifyEmpty(context: KubectlContext): void {
  const pods = podsIn(context, `/namespaces/${context.namespace}`);
  if (pods.length === 0) return;
  for (const pod of pods) {
    const ageMs = context.clock.now - (timeOf(pod.metadata?.creationTimestamp) ?? context.clock.now);
    if (ageMs > DELAY_MS) fail(`Metrics not available for pod ${keyOf(pod)}, age: ${formatDuration(ageMs)}`);
  }
  fail('metrics not available yet');
}

type Row = { readonly namespace: string; readonly pod: string; readonly container?: string; readonly usage: Usage };

function rowsOf(context: KubectlContext, metrics: readonly PodMetrics[]): string[][] {
  const { flags } = context;
  const [measured, sortBy] = [measuredOf(context), flags.text('sort-by')];
  const [spaced, split, headers] = [flags.on('all-namespaces'), flags.on('containers'), !flags.on('no-headers')];
  const usages = (each: PodMetrics): readonly Usage[] => (each.containers ?? []).map(({ usage }) => usage);
  const sorted = bySize(metrics, sortBy, (each) => each.metadata?.name ?? '', (each, resource) => totalOf(usages(each), resource));
  const ordered = spaced ? sorted.toSorted((a, b) => compare(a.metadata?.namespace ?? '', b.metadata?.namespace ?? '')) : sorted;
  const rows = ordered.flatMap((each): Row[] => {
    const place = { namespace: each.metadata?.namespace ?? '', pod: each.metadata?.name ?? '' };
    if (!split) return [{ ...place, usage: sumOf(usages(each), measured) }];
    return bySize(each.containers ?? [], sortBy, ({ name }) => name, ({ usage }, resource) => amountOf(usage, resource)).map(({ name, usage }) => ({ ...place, container: name, usage }));
  });
  const cells = (usage: Usage): string[] => measured.map((resource) => usageText(resource, amountOf(usage, resource)));
  const head = [...(spaced ? ['NAMESPACE'] : []), ...(split ? ['POD'] : []), 'NAME', ...measured.map((resource) => NAMES[resource])];
  const table = rows.map(({ namespace, pod, container, usage }) => [...(spaced ? [namespace] : []), pod, ...(container === undefined ? [] : [container]), ...cells(usage)]);
  return [...(headers ? [head] : []), ...table, ...(flags.on('sum') ? sumRows(metrics.flatMap(usages), measured, headers ? head.length : measured.length + 1) : [])];
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sumOf = (usages: readonly Usage[], measured: readonly Measured[]): Usage =>
  Object.fromEntries(measured.map((resource) => [resource, `${totalOf(usages, resource).nano}n`]));

/** A line below the last two columns, and the sum. */
function sumRows(usages: readonly Usage[], measured: readonly Measured[], width: number): string[][] {
  const blanks = (count: number): string[] => Array.from({ length: Math.max(0, count) }, () => '');
  const sum = sumOf(usages, measured);
  return [[...blanks(width - 2), '________', '________'], [...blanks(width - 3), '', ...measured.map((resource) => usageText(resource, amountOf(sum, resource)))]];
}
