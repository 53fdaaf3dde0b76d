/** An expression cannot hang whoever runs it; what it looks at can be told. */
import { celValue, compileCel, DYN, jsonValue } from './index.ts';

const LIMIT = 1_000_000;
const items = Array.from({ length: 300 }, (_, index) => ({ metadata: { name: `p-${index}` }, spec: { text: 'a'.repeat(500) } }));
const run = (expression: string): unknown => {
  const compiled = compileCel(expression, { items: DYN, object: DYN }, { limit: LIMIT });
  if (!compiled.ok) return compiled.error;
  const result = compiled.program.run({ items: celValue(items), object: celValue(items[0]) });
  return result.ok ? jsonValue(result.value) : result.error;
};
const doubled = (rounds: number): string => Array.from({ length: rounds }).reduce((text: string) => `cel.bind(x, ${text}, x + x)`, "'0123456789'");

test.each<[string, unknown]>([
  ['items.all(a, items.exists(b, a.metadata.name == b.metadata.name))', true],
  ["items.map(a, a.metadata.name).filter(n, n.matches('^p-1.$')).size()", 10],
  ["items.filter(p, p.metadata.name == 'p-7' || p.metadata.name == 'p-8').size() == 2 ? 'both' : 'not'", 'both'],
  ['items.map(p, size(p.spec.text)).sum()', 150_000], ["'a-b'.replace('-', '+').split('+').join(', ')", 'a, b'],
])('what is meant well runs: %s', (expression, value) => { expect(run(expression)).toEqual(value); });

test.each([
  ['items.map(a, items.map(b, items.map(c, 1)))', 'items.map(c, 1)'],
  ['items.all(a, items.all(b, items.all(c, true)))', 'items.all(c, true)'],
  ['lists.range(100000).map(i, lists.range(100000).map(j, i * j)).size() > 0 || true', 'lists.range(100000).map(j, i * j)'],
  [`${doubled(40)}.size() > 0`, 'x + x'],
  ["cel.bind(s, items.map(i, i.spec.text).join(''), s.replace('a', s)).size() > 0", "s.replace('a', s)"],
  ['items.map(i, i.metadata.name + i.spec.text).map(t, items.map(i, t + t)).distinct().size() > 0', 't + t'],
  ['items.exists(a, items == items.map(i, i))', 'items == items.map(i, i)'],
  ["items.all(a, items.all(b, a.spec.text.contains('b') || true))", 'a.spec.text.contains'],
])('what is too dear is ended and named: %s', (expression, part) => {
  const found = String(run(expression));
  expect(found).toMatch(/^actual cost limit exceeded: /);
  expect(found).toContain(part);
});

test.each(["'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$')", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.find('(a|aa)+$') != ''"])('patterns take linear time: %s', (expression) => {
  expect(run(expression)).toBe(false);
});

test.each<[string, readonly string[]]>([
  ['object.spec.replicas == 3', ['object.spec.replicas']], ['has(object.status.phase) && object.status.phase == "Running"', ['object.status.phase']],
  ["items.filter(p, p.status.phase == 'Running').size() >= 2", ['items.[].status.phase']],
  ["items.exists(p, p.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True'))", ['items.[].status.conditions.[].type', 'items.[].status.conditions.[].status']],
  ["object.metadata.labels['app'] == 'web' && size(items) > 1", ['object.metadata.labels.app', 'items']],
  ['items.size() == 2', ['items']],
])('what %s looks at', (expression, reads) => {
  const compiled = compileCel(expression, { items: DYN, object: DYN });
  expect(compiled.ok ? compiled.program.reads().map((read) => read.join('.')) : compiled.error).toEqual(reads);
});
