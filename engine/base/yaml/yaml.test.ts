import type { Json } from '../json.ts';
import { dumpYaml, loadYaml, yamlPositions } from './index.ts';

/** Expected lines are the real kubectl's `-o yaml`. */
const DUMPED: readonly (readonly [Json, string])[] = [
  ['plain text', 'v: plain text'],
  ['', 'v: ""'],
  ['yes', 'v: "yes"'],
  ['null', 'v: "null"'],
  ['0x1F', 'v: "0x1F"'],
  ['12:30', 'v: "12:30"'],
  ['2020-01-01', 'v: "2020-01-01"'],
  ['1_000', 'v: "1_000"'],
  ['100m', 'v: 100m'],
  [' lead', "v: ' lead'"],
  ['a: b', "v: 'a: b'"],
  ['- x', "v: '- x'"],
  ['-x', 'v: -x'],
  ["it's", "v: it's"],
  ['@x', "v: '@x'"],
  ['a #b', "v: 'a #b'"],
  ['x:', "v: 'x:'"],
  ['tab\tx', 'v: "tab\\tx"'],
  ['trail \nx', 'v: "trail \\nx"'],
  ['tab\tand\nlines\n', 'v: "tab\\tand\\nlines\\n"'],
  ['😀', 'v: "\\U0001F600"'],
  ['é ü', 'v: é ü'],
  ['one\ntwo', 'v: |-\n  one\n  two'],
  ['one\ntwo\n', 'v: |\n  one\n  two'],
  ['\nx', 'v: |2-\n\n  x'],
  ['one\n\n', 'v: |+\n  one\n'],
  [[], 'v: []'],
  [{}, 'v: {}'],
  [[[1, 2], [3]], 'v:\n- - 1\n  - 2\n- - 3'],
  [[{ b: [1], a: 1 }], 'v:\n- a: 1\n  b:\n  - 1'],
  [1e21, 'v: 1e+21'],
  [1234567.5, 'v: 1.2345675e+06'],
  [1e-9, 'v: 1e-09'],
  [1000000, 'v: 1000000'],
  [`${'word '.repeat(18)}end`, `v: ${'word '.repeat(15)}word\n  word word end`],
  [`${'a: b '.repeat(18)}end`, `v: '${'a: b '.repeat(15)}a:\n  b a: b a: b end'`],
];

test.each(DUMPED)('%j is written as kubectl writes it', (value, text) => {
  expect(dumpYaml({ v: value })).toBe(`${text}\n`);
  const back = loadYaml(`${text}\n`);
  expect(back.ok && back.documents[0]?.value).toEqual({ v: value });
});

test('keys are in the order of go-yaml', () => {
  const keys = ['a10', 'a9', 'B', '_x', '10', '9', 'b/c', 'bc', 'a'];
  expect(dumpYaml(Object.fromEntries(keys.map((key) => [key, 1])))).toBe('_x: 1\n"9": 1\n"10": 1\nB: 1\na: 1\na9: 1\na10: 1\nb/c: 1\nbc: 1\n');
});

const SCALARS: readonly (readonly [string, Json])[] = [
  ['0644', 420], ['0o17', 15], ['1_000', 1000], ['1e3', 1000], ['0b11', 3], ['22:22', '22:22'], ['yes', true], ['n', false], ['.5', 0.5], ['1.', 1],
  ['-0', 0], ['08', 8], ['+.5', 0.5], ['=', '='], ['2020-01-01', '2020-01-01'], ['~', null], ['"0644"', '0644'], ['1Gi', '1Gi'], ['', null],
];
test.each(SCALARS)('the plain scalar %s is %j', (text, value) => {
  const loaded = loadYaml(`v: ${text}\n`);
  expect(loaded.ok && loaded.documents[0]?.value).toEqual({ v: value });
});

test('documents are cut at --- and an error keeps those before it', () => {
  const loaded = loadYaml('# only a comment\n---\na: 1\n--- # x\nb: 2\n---\nc: [1\nd: 2\n');
  expect(loaded.ok).toBe(false);
  expect(loaded.documents.map((each) => each.value)).toEqual([undefined, { a: 1 }, { b: 2 }]);
  expect(!loaded.ok && loaded.error).toMatchObject({ message: "line 1: did not find expected ',' or ']'", line: 8 });
});

const POD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n  containers:\n  - name: c\n    image: nginx\n    ports:\n    - containerPort: 80\n';
/** What a learner breaks, and go-yaml's words. */
const BROKEN: readonly (readonly [string, string, string])[] = [
  ['    image: nginx', '      image: nginx', 'line 10: mapping values are not allowed in this context'],
  ['    image: nginx', '   image: nginx', 'line 9: did not find expected key'],
  ['kind: Pod', 'kind Pod', "line 3: could not find expected ':'"],
  ['    image: nginx', '    image nginx', "line 11: could not find expected ':'"],
  ['    image: nginx', '\timage: nginx', 'line 10: found a tab character that violates indentation'],
  ['  name: web', '\tname: web', 'line 4: found character that cannot start any token'],
  ['nginx', '"nginx', 'line 13: found unexpected end of stream'],
  ['    app: web', '    app: [web', "line 6: did not find expected ',' or ']'"],
  ['    app: web', '    app: {a: 1 b: 2}', "line 5: did not find expected ',' or '}'"],
  ['nginx', 'a: b: c', 'line 10: mapping values are not allowed in this context'],
  ['nginx', '*foo', "unknown anchor 'foo' referenced"],
  ['nginx', '@x', 'line 10: found character that cannot start any token'],
  ['nginx', '"a" b', 'line 9: did not find expected key'],
  ['nginx', '{{ .x }}', 'invalid map key: map[interface {}]interface {}{".x":interface {}(nil)}'],
  ['nginx', '"\\q"', 'line 10: found unknown escape character'],
  ['spec:\n', 'spec:\n  - a\n', "line 8: did not find expected '-' indicator"],
];
test.each(BROKEN)('%j made %j says %j', (from, to, message) => {
  const loaded = loadYaml(POD.replace(from, () => to));
  expect(!loaded.ok && loaded.error.message).toBe(message);
});

test('positions of values and keys', () => {
  const positions = yamlPositions(`${POD}---\nkind: Service\n`);
  expect(positions.value(0, ['spec', 'containers', 0, 'image'])).toEqual({ line: 10, column: 12 });
  expect(positions.key(0, ['metadata', 'labels'])).toEqual({ line: 5, column: 3 });
  expect(positions.value(1, ['kind'])).toEqual({ line: 14, column: 7 });
  expect(positions.value(0, ['spec', 'nothing'])).toBeUndefined();
});

test('aliases do not explode', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x]\n${'bcdefgh'.split('').map((key, i) => `${key}: &${key} [${Array(8).fill(`*${'abcdefgh'[i]}`).join(', ')}]`).join('\n')}\n`;
  const loaded = loadYaml(bomb);
  expect(!loaded.ok && loaded.error.message).toBe('document contains excessive aliasing');
});
