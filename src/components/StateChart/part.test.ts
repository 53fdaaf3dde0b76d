import type { Chart } from '@site/src/plugins/course/charts/types.ts';
import { testPod } from '../Session/testSession.tsx';
import { livesOf } from './livesOf.ts';
import { partOf } from './part.ts';

const box = (path: string, x: number): Chart['boxes'][number] => ({ path, name: path, explain: '', x, y: 50, width: 40, height: 20, holds: false, initial: false, final: false, inner: [] });
const chart: Chart = {
  machine: 'pod', title: '', explain: '', width: 900, height: 100, boxes: [box('work', 0), box('work.syncing', 10), box('phase', 500), box('phase.pending', 510), box('phase.running', 600)],
  lines: [{ from: 'phase.pending', to: 'phase.running', points: [{ x: 550, y: 60 }, { x: 600, y: 60 }], labels: ['started'], at: { x: 560, y: 60 } }, { from: 'work.syncing', to: 'phase.pending', points: [{ x: 50, y: 60 }, { x: 510, y: 60 }], labels: ['x'], at: { x: 60, y: 60 } }],
  events: [{ name: 'started', explain: '' }, { name: 'x', explain: '' }],
};

test('a region becomes a chart of its own, from its own corner', () => {
  const part = partOf(chart, 'phase');
  expect(part.boxes.map(({ path, x, y }) => [path, x, y])).toEqual([['phase.pending', 12, 12], ['phase.running', 102, 12]]);
  expect(part.lines.map(({ to, at }) => [to, at.x])).toEqual([['phase.running', 62]]);
  expect(part.events.map(({ name }) => name)).toEqual(['started']);
  expect(part.width).toBeLessThan(200);
  expect(partOf(chart, undefined)).toBe(chart);
  expect(partOf(chart, 'nowhere')).toBe(chart);
});

test.each([
  ['pod/web', { kind: 'Pod', namespace: 'default', name: 'web' }],
  ['pod/web-*', { kind: 'Pod', namespace: 'default', name: 'web-abc' }],
  ['pod/db-*', undefined],
  ['node/node01', { kind: 'Node', namespace: '', name: 'node01' }],
  ['service/web', undefined],
])('whose lives %s are', (of, expected) => { expect(livesOf(of, [testPod('api'), testPod('web-abc')])).toEqual(expected); });
