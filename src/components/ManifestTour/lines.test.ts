/** The engine's own reader of YAML says where each field stands; ours must say the same of every manifest of the course. */
import { readdirSync, readFileSync } from 'node:fs';
import { loadYaml, yamlPositions } from '@site/engine/base/index.ts';
import { piecesOf, readLines } from './lines.ts';

type Path = readonly (string | number)[];
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value) ? value.map((each, index) => [index, each] as const) : typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [...(path.length === 0 ? [] : [path]), ...inner.flatMap(([key, each]) => pathsIn(each, [...path, key]))];
}

test.each(readdirSync('exercises/manifests').filter((name) => name.endsWith('.yaml')))('%s', (name) => {
  const text = readFileSync(`exercises/manifests/${name}`, 'utf8');
  const loaded = loadYaml(text);
  if (!loaded.ok) throw new Error(name);
  const positions = yamlPositions(text);
  const { span } = readLines(text);
  loaded.documents.forEach(({ value }, document) => {
    for (const path of pathsIn(value)) {
      // What stands in braces has no line of its own.
      const told = positions.key(document, path)?.line ?? positions.value(document, path)?.line ?? 1;
      // A text that begins below its dash: the dash's line is the one to point at.
      const line = /^\s*-\s+[|>]/.test(text.split('\n')[told - 2] ?? '') ? told - 1 : told;
      const found = span(document, path);
      const inBraces = found === undefined && /[[{]/.test(text.split('\n')[line - 1] ?? '');
      expect([path, inBraces || (found?.from ?? -1) + 1]).toEqual([path, inBraces || line]);
    }
  });
});

test('a field takes the lines of what is in it, block texts too', () => {
  const { span, lines } = readLines('a:\n  b: 1\n\n  c:\n  - |\n    x: 1\n    - y\n  - d: 2\n    e: 3 # note\n# end\n---\nf: 1\n');
  const at = (document: number, ...path: Path): readonly (string | undefined)[] => { const found = span(document, path); return found === undefined ? [] : [lines[found.from], lines[found.to]]; };
  expect(at(0, 'a')).toEqual(['a:', '    e: 3 # note']);
  expect(at(0, 'a', 'c', 0)).toEqual(['  - |', '    - y']);
  expect(at(0, 'a', 'c', 1)).toEqual(['  - d: 2', '    e: 3 # note']);
  expect(at(0, 'a', 'c', 1, 'e')).toEqual(['    e: 3 # note', '    e: 3 # note']);
  expect(at(1, 'f')).toEqual(['f: 1', 'f: 1']);
  expect(at(0, 'x')).toEqual([]);
});

test.each([
  ['  - name: web # a name', ['sign:  - ', 'key:name', 'sign::', 'value: web', 'comment: # a name']],
  ['---', ['sign:---']],
  ['# only a remark', ['comment:# only a remark']],
  ['    - /bin/sh', ['sign:    - ', 'value:/bin/sh']],
  ['image: nginx:1.14.2', ['key:image', 'sign::', 'value: nginx:1.14.2']],
])('the parts of %j', (line, expected) => { expect(piecesOf(line).map(({ kind, text }) => `${kind}:${text}`)).toEqual(expected); });
