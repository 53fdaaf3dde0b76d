/** One region of a machine as a chart of its own: a text column has no room for two. */
import type { Chart } from '@site/src/plugins/course/charts/types.ts';

const MARGIN = 12;

/** @param region the path of the state that holds it: `phase`. Without it, or where there is no such state, the whole chart. */
export function partOf(chart: Chart, region: string | undefined): Chart {
  const isInside = (path: string): boolean => region !== undefined && path.startsWith(`${region}.`);
  const boxes = chart.boxes.filter(({ path }) => isInside(path));
  if (boxes.length === 0) return chart;
  const lines = chart.lines.filter(({ from, to }) => isInside(from) && isInside(to));
  const labels = lines.flatMap((line) => line.labels.flatMap((label, index) => [{ x: line.at.x, y: line.at.y }, { x: line.at.x + 8 + label.length * 7, y: line.at.y + 16 * (index + 1) }]));
  const points = [...labels, ...boxes.flatMap(({ x, y, width, height }) => [{ x, y }, { x: x + width, y: y + height }]), ...lines.flatMap((line) => line.points)];
  const left = Math.min(...points.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...points.map(({ y }) => y)) - MARGIN;
  const moved = <T extends { readonly x: number; readonly y: number }>(point: T): T => ({ ...point, x: point.x - left, y: point.y - top });
  const used = new Set([...lines.flatMap((line) => line.labels), ...boxes.flatMap(({ inner }) => inner)]);
  return {
    ...chart, boxes: boxes.map(moved), events: chart.events.filter(({ name }) => used.has(name)),
    lines: lines.map((line) => ({ ...line, points: line.points.map(moved), at: moved(line.at) })),
    width: Math.max(...points.map(({ x }) => x)) - left + MARGIN, height: Math.max(...points.map(({ y }) => y)) - top + MARGIN,
  };
}
