import { drawParams, fillJson, fillText, fillYaml, wordsOf } from './params.ts';

const PARAMS = { replicas: { int: [3, 5] as [number, number] }, port: { oneOf: [8080, 9090] }, name: { oneOf: ['web'] } };

test('drawn from the seed; another parameter changes nothing', () => {
  const seeds = Array.from({ length: 40 }, (_, index) => `s${index}`);
  expect(new Set(seeds.map((seed) => drawParams(PARAMS, seed)['replicas']))).toEqual(new Set([3, 4, 5]));
  for (const seed of seeds) expect(drawParams({ aaa: { int: [0, 9] }, ...PARAMS }, seed)).toMatchObject(drawParams(PARAMS, seed));
});

const DRAWN = { replicas: 3, name: 'web', on: true };
test.each([
  ['replicas: {{replicas}}', 'replicas: 3'], ['replicas: "{{ replicas }}"', 'replicas: 3'], ["name: '{{name}}'", 'name: "web"'], ['name: "{{name}}-{{replicas}}"', 'name: "web-3"'],
  ['{{.status}} {{range .items}}{{end}} {{other}}', '{{.status}} {{range .items}}{{end}} {{other}}'], ['{{constructor}}', '{{constructor}}'],
])('YAML %s', (text, expected) => { expect(fillYaml(text, DRAWN)).toBe(expected); });

test('JSON: a place alone is the value', () => {
  expect(fillJson({ a: '{{replicas}}', b: ['x{{replicas}}', '{{on}}'], '{{name}}': null }, DRAWN)).toEqual({ a: 3, b: ['x3', true], web: null });
  expect(fillJson({ text: { en: '{{replicas}}', zh: '{{ replicas }} 个' } }, DRAWN)).toEqual({ text: { en: '3', zh: '3 个' } });
  expect(fillText('{{replicas}} of {{name}}', DRAWN)).toBe('3 of web');
  expect(wordsOf(DRAWN)).toBe('name=web on=true replicas=3');
});
