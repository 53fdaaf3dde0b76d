import { loadHelp } from './load.ts';
import { ordinaryProblems, proveEntry } from './prove.ts';

const known = { lessons: ['first-cluster/labels'], headings: (id: string) => (id === 'first-cluster/labels' ? ['find', 'service'] : undefined) };
const entry = (change: Readonly<Record<string, string>> = {}): string => Object.entries({
  id: 'one', when: "{output: 'unknown command \"[^\"]*\"'}", why: "{en: 'No {{1}}.', zh: '没有 {{1}}。'}", next: 'kubectl get --help', lesson: "'first-cluster/labels#find'", tried: '[[kubectl gte pods]]', ...change,
}).map(([key, value], index) => `${index === 0 ? '- ' : '  '}${key}: ${value}\n`).join('');
const problems = (text: string): string[] => {
  const loaded = loadHelp('help.yaml', text, known);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, message, fix }) => `${line}:${column} ${message}. ${fix}`);
};

test('a right one', () => { expect(problems(`help:\n${entry()}`)).toEqual([]); });

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ['a regular expression with look-ahead', { when: "{output: 'a(?=b)'}" }, /^3:19 error parsing regexp: .*look-ahead/],
  ['a condition that does not compile', { when: '{apiVersion: v1, kind: Pod, expr: "objct.x == 1"}', why: '{en: a, zh: 啊}' }, /^3:\d+ there is no variable objct here\. Did you mean object\?$/],
  ['a kind that does not exist', { when: '{apiVersion: v1, kind: Pood, expr: "true"}', why: '{en: a, zh: 啊}' }, /^3:32 there is no kind Pood in v1/],
  ['a variable that is a word of CEL', { when: '{apiVersion: v1, kind: Pod, expr: "true", bind: {sets: {apiVersion: v1, kind: Pod}}}', why: '{en: a, zh: 啊}' }, /^3:\d+ sets is a word of CEL itself/],
  ['a lesson that does not exist', { lesson: "'first-cluster/label#find'" }, /^6:12 there is no lesson first-cluster\/label\. Did you mean first-cluster\/labels\?$/],
  ['a heading that does not exist', { lesson: "'first-cluster/labels#finds'" }, /^6:12 first-cluster\/labels has no heading finds\. Did you mean find\?$/],
  ['a lesson without a heading', { lesson: 'first-cluster/labels' }, /^6:11 .*a lesson and its heading/],
  ['a place that nothing fills', { next: 'kubectl get {{name}}' }, /^5:9 nothing fills \{\{name\}\}/],
  ['places that differ', { why: "{en: 'No {{1}}.', zh: '没有。'}" }, /^4:\d+ other places are filled than in English/],
  ['a command that changes something', { next: 'kubectl delete pods --all' }, /^5:9 kubectl delete pods --all is no command that only looks/],
  ['one language', { why: '{en: a}' }, /^4:8 .*zh/],
  ['nothing that was tried', { tried: '[]' }, /^7:10 /],
])('%s', (_, change, expected) => {
  expect(problems(`help:\n${entry(change)}`)).toEqual([expect.stringMatching(expected)]);
});

test('all problems at once, two of one name among them', () => {
  expect(problems(`help:\n${entry({ next: 'ls' })}${entry({ next: 'rm -rf x' })}${entry({ id: 'two', lesson: "'x/y#z'" })}`)).toEqual([
    expect.stringMatching(/^8:7 a second help is called one/), expect.stringMatching(/^11:9 rm -rf x is no command/), expect.stringMatching(/^18:12 there is no lesson x\/y/),
  ]);
});

test('a wrong turn that leads elsewhere, and an expression that matches what is right', () => {
  const loaded = loadHelp('help.yaml', `help:\n${entry({ tried: '[[kubectl gte pods], [kubectl get pods]]' })}${entry({ id: 'two', when: "{output: 'nginx'}", why: '{en: a, zh: 啊}' })}`, known);
  const entries = loaded.ok ? loaded.entries : [];
  expect(proveEntry(entries, 'one', {}, 'help.yaml')).toMatchObject([{ message: expect.stringMatching(/^one: kubectl get pods leads to no help; it prints "No resources found/) }]);
  expect(proveEntry(entries, 'two', {}, 'help.yaml')).toMatchObject([{ message: expect.stringContaining('two: kubectl gte pods leads to the help one') }]);
  const lesson = { file: 'a.mdx', text: '```sh live id=a\n$ kubectl gte pods\nerror: unknown command "gte"\n$ kubectl get pods\nnginx   1/1\n```\n' };
  expect(ordinaryProblems(entries, [lesson], 'help.yaml')).toMatchObject([{ message: 'two: when.output matches what kubectl get pods prints in a.mdx, where nothing is wrong' }]);
});
