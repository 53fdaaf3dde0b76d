/** For tests: some nodes with pods on them, and one question. */
import type { Node, Pod, PodDisruptionBudget, PodSpec } from '../../api/index.ts';
import { createNodeCache, type NodeCache } from '../cache/cache.ts';
import { podInfoOf } from '../cache/nodeInfo.ts';
import { decide, type Decision, type Surroundings } from '../decide.ts';
import { NO_LOOKUPS, type Lookups } from '../lookups.ts';
import { DEFAULT_ARGS, DEFAULT_PROFILE, type PluginArgs, type Profile } from '../profiles/profile.ts';
import { createShapes } from '../shapes.ts';

export type Labels = { readonly [key: string]: string };
export type Amounts = { readonly [name: string]: string };

let uid = 0;
/** `app=web`-like labels, requests, and whatever else of a spec. */
export function pod(labels: Labels = {}, spec: Partial<PodSpec> = {}, requests?: Amounts): Pod {
  uid++;
  return {
    metadata: { name: `pod-${uid}`, uid: `uid-${uid}`, namespace: 'default', labels },
    spec: { containers: [{ name: 'c', ...(requests === undefined ? {} : { resources: { requests } }) }], ...spec },
  };
}

export const node = (name: string, labels: Labels = {}, allocatable: Amounts = {}, more: Partial<Node> = {}): Node => ({
  ...more, metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } }, status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110', ...allocatable }, ...more.status },
});

export const ZONE = 'topology.kubernetes.io/zone';
export const HOST = 'kubernetes.io/hostname';

export function clusterOf(nodes: readonly Node[], placed: readonly (readonly [Pod, string])[] = []): NodeCache {
  const cache = createNodeCache();
  for (const each of nodes) cache.setNode(each);
  for (const [other, name] of placed) cache.setPod({ ...other, spec: { ...other.spec, nodeName: name } as PodSpec }, name); // made with a spec
  return cache;
}

export type More = {
  readonly args?: Partial<PluginArgs>; readonly profile?: Partial<Profile>; readonly lookups?: Partial<Lookups>; readonly budgets?: readonly PodDisruptionBudget[];
  readonly world?: Partial<Surroundings>;
};
export const ask = (one: Pod, cache: NodeCache, { args, profile, lookups, budgets = [], world }: More = {}): Decision => decide(podInfoOf(one), {
  cache, shapes: createShapes(), nominated: undefined, start: 0, now: Date.parse('2026-11-21T12:00:00Z'), pick: (equals) => equals[0] ?? '', chance: () => 0,
  lookups: { ...NO_LOOKUPS, budgets: () => budgets, ...lookups }, profile: { ...DEFAULT_PROFILE, ...profile, args: { ...DEFAULT_ARGS, ...args } }, ...world,
});

/** `n1: reason` of each node that was refused, `n1: yes` of the others. */
export const verdicts = (decision: Decision): { readonly [node: string]: string } =>
  Object.fromEntries(decision.nodes.map((verdict) => [verdict.node, verdict.reasons?.join(', ') ?? 'yes']));

/** Unweighted points of one plugin by node. */
export const points = (decision: Decision, plugin: string, weight: number): { readonly [node: string]: number | undefined } =>
  Object.fromEntries(decision.nodes.map(({ node: name, scores }) => [name, scores?.[plugin] === undefined ? undefined : scores[plugin] / weight]));
