/** A scheduler's verdict as rows of a table: where the pod is first, then what fits by points, then what was refused. */
import type { NodeVerdict, Placing } from '@site/src/worker/protocol.ts';

export type Row = {
  readonly node: string;
  readonly chosen: boolean;
  readonly fits: boolean;
  /** One for each of the table's plugins. */
  readonly points: readonly (number | undefined)[];
  readonly total: number | undefined;
  readonly refusedBy: string;
  /** In the scheduler's own words. */
  readonly reasons: readonly string[];
  readonly figures: readonly string[];
  /** Pods that would have to go. */
  readonly victims: readonly string[];
};
export type WhyTable = {
  /** Plugins that gave points. */
  readonly plugins: readonly string[];
  readonly rows: readonly Row[];
  /** Rows that are not shown. */
  readonly left: number;
  /** All plugins named, those of refusals included. */
  readonly named: readonly string[];
};

const rowsShown = 60;

const figureText = ({ what, count, least, limit }: NonNullable<NodeVerdict['figures']>[number]): string =>
  `${what}: ${[String(count), ...(least === undefined ? [] : [`least ${least}`]), ...(limit === undefined ? [] : [`limit ${limit}`])].join(', ')}`;

export function tableOf(verdict: NonNullable<Placing['verdict']>): WhyTable {
  const plugins = [...new Set(verdict.nodes.flatMap(({ scores = {} }) => Object.keys(scores)))];
  const refusing = [...new Set(verdict.nodes.flatMap(({ refusedBy }) => (refusedBy === undefined ? [] : [refusedBy])))];
  const rows = verdict.nodes.map((one): Row => ({
    node: one.node, chosen: one.node === verdict.chosen, fits: one.refusedBy === undefined,
    points: plugins.map((plugin) => one.scores?.[plugin]), total: one.total,
    refusedBy: one.refusedBy ?? '', reasons: one.reasons ?? [], figures: (one.figures ?? []).map(figureText), victims: one.victims ?? [],
  }));
  const rank = ({ chosen, fits }: Row): number => (chosen ? 0 : fits ? 1 : 2);
  rows.sort((a, b) => rank(a) - rank(b) || (b.total ?? 0) - (a.total ?? 0) || (a.node < b.node ? -1 : 1));
  return { plugins, rows: rows.slice(0, rowsShown), left: Math.max(0, rows.length - rowsShown), named: [...refusing, ...plugins] };
}
