/** Kubernetes' expressions: values, types, words of errors. */
import type { Json } from '../base/index.ts';
import { NAMESPACES, SIGNATURES } from './signatures.data.ts';
import { BOOL, CEL_NAMES, celValue, compileCel, DYN, formatType, INT, jsonValue, listOf, mapOf, objectOf, STRING, type Variables } from './index.ts';

const OBJECT: Json = { spec: { replicas: 3, name: 'web-1', ratio: 0.5, tags: ['a', 'b', 'b'], labels: { owner: 'me', 'a.b/c': 'x' } }, metadata: { name: 'n' } };
const run = (expression: string): unknown => {
  const compiled = compileCel(expression, { object: DYN, __patches: DYN });
  if (!compiled.ok) return `! ${compiled.error}`;
  const result = compiled.program.run({ object: celValue(OBJECT) });
  return result.ok ? jsonValue(result.value) ?? String(result.value) : `error: ${result.error}`;
};

describe('values', () => {
  test.each<[string, unknown]>([
    ['object.spec.replicas <= 5', true], ['object.spec.replicas + 2', 5], ["'n=' + string(object.spec.replicas)", 'n=3'], ['object.spec.replicas < 3.5', true],
    ['object.spec.ratio * 2.0 == 1.0', true], ['object.spec.replicas == 3.0', true], ['1 in [1, 2]', true], ["'owner' in object.spec.labels", true],
    ['has(object.spec.labels) && !has(object.spec.other)', true], ['has(object.spec.labels.nobody)', false], ["object.spec.labels['a.b/c']", 'x'],
    ['object.spec.tags.all(t, size(t) == 1)', true], ["object.spec.tags.exists_one(t, t == 'a')", true], ['object.spec.tags.map(t, t + "!")', ['a!', 'b!', 'b!']],
    ["object.spec.tags.filter(t, t != 'b')", ['a']], ["object.spec.labels.exists(k, k.startsWith('own'))", true], ['cel.bind(x, 2, x * x)', 4],
    ["object.spec.name.matches('^web-[0-9]+$')", true], ["'a,b,c'.split(',')", ['a', 'b', 'c']], ["['a', 'b'].join('-')", 'a-b'], ["'hello'.substring(1, 3)", 'el'],
    ["'AbC'.lowerAscii()", 'abc'], ["'aXbXc'.replace('X', '-')", 'a-b-c'], ["'aXbXc'.replace('X', '-', 1)", 'a-bXc'], ["'abc'.charAt(1)", 'b'], ["'abcb'.lastIndexOf('b')", 3],
    ["'%s has %d at %.2f'.format(['x', 3, 1.5])", 'x has 3 at 1.50'], ["'abc123'.find('[0-9]+')", '123'], ["'a1b22'.findAll('[0-9]+')", ['1', '22']],
    ['[1, 2, 3].sum()', 6], ['[3, 1, 2].min()', 1], ['[1, 2].isSorted()', true], ['[1, 2, 1].distinct()', [1, 2]], ['[[1], [2]].flatten()', [1, 2]], ["['a','b'].indexOf('b')", 1],
    ['sets.contains([1, 2], [1])', true], ['sets.equivalent([1, 2], [2, 1, 1])', true], ['sets.intersects([1], [2])', false],
    ["quantity('1Gi').isGreaterThan(quantity('500Mi'))", true], ["quantity('50k').asInteger()", 50000], ["isQuantity('x')", false], ["quantity('1').add(1).compareTo(quantity('2'))", 0],
    ["ip('10.0.0.1').family()", 4], ["isIP('1.2.3.4.5')", false], ["cidr('10.0.0.0/8').containsIP('10.1.2.3')", true], ["cidr('192.168.1.5/24').masked().ip() == ip('192.168.1.0')", true],
    ["ip.isCanonical('::ffff')", true], ["ip('127.0.0.1').isLoopback()", true], ["url('https://a.example:8443/p?q=1').getPort()", '8443'], ["isURL('x y')", false],
    ["url('https://a.example/p?q=1&q=2').getQuery()", { q: ['1', '2'] }], ["semver('1.2.3').isLessThan(semver('1.10.0'))", true], ["semver('v1.0', true).minor()", 0],
    ["format.dns1123Label().validate('Bad').hasValue()", true], ["!format.named('uri').value().validate('https://x').hasValue()", true],
    ["object.?spec.?nothing.orValue('none')", 'none'], ["object.spec.?name.optMap(n, n + '!').orValue('')", 'web-1!'], ['optional.ofNonZeroValue(0).hasValue()', false],
    ["duration('1h') > duration('59m')", true], ["timestamp('2026-01-01T00:00:00Z') < timestamp('2026-01-02T00:00:00Z')", true], ["int('42') + 1", 43], ["type(1) == int", true],
    ['object.spec.replicas > 2 ? "many" : "few"', 'many'], ['object == object', true], ['dyn(1) == dyn("1")', false],
  ])('%s', (expression, value) => { expect(run(expression)).toEqual(value); });
});

describe('has() takes a field of any expression', () => {
  test.each<[string, unknown]>([
    ['has([object][0].spec)', true], ['has([object][0].status)', false], ["has(object['spec'].labels)", true], ["has(object.spec['labels'].nobody)", false],
    ['has((object.spec).name)', true], ["has({'a': 1}.a)", true], ['has((object.spec.replicas > 1 ? object.spec : object).name)', true], ['has(dyn(object).kind)', false],
    ['has([object].filter(each, has([each][0].spec))[0].metadata)', true], ['[1].all(each, has([object][each - 1].spec))', true], ['has(object.?spec.name)', true],
    ['has(object.?nothing.name)', false], ["has(object[?'spec'].name)", true], ['has(object.?nothing[0].name)', false], ['has(Object{spec: 1}.spec)', true],
    ['has([object][7].spec)', 'error: index out of bounds: 7'], ['has(object.nothing.name)', 'error: no such key: nothing'], ["has(object['nothing'].name)", 'error: no such key: nothing'],
  ])('%s', (expression, value) => { expect(run(expression)).toEqual(value); });

  test('an expression that is run again looks again', () => {
    const compiled = compileCel('has(items[0].y)', { items: listOf(DYN) }, { limit: 100 });
    const results = [[{ y: 1 }], [{ x: 1 }], [{ y: 1 }]].map((items) => (compiled.ok ? compiled.program.run({ items: celValue(items) }) : compiled));
    expect(results).toEqual([{ ok: true, value: true }, { ok: true, value: false }, { ok: true, value: true }]);
  });
});

describe('failures of a run', () => {
  test.each([
    ['object.spec.nothing', 'error: no such key: nothing'], ['object.spec.tags[7]', 'error: index out of bounds: 7'], ['1 / 0', 'error: division by zero'],
    ['object.spec.name + 1', 'error: no such overload'], ["quantity('x').isInteger()", "error: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    ['object.spec.nothing == 1 || true', true], ['object.spec.nothing == 1 && false', false],
  ])('%s', (expression, value) => { expect(run(expression)).toEqual(value); });
});

const SELF: Variables = {
  self: objectOf('selfType', { replicas: INT, name: STRING, on: BOOL, tags: listOf(STRING), labels: mapOf(STRING, STRING), spec: objectOf('selfType.spec', { a: INT }) }),
};
const message = (expression: string): string => { const compiled = compileCel(expression, SELF); return compiled.ok ? formatType(compiled.program.type) : compiled.error; };
const EXPRESSION = "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";
const at = (column: number, text: string, source: string): string => `ERROR: <input>:1:${column}: ${text}\n | ${source}\n | ${'.'.repeat(column - 1)}^`;

describe('types are checked when a rule is written', () => {
  test.each([
    ['self.replicas <= 5', 'bool'], ['self.tags.map(t, size(t))', 'list(int)'], ['self.labels.all(k, self.labels[k] != "")', 'bool'],
    ['self.on ? self.tags : []', 'list(string)'], ['self.?name.orValue("x")', 'string'], ["'a' + self.name", 'string'],
    ['foo.bar', at(1, "undeclared reference to 'foo' (in container '')", 'foo.bar')],
    ['self.foo', at(5, "undefined field 'foo'", 'self.foo')],
    ['self.spec.b > 1', at(10, "undefined field 'b'", 'self.spec.b > 1')],
    ['has(self.foo)', at(9, "undefined field 'foo'", 'has(self.foo)')],
    ['has([self.spec][0].a)', 'bool'], ['has([self.spec][0].b)', at(19, "undefined field 'b'", 'has([self.spec][0].b)')],
    ['has(self)', at(4, 'invalid argument to has() macro', 'has(self)')], ['has(self.tags[0])', at(4, 'invalid argument to has() macro', 'has(self.tags[0])')],
    ['has(self.?name)', at(4, 'invalid argument to has() macro', 'has(self.?name)')], ['has(self.tags[0].x)', at(17, "type 'string' does not support field selection", 'has(self.tags[0].x)')],
    ['self.name > 5', at(11, "found no matching overload for '_>_' applied to '(string, int)'", 'self.name > 5')],
    ['self.name == 5', at(11, "found no matching overload for '_==_' applied to '(string, int)'", 'self.name == 5')],
    ['self.replicas && self.on', at(15, "found no matching overload for '_&&_' applied to '(int, bool)'", 'self.replicas && self.on')],
    ['self.replicas.size()', at(19, "found no matching overload for 'size' applied to 'int.()'", 'self.replicas.size()')],
    ['self.name.foo()', at(14, "undeclared reference to 'foo' (in container '')", 'self.name.foo()')],
    ['nope(1)', at(5, "undeclared reference to 'nope' (in container '')", 'nope(1)')],
    ['self.replicas.x', at(14, "type 'int' does not support field selection", 'self.replicas.x')],
    ['self.replicas.all(x, x > 1)', at(5, "expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)", 'self.replicas.all(x, x > 1)')],
    ['[1, "a"]', at(5, "expected type 'int' but found 'string'", '[1, "a"]')],
    ['self.replicas <=', at(17, `Syntax error: mismatched input '<EOF>' expecting ${EXPRESSION}`, 'self.replicas <=')],
    ['(self.on', at(9, "Syntax error: missing ')' at '<EOF>'", '(self.on')],
    ['self.on true', at(9, "Syntax error: extraneous input 'true' expecting <EOF>", 'self.on true')],
    ['1 + $', `${at(5, "Syntax error: token recognition error at: '$'", '1 + $')}\n${at(6, `Syntax error: mismatched input '<EOF>' expecting ${EXPRESSION}`, '1 + $')}`],
  ])('%s', (expression, words) => { expect(message(expression)).toBe(words); });
});

test('message literals of patches', () => {
  expect(run('Object{spec: Object.spec{replicas: object.spec.replicas + 1, ?name: object.?nothing}}')).toEqual({ spec: { replicas: 4 } });
  expect(run("[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b'), value: {'x': [1]}}]"))
    .toEqual([{ op: 'add', path: '/metadata/labels/a~1b', value: { x: [1] } }]);
});

test('every library and every function without a receiver has a name that no variable takes', () => {
  const functions = [...SIGNATURES.matchAll(/(?:^|\s)([A-Za-z]\w*)\(/g)].map(([, name = '']) => name);
  expect(functions.length).toBeGreaterThan(20);
  expect([...new Set([...functions, ...NAMESPACES])].filter((name) => !CEL_NAMES.has(name))).toEqual([]);
});
