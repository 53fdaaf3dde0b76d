import { parseGoTemplate } from './index.ts';

const OBJECT = { kind: 'Foo', metadata: { annotations: { a: 'b', 'x.y/z': 'w' } }, spec: { n: 3, big: 1000000, t: true, nul: null, list: [1, 2, 3, 4], objs: [{ name: 'a' }, { name: 'b' }], empty: [] } };

/** Outputs are the real kubectl's. */
const CASES: readonly (readonly [string, string])[] = [
  ['{{.kind}}', 'Foo'], ['{{.spec.nope}}', '<no value>'], ['{{.spec.nope.x}}', '<no value>'], ['{{.spec.big}} {{.spec.nul}}', '1000000 <no value>'],
  ['{{range .spec.objs}}{{.name}} {{end}}', 'a b '], ['{{range $i,$e := .spec.objs}}{{$i}}:{{$e.name}} {{end}}', '0:a 1:b '],
  ['{{range $k,$v := .metadata.annotations}}{{$k}}={{$v}};{{end}}', 'a=b;x.y/z=w;'], ['{{if .spec.t}}yes{{else}}no{{end}}', 'yes'],
  ['{{if eq .spec.n 4}}4{{else if eq .kind "Foo"}}foo{{end}}', 'foo'], ['{{len .spec.list}}', '4'], ['{{.spec.list | len}}', '4'],
  ['{{index .metadata.annotations "x.y/z"}}', 'w'], ['{{printf "%s-%v|%5d|%-3s|%q" .kind .spec.n 3 "a" "b"}}', 'Foo-3|    3|a  |"b"'],
  ['{{(index .spec.objs 0).name}}', 'a'], ['{{with .spec.objs}}{{index . 0}}{{end}}', 'map[name:a]'], ['a {{- " b " -}} c', 'a b c'], ['{{/* c */}}k', 'k'],
  ['{{$x := .kind}}{{$x}}', 'Foo'], ['{{"Zm9v" | base64decode}}', 'foo'], ['{{range .spec.empty}}x{{else}}none{{end}}', 'none'],
  ['{{define "T"}}[{{.}}]{{end}}{{template "T" .kind}}', '[Foo]'], ['{{and .spec.t .kind}} {{or "" .kind}} {{not .spec.t}}', 'Foo Foo false'],
  ['{{range .spec.objs}}{{if eq .name "b"}}{{break}}{{end}}{{.name}}{{end}}', 'a'], ['{{lt 1 2}} {{ne .kind "Foo"}}', 'true false'],
  ['{{println "a" 1}}', 'a 1\n'], ['{{html "<a>"}}', '&lt;a&gt;'], ['{{exists .spec.objs 0 "name"}} {{exists .spec "zz"}}', 'true false'],
];
test.each(CASES)('%s', (template, text) => {
  const parsed = parseGoTemplate(template);
  expect(parsed.ok && parsed.template.execute(OBJECT)).toEqual({ ok: true, text });
});

const WRONG: readonly (readonly [string, string])[] = [
  ['{{.kind.x}}', 'template: output:1:7: executing "output" at <.kind.x>: can\'t evaluate field x in type interface {}'],
  ['{{index .spec.list 9}}', 'template: output:1:2: executing "output" at <index .spec.list 9>: error calling index: index out of range: 9'],
  ['{{foo}}', 'template: output:1: function "foo" not defined'],
  ['{{.kind', 'template: output:1: unclosed action'],
  ['{{if .kind}}x', 'template: output:1: unexpected EOF'],
  ['{{end}}', 'template: output:1: unexpected {{end}}'],
];
test.each(WRONG)('%s is wrong', (template, error) => {
  const parsed = parseGoTemplate(template);
  expect(parsed.ok ? parsed.template.execute(OBJECT) : parsed).toMatchObject({ ok: false, error });
});
