/**
 * What was said of a node for a pod that asks for the same is said again while the node has not changed: a roll-out asks one question
 * thousands of times. Only plugins that look at nothing but the pod's spec and the node take part (`pure`).
 */
import type { NodeInfo, PodInfo } from './cache/nodeInfo.ts';
import { firstRefusal, type Check, type Refusal } from './checks.ts';
import { FILTERS } from './filters/index.ts';
import type { NodeScores } from './plugin.ts';
import type { Profile } from './profiles/profile.ts';

/** By the node's slot; what was said at another generation of the node counts for nothing. */
type Memory<T> = { readonly generations: number[]; readonly said: T[] };
export type Shape = {
  readonly refusals: Memory<Refusal | undefined>; readonly scores: Map<string, Memory<number>>;
  /** Room for one number per node, used again with each pod. */
  readonly scratch: (count: number) => Float64Array;
};
export type Shapes = { of(pod: PodInfo, profile: Profile): Shape };

const KEPT_SHAPES = 64;
const emptyMemory = <T>(): Memory<T> => ({ generations: [], said: [] });

type Asked = { readonly profile: string; readonly scoring: object; readonly tolerations: unknown; readonly selector: unknown; readonly affinity: unknown; readonly node: unknown; readonly key: string };
/** By what is requested, an object that pods of one template share. */
const asked = new WeakMap<object, Asked>();
function knownKeyOf(pod: PodInfo, profile: Profile): string {
  const { spec } = pod.pod;
  if (pod.hostPorts.length > 0) return keyOf(pod, profile);
  const now = { profile: profile.name, scoring: pod.scoringRequests, tolerations: spec?.tolerations, selector: spec?.nodeSelector, affinity: spec?.affinity?.nodeAffinity, node: spec?.nodeName };
  const before = asked.get(pod.requests);
  if (before !== undefined && before.profile === now.profile && before.scoring === now.scoring && before.tolerations === now.tolerations
    && before.selector === now.selector && before.affinity === now.affinity && before.node === now.node) return before.key;
  const key = keyOf(pod, profile);
  asked.set(pod.requests, { ...now, key });
  return key;
}

function keyOf({ pod: { spec }, requests, scoringRequests, hostPorts }: PodInfo, { name }: Profile): string {
  return JSON.stringify([
    name, requests, scoringRequests.cpu, scoringRequests.memory, hostPorts, spec?.tolerations, spec?.nodeSelector, spec?.affinity?.nodeAffinity, spec?.nodeName,
  ]);
}

export function createShapes(): Shapes {
  const known = new Map<string, Shape>();
  let room = new Float64Array(0);
  const scratch = (count: number): Float64Array => (room.length === count ? room : room = new Float64Array(count));
  return {
    of(pod, profile) {
      const key = knownKeyOf(pod, profile);
      let shape = known.get(key);
      if (shape === undefined) shape = { refusals: emptyMemory(), scores: new Map(), scratch };
      else known.delete(key);
      // The last asked for is the last of the map.
      known.set(key, shape);
      const oldest = known.size > KEPT_SHAPES ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      return shape;
    },
  };
}

/** The checks up to the first that is not pure, and the others. */
export function splitChecks(checks: readonly Check[]): { readonly pure: readonly Check[]; readonly rest: readonly Check[] } {
  let count = 0;
  while (count < checks.length && FILTERS.get(checks[count]?.plugin ?? '')?.pure === true) count++;
  return { pure: checks.slice(0, count), rest: checks.slice(count) };
}

export function rememberedRefusal({ refusals: { generations, said } }: Shape, pure: readonly Check[], node: NodeInfo): Refusal | undefined {
  const { slot, generation } = node;
  if (generations[slot] === generation) return said[slot];
  const found = firstRefusal(pure, node);
  generations[slot] = generation;
  return said[slot] = found;
}

/** Raw points of all nodes into `into`. */
export function rememberedScores(shape: Shape, plugin: string, { score }: NodeScores, nodes: readonly NodeInfo[], into: Float64Array): void {
  let memory = shape.scores.get(plugin);
  if (memory === undefined) { memory = emptyMemory(); shape.scores.set(plugin, memory); }
  const { generations, said } = memory;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as NodeInfo; // i < length
    const { slot, generation } = node;
    if (generations[slot] !== generation) { generations[slot] = generation; said[slot] = score(node); }
    into[i] = said[slot] ?? 0;
  }
}
