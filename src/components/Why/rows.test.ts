import { tableOf } from './rows.ts';

const verdict = { at: 0, attempt: 1, chosen: 'b', nodes: [
  { node: 'a', scores: { NodeResourcesFit: 80 }, total: 80 }, { node: 'b', scores: { NodeResourcesFit: 90, ImageLocality: 2 }, total: 92 },
  { node: 'm', refusedBy: 'TaintToleration', reasons: ['node(s) had untolerated taint(s)'], figures: [{ what: 'x', count: 3, limit: 1 }], victims: ['default/y'] },
] };

test('chosen first, then by points, then what was refused; every plugin that spoke is named', () => {
  const { plugins, rows, named, left } = tableOf(verdict);
  expect(plugins).toEqual(['NodeResourcesFit', 'ImageLocality']);
  expect(rows.map(({ node, points, total }) => [node, points, total])).toEqual([['b', [90, 2], 92], ['a', [80, undefined], 80], ['m', [undefined, undefined], undefined]]);
  expect(rows[2]).toMatchObject({ fits: false, refusedBy: 'TaintToleration', figures: ['x: 3, limit 1'], victims: ['default/y'] });
  expect(named).toEqual(['TaintToleration', 'NodeResourcesFit', 'ImageLocality']);
  expect(left).toBe(0);
});
test('a large cluster is cut', () => {
  const nodes = Array.from({ length: 100 }, (_, index) => ({ node: `n${index}`, refusedBy: 'NodeResourcesFit', reasons: ['Insufficient cpu'] }));
  expect(tableOf({ at: 0, attempt: 1, nodes })).toMatchObject({ left: 40 });
});
