/** Broken lessons: each fault is told with its file, line and column. */
import { printDiagnostic } from '../diagnostic.ts';
import { loadMachines } from '../../machines/index.ts';
import { MACHINE_NAMES } from './tour.ts';
import { writtenProblems, type Known } from './written.ts';

const EN = `---
title: A lesson
description: What it is about.
sources:
- {for: first, at: pods/pod-exec}
- {for: second, at: kubernetes-behaviour §5.1}
---

Words of a <Word id="pod">Pod</Word>.

## First {/* #first */}

\`\`\`yaml live file=pod.yaml
\`\`\`

\`\`\`sh live id=create
$ kubectl apply -f pod.yaml
\`\`\`

<Predict question="What now?" options={["One", "Two"]} answer={1} after="create">
It is two.
</Predict>

{/* live: fault node-power-off node02 */}
<PassTime seconds={60} />

## Second {/* #second */}

<Lab slug="self-healing" />

<Quiz slug="nodes" questions={["lost"]} />

<ManifestTour file="pod.yaml">

<Stop path="spec.containers[0].image" title="The program" see="status.podIP">

What runs.

</Stop>

</ManifestTour>

<StateChart machine="pod" of="pod/web-*" />
<Timeline of="pod/web node/node01" />

See [the first lesson](./b.mdx), [its start](#first) and [a word](/words/#pod).
`;
const ZH = EN.replace('A lesson', '一课').replace('Words of a', '关于').replace('First', '第一').replace('Second', '第二').replace('["One", "Two"]', '["一", "二"]').replace('The program', '程序').replace('What runs', '跑的东西');
const KNOWN: Known = { words: ['pod', 'node'], manifests: ['pod.yaml'], labs: ['self-healing'], quizzes: ['nodes'],
  lessons: ['x/a', 'x/b'], listed: ['x/a', 'x/b'], recordings: ['pods/pod-exec', 'pods/pod-exit1-always'],
  terms: [{ id: 'image', en: 'image', zh: '镜像', not: ['映像', 'picture'] }],
  manifest: (name) => (name === 'pod.yaml' ? 'kind: Pod\nspec:\n  containers:\n  - name: web\n    image: nginx\n' : undefined), questions: () => ['lost', 'found'],
};
const files = { en: 'docs/a.mdx', zh: 'zh/a.mdx' };
const told = (en: string | undefined, zh: string | undefined): string[] => writtenProblems('x/a', {
  en: en === undefined ? undefined : { file: files.en, text: en }, zh: zh === undefined ? undefined : { file: files.zh, text: zh }, files }, KNOWN).map(printDiagnostic);
type Change = readonly [from: string, to: string];
const both = (...changes: readonly Change[]): string[] => { const change = (text: string): string => changes.reduce((before, [from, to]) => before.replace(from, () => to), text); return told(change(EN), change(ZH)).filter((line) => line.startsWith(files.en)); };
const chinese = (...changes: readonly Change[]): string[] => told(EN, changes.reduce((before, [from, to]) => before.replace(from, () => to), ZH));

test('without a fault nothing is told', () => { expect(told(EN, ZH)).toEqual([]); });

test('a lesson that the course does not list', () => {
  const [orphan] = writtenProblems('x/c', { en: { file: files.en, text: EN }, zh: { file: files.zh, text: ZH }, files }, KNOWN).map(printDiagnostic);
  expect(orphan).toBe('docs/a.mdx: no page leads here: exercises/course.yaml does not list x/c. Add - lesson: x/c to a module there');
});

test('there is a chart of each machine that a lesson may name', async () => {
  expect([...MACHINE_NAMES].sort()).toEqual(Object.keys(await loadMachines()).sort());
});

test('a missing twin', () => {
  expect(told(EN, undefined)).toEqual(['zh/a.mdx: this file is missing: docs/a.mdx has no twin. Write the lesson in Chinese, at this path']);
  expect(told(undefined, ZH)).toEqual(['docs/a.mdx: this file is missing: zh/a.mdx has no twin. Write the lesson in English, at this path']);
});

test.each<[string, Change, readonly string[]]>([
  ['an unknown word', ['id="pod"', 'id="pot"'], ['docs/a.mdx:9:12: <Word>: there is no word pot. Did you mean pod?']],
  ['an unknown manifest', ['file=pod.yaml', 'file=pods.yaml'], ['docs/a.mdx:13:1: there is no exercises/manifests/pods.yaml. Did you mean pod.yaml?']],
  ['a manifest with text of its own', ['file=pod.yaml\n', 'file=pod.yaml\nkind: Pod\n'], ['docs/a.mdx:13:1: the block shows pod.yaml, and has text of its own. Leave it empty: the manifest is put in']],
  ['a block without an id', ['sh live id=create', 'sh live'], ['docs/a.mdx:16:1: a block that runs has no id. Write ```sh live id=some-id', 'docs/a.mdx:20:1: <Predict>: there is no block create here. Give the block an id']],
  ['a block without a command', ['$ kubectl apply -f pod.yaml\n', ''], ['docs/a.mdx:16:1: a block that runs has no command. Write a line that begins with $']],
  ['a block that is never closed', ['pod.yaml\n```\n\n<Predict', 'pod.yaml\n\n<Predict'], ['docs/a.mdx:16:1: this block is never closed. Close it with a line ```']],
  ['a prediction without an answer', [' answer={1}', ''], ['docs/a.mdx:20:1: <Predict> has no right answer. Write answer={0} for the first option']],
  ['an answer that is no option', ['answer={1}', 'answer={2}'], ['docs/a.mdx:20:1: <Predict>: answer={2} is none of the 2 options. Options are counted from 0 to 1']],
  ['a prediction before no block', ['after="create"', 'after="creat"'], ['docs/a.mdx:20:1: <Predict>: there is no block creat here. Did you mean create?']],
  ['a fault that there is not', ['fault node-power-off', 'fault power-off'], ['docs/a.mdx:24:1: there is no fault power-off. See engine/cluster/faults for what there is']],
  ['time that does not pass', ['seconds={60}', ''], ['docs/a.mdx:25:1: <PassTime> needs seconds. Write <PassTime seconds={60} />']],
  ['a heading without an id', [' {/* #second */}', ''], ['docs/a.mdx:6:9: sources: there is no heading second. The headings are: first', 'docs/a.mdx:27:1: the heading “Second” has no id. Write {/* #some-id */} after it, the same in both languages']],
  ['two headings of one id', ['#second', '#first'], ['docs/a.mdx:6:9: sources: there is no heading second. The headings are: first, first', 'docs/a.mdx:27:1: a second heading has the id first. Each needs an id of its own']],
  ['a lab that there is not', ['slug="self-healing"', 'slug="self-heeling"'], ['docs/a.mdx:29:1: <Lab>: there is no lab self-heeling. Did you mean self-healing?']],
  ['a quiz without this question', ['["lost"]', '["lots"]'], ['docs/a.mdx:31:1: <Quiz>: nodes has no question lots. Did you mean lost?']],
  ['a tour of nothing', ['ManifestTour file="pod.yaml"', 'ManifestTour file="pots.yaml"'], ['docs/a.mdx:33:1: <ManifestTour>: there is no exercises/manifests/pots.yaml. Did you mean pod.yaml?']],
  ['a stop that is not in the file', ['containers[0].image', 'containers[0].imagee'], ['docs/a.mdx:35:1: <Stop>: spec.containers[0].imagee is not in pod.yaml. Did you mean spec.containers[0].image?']],
  ['a stop that is no path', ['containers[0].image', 'containers[first]'], ['docs/a.mdx:35:1: <Stop>: spec.containers[first] is no path. Write path="spec.containers[0].image"']],
  ['two stops on one line', ['</Stop>', '</Stop>\n<Stop path="spec.containers[0].image" />'], ['docs/a.mdx:40:1: <Stop>: spec.containers[0].image stands on the same line as spec.containers[0].image. One note for each line: name the field itself, or the next one']],
  ['an effect that is nowhere', ['see="status.podIP"', 'see="a b c"'], ['docs/a.mdx:35:1: <Stop>: see="a b c" names no field. Write see="status.podIP", or see="node/node01 status.capacity.cpu"']],
  ['a stop outside a tour', ['</ManifestTour>', '</ManifestTour>\n<Stop path="kind" />'], ['docs/a.mdx:42:1: <Stop> stands in no tour. Put it between <ManifestTour file="x.yaml"> and </ManifestTour>']],
  ['a machine that there is not', ['machine="pod"', 'machine="pods"'], ['docs/a.mdx:43:1: <StateChart>: there is no machine pods. Did you mean pod?']],
  ['no object', ['of="pod/web node/node01"', 'of="web"'], ['docs/a.mdx:44:1: <Timeline>: "web" is no object. Write kind/name, as in of="pod/web"']],
  ['a link to no lesson', ['./b.mdx', './c.mdx'], ['docs/a.mdx:46:24: a link to ./c.mdx: there is no lesson x/c. Did you mean x/a?']],
  ['a link to no heading', ['(#first)', '(#frist)'], ['docs/a.mdx:46:46: a link to #frist: this lesson has no such heading. Did you mean first?']],
  ['a link to no word', ['/words/#pod', '/words/#pot'], ['docs/a.mdx:46:67: a link to /words/#pot: there is no word pot. Did you mean pod?']],
  ['a word that the glossary has another one for', ['Words of a', 'A picture of a'], ['docs/a.mdx:9:3: “picture” is called “image” here. exercises/words.yaml says so (image); use its word']],
  ['no sources', ['sources:\n- {for: first, at: pods/pod-exec}\n- {for: second, at: kubernetes-behaviour §5.1}\n', ''], ['docs/a.mdx:1:1: the front matter has no sources. Write sources: and below it - {for: <heading id>, at: <where it can be read>}']],
  ['a source of no heading', ['{for: second', '{for: secnod'], ['docs/a.mdx:6:9: sources: there is no heading secnod. Did you mean second?', 'docs/a.mdx:27:1: nothing says where “Second” comes from. Add - {for: second, at: …} to the sources in the front matter']],
  ['a recording that there is not', ['pods/pod-exec', 'pods/pod-exce'], ['docs/a.mdx:5:20: sources: there is no recording pods/pod-exce. Did you mean pods/pod-exec?']],
  ['a recording with a word in front', ['pods/pod-exec', 'golden pods/pod-exec'], ['docs/a.mdx:5:20: sources: golden pods/pod-exec: a recording is named without a word in front. Write pods/pod-exec']],
  ['a source somewhere else', ['pods/pod-exec', 'https://example.com/pods'], ['docs/a.mdx:5:20: sources: https://example.com/pods is no page of the Kubernetes documentation. Write a recording (pods/pod-exec), kubernetes-behaviour §5, observed-1.36 §2.1, or a page below https://kubernetes.io/docs/']],
  ['half a source', ['{for: first, at: pods/pod-exec}', '{for: first}'], ['docs/a.mdx:5:3: a source is a pair of for and at. - {for: <heading id>, at: <where it can be read>}']],
  ['no description', ['description: What it is about.\n', ''], ['docs/a.mdx:1:1: the front matter has no description. Write description: … between two lines ---']],
])('%s', (_what, change, expected) => { expect(both(change)).toEqual(expected); });

test.each<[string, Change, readonly string[]]>([
  ['heading ids', ['#second', '#zweite'], ['zh/a.mdx:6:9: sources: there is no heading second. The headings are: first, zweite', 'zh/a.mdx:27:1: nothing says where “第二” comes from. Add - {for: zweite, at: …} to the sources in the front matter', 'zh/a.mdx:27:1: heading 2 is #zweite, in docs/a.mdx it is #second. The same headings in the same order, with the same ids']],
  ['commands', ['$ kubectl apply -f pod.yaml', '$ kubectl create -f pod.yaml'], ['zh/a.mdx:16:1: the block sh live id=create runs other commands than in docs/a.mdx. Both languages run the same']],
  ['blocks', ['```yaml live file=pod.yaml\n```\n\n', ''], ['zh/a.mdx:13:1: live block 1 is sh live id=create, in docs/a.mdx it is yaml live file=pod.yaml. The same blocks in the same order']],
  ['the right answer', ['answer={1}', 'answer={0}'], ['zh/a.mdx:20:1: prediction 1 is answer={0} of 2 options after create, in docs/a.mdx it is answer={1} of 2 options after create. The same question, the same options in the same order']],
  ['time', ['seconds={60}', 'seconds={30}'], ['zh/a.mdx:25:1: component 1 is <PassTime seconds={30}>, in docs/a.mdx it is <PassTime seconds={60}>. The same components in the same order']],
  ['a stop', ['path="spec.containers[0].image"', 'path="kind"'], ['zh/a.mdx:35:1: component 5 is <Stop path="kind" see="status.podIP">, in docs/a.mdx it is <Stop path="spec.containers[0].image" see="status.podIP">. The same components in the same order']],
  ['sources', ['at: pods/pod-exec', 'at: pods/pod-exit1-always'], ['zh/a.mdx:4:1: other sources than in docs/a.mdx. Both languages say the same, so it comes from the same places']],
  ['a term', ['关于', '映像，关于'], ['zh/a.mdx:9:1: “映像” is called “镜像” here. exercises/words.yaml says so (image); use its word']],
  ['words that are explained', ['<Word id="pod">Pod</Word>', 'Pod'], ['zh/a.mdx:1:1: explained in docs/a.mdx and not here: pod. Mark the words in both languages']],
])('the twin has other %s', (_what, change, expected) => { expect(chinese(change)).toEqual(expected); });

test('several at once, in both languages', () => {
  const changes: readonly Change[] = [['id="pod"', 'id="pot"'], ['seconds={60}', ''], ['#second', '#first']];
  expect(both(...changes)).toHaveLength(4);
  expect(chinese(...changes)).toHaveLength(7);
});
