/** Points of the nodes that fit. @k8s pkg/scheduler/framework/runtime/framework.go RunScorePlugins */
import type { NodeInfo, PodInfo } from './cache/nodeInfo.ts';
import type { Around } from './plugin.ts';
import type { Profile } from './profiles/profile.ts';
import { SCORES } from './scores/index.ts';
import { rememberedScores, type Shape } from './shapes.ts';

export type Scored = {
  /** Names of the nodes with the most points. */
  best(): readonly string[];
  /** What the plugins gave the node at that place of the list. */
  of(index: number): { readonly scores: { readonly [plugin: string]: number }; readonly total: number };
  /** How many numbers are kept. */
  readonly cost: number;
};

/** Undefined: the only node that fits needs no points. */
export function scoreNodes(pod: PodInfo, nodes: readonly NodeInfo[], shape: Shape, profile: Profile, around: Around): Scored | undefined {
  if (nodes.length === 1) return undefined;
  const count = nodes.length;
  const totals = new Float64Array(count);
  const plugins: { readonly name: string; readonly points: Int32Array | number }[] = [];
  let forAll = 0;
  const scores = shape.scratch(count);
  for (const { name, weight } of profile.scores) {
    const plugin = SCORES.get(name);
    const prepared = plugin?.prepare(pod, nodes, around);
    if (prepared === undefined) continue;
    if ('constant' in prepared) { forAll += prepared.constant * weight; plugins.push({ name, points: prepared.constant * weight }); continue; }
    if (plugin?.pure === true) rememberedScores(shape, name, prepared, nodes, scores);
    else if (prepared.scoreAll !== undefined) prepared.scoreAll(nodes, scores);
    else for (let i = 0; i < count; i++) scores[i] = prepared.score(nodes[i] as NodeInfo); // i < length
    prepared.normalize?.(scores);
    const points = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const weighted = (scores[i] ?? 0) * weight;
      points[i] = weighted;
      totals[i] = (totals[i] ?? 0) + weighted;
    }
    plugins.push({ name, points });
  }
  return {
    cost: (plugins.filter(({ points }) => typeof points !== 'number').length + 2) * count,
    best() {
      let most = -Infinity;
      for (const total of totals) if (total > most) most = total;
      const names: string[] = [];
      for (let i = 0; i < count; i++) if (totals[i] === most) names.push(nodes[i]?.name ?? '');
      return names;
    },
    of: (index) => ({ scores: Object.fromEntries(plugins.map(({ name, points }) => [name, typeof points === 'number' ? points : points[index] ?? 0])), total: forAll + (totals[index] ?? 0) }),
  };
}
