import { mismatch, treeProblems } from './match.ts';
import { compileCel } from './cel.ts';

test.each([
  ['equal', { a: 1 }, { a: 1, b: 2 }, undefined],
  ['another value', { a: { b: 1 } }, { a: { b: 2 } }, { path: 'a.b', expected: 1, seen: 2 }],
  ['a missing field', { a: { b: 1 } }, { a: {} }, { path: 'a.b', expected: 1, seen: undefined }],
  ['lists are compared whole', { a: [1] }, { a: [1, 2] }, { path: 'a', expected: [1], seen: [1, 2] }],
  ['objects in lists are partial', { a: [{ b: 1 }] }, { a: [{ b: 1, c: 2 }] }, undefined],
  ['an object where text is', { a: { b: 1 } }, { a: 'x' }, { path: 'a', expected: { b: 1 }, seen: 'x' }],
  ['null is a value', { a: null }, { a: null }, undefined],
])('%s', (_name, expected, seen, result) => {
  expect(mismatch(expected, seen)).toEqual(result);
});

test('whole numbers of JSON are integers in CEL', () => {
  const compiled = compileCel('object.spec.replicas + 1 == 4 && size(object.list) == 2', ['object']);
  if (!compiled.ok) throw new Error(compiled.error);
  expect(compiled.program.run({ object: { spec: { replicas: 3 }, list: [1, 2] } })).toEqual({ ok: true, value: true });
});

test('what cannot be compiled or evaluated is told, not thrown', () => {
  expect(compileCel('object.a ==', ['object']).ok).toBe(false);
  expect(compileCel('objct.a == 1', ['object']).ok).toBe(false);
  const compiled = compileCel('object.a.b == 1', ['object']);
  if (!compiled.ok) throw new Error(compiled.error);
  expect(compiled.program.run({ object: {} }).ok).toBe(false);
});

test.each([
  ["(conditions[?type == 'Ready'])", 'is JMESPath'], ['(length(containers))', 'is JMESPath'], ['(bar > `3`)', 'is JMESPath'], ['(keys(@) | sort(@))', 'is JMESPath'],
  ['(a == 1', 'is not closed'], ['~index.containers', 'named indices'], ['(a)->b', 'bindings'], ['(a +)', 'the expression ends too early'], ['(size(a) > nothere(1))', 'there is no function nothere'],
])('the key %s is refused: %s', (key, words) => { expect(treeProblems({ spec: { [key]: true } })).toMatchObject([{ path: ['spec', key], message: expect.stringContaining(words) as string }]); });

test.each(["(a == 1 || size(b) > 0)", "(annotations['x@y'] == 'a|b')", '(list[?0].orValue(1) > 0)', '~.containers', '~.(containers.map(c, c.name))', '(has(object.x) ? x : 1)'])('the key %s is fine', (key) => {
  expect(treeProblems({ [key]: true })).toEqual([]);
});
