/** One pod, all nodes: which one, or why none. Looks only; nothing is written here. @k8s pkg/scheduler/schedule_one.go schedulePod */
import type { NodeCache } from './cache/cache.ts';
import type { NodeInfo, PodInfo } from './cache/nodeInfo.ts';
import { firstRefusal, prepareChecks, refusalWithNominated, type Nominated, type Ready, type Refusal } from './checks.ts';
import type { Lookups } from './lookups.ts';
import { addReasons, fitMessage, NO_NODES } from './message.ts';
import type { Around } from './plugin.ts';
import { findVictims, NOT_HELPFUL, type Room } from './preemption/preemption.ts';
import type { Profile } from './profiles/profile.ts';
import { scoreNodes, type Scored } from './scoring.ts';
import { rememberedRefusal, splitChecks, type Shape, type Shapes } from './shapes.ts';
import { refusal, type NodeVerdict } from './verdict.ts';
import type { Claims } from './volumes/claims.ts';

export type Surroundings = {
  readonly cache: NodeCache;
  readonly lookups: Lookups;
  readonly profile: Profile;
  readonly shapes: Shapes;
  readonly nominated: Nominated;
  /** Where the search starts, so that large clusters are used evenly. */
  readonly start: number;
  readonly pick: (equals: readonly string[]) => string;
  /** Whole number below the limit. */
  readonly chance: (limit: number) => number;
  /** Milliseconds since 1970. */
  readonly now: number;
};

type Said = {
  /** How many nodes were looked at. */
  readonly looked: number;
  /** Made when first read. */
  readonly nodes: readonly NodeVerdict[];
  /** About how many numbers `nodes` is made of. */
  readonly cost: number;
  readonly claims: Claims | undefined;
};
export type Decision = Said & (
  | { readonly type: 'placed'; readonly node: string }
  | { readonly type: 'unfit'; readonly message: string; readonly rejectedBy: ReadonlySet<string>;
    /** Where room will be made, nowhere, or (undefined) nothing new about that. */
    readonly room: Room | 'none' | undefined; readonly refused?: string });

/** Upstream looks for fewer than all nodes in large clusters. @k8s pkg/scheduler/schedule_one.go numFeasibleNodesToFind */
export function nodesWanted(total: number, percentage = 0): number {
  if (total < 100) return total;
  const percent = percentage === 0 ? Math.max(50 - Math.trunc(total / 125), 5) : percentage;
  return Math.max(Math.trunc((total * percent) / 100), 100);
}

export function decide(pod: PodInfo, world: Surroundings): Decision {
  const { cache, lookups, profile } = world;
  const all = cache.nodes();
  const nobody = { looked: 0, nodes: [], cost: 0 };
  if (all.length === 0) return { ...nobody, type: 'unfit', message: NO_NODES, rejectedBy: new Set(), room: 'none', claims: undefined };
  const claims = (pod.pod.spec?.volumes ?? []).length === 0 ? undefined : lookups.claimsOf(pod.pod);
  const around: Around = { cache, lookups, args: profile.args, claims };
  const ready = prepareChecks(pod, profile, around);
  if ('reason' in ready) {
    const after = afterRefusal(profile, all.length);
    return { ...nobody, type: 'unfit', message: fitMessage(all.length, { refused: ready.reason, after }), rejectedBy: new Set(ready.plugins), room: undefined, refused: ready.reason, claims };
  }
  const shape = world.shapes.of(pod, profile);
  const nominee = nominatedNode(pod, ready, world);
  const found = nominee === undefined ? findNodes(pod, all, ready, shape, world) : { fitting: [nominee], refused: [], looked: 1 };
  if (found.fitting.length === 0) return unfit(pod, all, ready, found, world, claims);
  const scored = scoreNodes(pod, found.fitting, shape, profile, around);
  const node = scored === undefined ? found.fitting[0]?.name ?? '' : world.pick(scored.best());
  let nodes: readonly NodeVerdict[] | undefined;
  return {
    type: 'placed', node, looked: found.looked, claims, cost: found.refused.length + (scored?.cost ?? 0),
    get nodes() { return nodes ??= [...fittingVerdicts(found.fitting, scored), ...refusedVerdicts(found.refused)]; },
  };
}

/** What looks for room then finds that nothing was made ready for it. @k8s golden cluster/pvc-pending-reasons */
function afterRefusal({ postFilters }: Profile, total: number): string | undefined {
  if (postFilters[0] === 'DynamicResources') return 'not found';
  return postFilters.includes('DefaultPreemption') ? `preemption: ${fitMessage(total, { reasons: new Map([[NOT_HELPFUL, total]]) })}` : undefined;
}

/** The node that was promised, if it does. @k8s schedule_one.go evaluateNominatedNode */
function nominatedNode(pod: PodInfo, { checks }: Ready, { cache, nominated }: Surroundings): NodeInfo | undefined {
  const name = pod.pod.status?.nominatedNodeName ?? '';
  const node = name === '' ? undefined : cache.get(name);
  return node?.node !== undefined && refusalWithNominated(pod, checks, node, nominated) === undefined ? node : undefined;
}

type RefusedNode = { readonly node: NodeInfo; readonly refusal: Refusal };
type Found = { readonly fitting: readonly NodeInfo[]; readonly refused: readonly RefusedNode[]; readonly looked: number };

function findNodes(pod: PodInfo, all: readonly NodeInfo[], { checks, only }: Ready, shape: Shape, { start, nominated, profile }: Surroundings): Found {
  const candidates = only === undefined ? all : all.filter(({ name }) => only.names.has(name));
  const fitting: NodeInfo[] = [];
  const refused: RefusedNode[] = [];
  const total = candidates.length;
  const wanted = nodesWanted(total, profile.percentageOfNodesToScore);
  const { pure, rest } = splitChecks(checks);
  for (let i = 0, at = total === 0 ? 0 : start % total; i < total && fitting.length < wanted; i++) {
    const node = candidates[at] as NodeInfo; // at < length
    if (++at === total) at = 0;
    const found = nominated === undefined ? rememberedRefusal(shape, pure, node) ?? (rest.length === 0 ? undefined : firstRefusal(rest, node)) : refusalWithNominated(pod, checks, node, nominated);
    if (found === undefined) fitting.push(node); else refused.push({ node, refusal: found });
  }
  return { fitting, refused, looked: fitting.length + refused.length };
}

function unfit(pod: PodInfo, all: readonly NodeInfo[], { checks, only }: Ready, { refused, looked }: Found, world: Surroundings, claims: Claims | undefined): Decision {
  const reasons = new Map<string, number>();
  const rejectedBy = new Set(only?.plugins);
  for (const { refusal: { plugin, rejection } } of refused) { addReasons(reasons, rejection.reasons); rejectedBy.add(plugin); }
  if (only !== undefined && refused.length < all.length) addReasons(reasons, [`node(s) didn't satisfy plugin(s) [${only.plugins.join(' ')}]`], all.length - refused.length);
  const { postFilters } = world.profile;
  const after: string[] = postFilters.includes('DynamicResources') ? ['no new claims to deallocate'] : [];
  const preempts = postFilters.includes('DefaultPreemption');
  const attempt = preempts ? findVictims({ pod, all, checks, refused, world }) : undefined;
  if (attempt?.message !== undefined) after.push(`preemption: ${attempt.message}`);
  const room = attempt?.room;
  const message = fitMessage(all.length, { reasons, after: room !== undefined && room !== 'none' ? undefined : after.join(', ') });
  let nodes: readonly NodeVerdict[] | undefined;
  return {
    type: 'unfit', message, rejectedBy, room: preempts ? room : 'none', looked, claims, cost: refused.length,
    get nodes() { return nodes ??= refusedVerdicts(refused, attempt?.victims); },
  };
}

function refusedVerdicts(refused: readonly RefusedNode[], victims?: ReadonlyMap<string, readonly string[]>): readonly NodeVerdict[] {
  return refused.map(({ node, refusal: { plugin, rejection, check } }) => {
    const verdict = refusal(node.name, plugin, rejection, check.figures?.(node));
    const would = victims?.get(node.name);
    return would === undefined ? verdict : { ...verdict, victims: would };
  });
}

function fittingVerdicts(nodes: readonly NodeInfo[], scored: Scored | undefined): readonly NodeVerdict[] {
  return nodes.map(({ name }, i) => ({ node: name, ...scored?.of(i) }));
}
