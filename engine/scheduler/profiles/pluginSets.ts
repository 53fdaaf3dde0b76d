/** Which plugins speak where, from what is built in and what a profile turns on and off. @k8s v1/default_plugins.go mergePluginSet, framework.go expandMultiPointPlugins */
import { DEFAULT_ARGS, DEFAULT_PLUGINS, FILTER_NAMES, POST_FILTERS, PRE_ENQUEUE, SCORE_NAMES, type Profile } from './profile.ts';

type Plugin = { readonly name: string; readonly weight?: number };
type PluginSet = { readonly enabled?: readonly Plugin[]; readonly disabled?: readonly Plugin[] };
export type Plugins = { readonly [point: string]: PluginSet };
type Sets = Pick<Profile, 'preEnqueue' | 'filters' | 'postFilters' | 'scores' | 'args'>;

/** Points in upstream's order, the name of their interface, and who has it of those that do something here. */
const POINTS: readonly { readonly point: string; readonly type: string; readonly has: (name: string) => boolean }[] = [
  { point: 'preFilter', type: 'PreFilterPlugin', has: (name) => FILTER_NAMES.has(name) && !['NodeName', 'NodeUnschedulable', 'TaintToleration'].includes(name) },
  { point: 'filter', type: 'FilterPlugin', has: (name) => FILTER_NAMES.has(name) || name === 'DynamicResources' },
  { point: 'postFilter', type: 'PostFilterPlugin', has: (name) => POST_FILTERS.has(name) },
  { point: 'score', type: 'ScorePlugin', has: (name) => SCORE_NAMES.has(name) || name === 'VolumeBinding' || name === 'DynamicResources' },
  { point: 'bind', type: 'BindPlugin', has: (name) => name === 'DefaultBinder' },
  { point: 'preEnqueue', type: 'PreEnqueuePlugin', has: (name) => PRE_ENQUEUE.has(name) },
  { point: 'queueSort', type: 'QueueSortPlugin', has: (name) => name === 'PrioritySort' },
];
const KNOWN = new Set([...DEFAULT_PLUGINS.map(({ name }) => name), 'GangScheduling', 'PodGroupPodsCount', 'TopologyPlacementGenerator']);

/** What is built in, less what is turned off, with new weights; then what is new. */
function merged(defaults: readonly Plugin[], { enabled = [], disabled = [] }: PluginSet = {}): readonly Plugin[] {
  const off = new Set(disabled.map(({ name }) => name));
  const kept = off.has('*') ? [] : defaults.filter(({ name }) => !off.has(name)).map((plugin) => enabled.findLast(({ name }) => name === plugin.name) ?? plugin);
  return [...kept, ...enabled.filter(({ name }) => !kept.some((plugin) => plugin.name === name))];
}

/** Those that a point re-orders, then the general ones, then the point's others. */
function expand(multi: readonly Plugin[], { enabled = [], disabled = [] }: PluginSet, has: (name: string) => boolean): readonly string[] {
  const off = new Set(disabled.map(({ name }) => name));
  const own = enabled.map(({ name }) => name);
  if (off.has('*')) return own;
  const general = multi.map(({ name }) => name).filter((name) => has(name) && !off.has(name));
  return [...own.filter((name) => general.includes(name)), ...general.filter((name) => !own.includes(name)), ...own.filter((name) => !general.includes(name))];
}

export function pluginsOf(given: Plugins = {}, profile: string): Sets | { readonly error: string } {
  const multi = merged(DEFAULT_PLUGINS, given['multiPoint']);
  const lists = new Map<string, readonly string[]>();
  // First every point's own list, then the general one.
  for (const { point, type, has } of POINTS) {
    const seen = new Set<string>();
    for (const { name } of given[point]?.enabled ?? []) {
      if (!KNOWN.has(name)) return { error: `${type} "${name}" does not exist` };
      if (!has(name)) return { error: `plugin "${name}" does not extend ${type} plugin` };
      if (seen.has(name)) return { error: `plugin "${name}" already registered as "${type}"` };
      seen.add(name);
    }
  }
  const stranger = multi.find(({ name }) => !KNOWN.has(name));
  if (stranger !== undefined) return { error: `PreFilterPlugin "${stranger.name}" does not exist` };
  for (const { point, has } of POINTS) lists.set(point, expand(multi, given[point] ?? {}, has));
  const sorters = lists.get('queueSort')?.length ?? 0;
  if (sorters !== 1) return { error: `only one queue sort plugin required for profile with scheduler name "${profile}", but got ${sorters}` };
  if ((lists.get('bind') ?? []).length === 0) return { error: `at least one bind plugin is needed for profile with scheduler name "${profile}"` };
  // A weight that a point says goes before the general one; none, or 0, is 1.
  const weightOf = (name: string): number => [...given['score']?.enabled ?? [], ...multi].find((plugin) => plugin.name === name)?.weight || 1;
  return {
    preEnqueue: lists.get('preEnqueue') ?? [], postFilters: lists.get('postFilter') ?? [], args: DEFAULT_ARGS,
    filters: (lists.get('filter') ?? []).filter((name) => FILTER_NAMES.has(name)),
    scores: (lists.get('score') ?? []).filter((name) => SCORE_NAMES.has(name)).map((name) => ({ name, weight: weightOf(name) })),
  };
}
