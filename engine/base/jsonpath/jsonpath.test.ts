import { parseJsonPath, relaxedJsonPath } from './index.ts';

const OBJECT = {
  kind: 'Foo', metadata: { name: 'x', annotations: { 'x.y/z': 'w' } },
  spec: { n: 3, f: 1.5, t: true, nul: null, s: 'he<llo>', list: [1, 2, 3, 4], objs: [{ name: 'a', v: 1, p: { q: 'x' } }, { name: 'b', v: 2 }, { name: 'c', v: 10, x: 'y' }], empty: [], eo: {} },
};

/** Outputs are the real kubectl's. */
const CASES: readonly (readonly [string, string])[] = [
  ['{.metadata.name}', 'x'], ['{ .kind }', 'Foo'], ['{$.kind}', 'Foo'], ['{.spec.list}', '[1,2,3,4]'], ['{.spec.list[*]}', '1 2 3 4'],
  ['{.spec.list[-1:]}', '4'], ['{.spec.list[0:2]}', '1 2'], ['{.spec.list[::2]}', '1 3'], ['{.spec.list[-1]}', '4'],
  ['{.spec.objs[*].name}', 'a b c'], ['{.spec.objs[?(@.v>1)].name}', 'b c'], ['{.spec.objs[?(@.x)].name}', 'c'],
  ['{.spec.objs[?(@.name=="a")]}', '{"name":"a","p":{"q":"x"},"v":1}'], ["{.spec.objs[?(@.name!='a')].v}", '2 10'],
  ['{range .spec.objs[*]}{.name}={.v}{"\\n"}{end}', 'a=1\nb=2\nc=10\n'], ['{.spec.objs[0,2].name}', 'a c'], ["{.spec['n','s']}", '3 he<llo>'],
  ['{.metadata.annotations.x\\.y/z}', 'w'], ["{.metadata.annotations['x\\.y/z']}", 'w'], ['plain {.spec.n} text {.spec.t}', 'plain 3 text true'],
  ['{.spec.nul}', 'null'], ['{.spec.nope}', ''], ['{.spec.f}', '1.5'], ['{.spec.eo}{.spec.empty}', '{}[]'],
  ['{range .spec.empty[*]}{.x}{end}done', 'done'], ['{range .spec.objs[*]}{range .p}{.q}{end}-{end}', 'x---'], ['{..v}', '1 2 10'],
  ['{.spec.list[?(@>2)]}', '3 4'], ['{.spec.objs[?(@.p.q=="x")].name}', 'a'],
];
test.each(CASES)('%s', (template, text) => {
  const parsed = parseJsonPath(template, { allowMissing: true });
  expect(parsed.ok && parsed.path.print(OBJECT)).toEqual({ ok: true, text });
});

const WRONG: readonly (readonly [string, string])[] = [
  ['{.spec.list[5]}', 'array index out of bounds: index 5, length 4'], ['{.spec.list[3:1]}', 'starting index 3 is greater than ending index 1'],
  ['{.metadata.name[0]}', 'string is not array or slice'], ['{.spec[0]}', 'map[string]interface {} is not array or slice'],
  ['{end}', 'not in range, nothing to end'], ['{foo}', 'unrecognized identifier foo'], ['{.spec.objs[?(@.v=="1")].name}', 'incompatible types for comparison'],
  ['{.spec.list[a]}', 'invalid array index a'], ['{.spec.list[0}', 'unterminated array'], ['{.spec', 'unclosed action'], ['{"x}', 'unterminated quoted string'],
  ['{.a[?(@.n=~"a")]}', "unrecognized character in action: U+007E '~'"],
];
test.each(WRONG)('%s is wrong', (template, error) => {
  const parsed = parseJsonPath(template, { allowMissing: true });
  expect(parsed.ok ? parsed.path.print(OBJECT) : parsed).toEqual({ ok: false, error });
});

test('a missing field is an error unless it may be missing', () => {
  const parsed = parseJsonPath('{.nope.deeper}');
  expect(parsed.ok && parsed.path.print(OBJECT)).toEqual({ ok: false, error: 'nope is not found' });
});

test.each([['.a.b', '{.a.b}'], ['a', '{.a}'], ['{.a}', '{.a}'], ['{a}', '{.a}']])('%s is short for %s', (text, template) => {
  expect(relaxedJsonPath(text)).toEqual({ ok: true, template });
});
