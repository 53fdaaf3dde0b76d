/** Broken lessons: each fault is told with its file, line and column. */
import { printDiagnostic } from '../diagnostic.ts';
import { writtenProblems, type Known } from './written.ts';

const EN = `---
title: A lesson
description: What it is about.
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

<Lab id="self-healing" />
`;
const ZH = EN.replace('A lesson', '一课').replace('Words of a', '关于').replace('First', '第一').replace('Second', '第二').replace('["One", "Two"]', '["一", "二"]');
const KNOWN: Known = { words: ['pod', 'node'], manifests: ['pod.yaml'], labs: ['self-healing'], quizzes: ['nodes'] };
const files = { en: 'docs/a.mdx', zh: 'zh/a.mdx' };
const told = (en: string | undefined, zh: string | undefined): string[] => writtenProblems({
  en: en === undefined ? undefined : { file: files.en, text: en }, zh: zh === undefined ? undefined : { file: files.zh, text: zh }, files }, KNOWN).map(printDiagnostic);
type Change = readonly [from: string, to: string];
const both = (...changes: readonly Change[]): string[] => { const change = (text: string): string => changes.reduce((before, [from, to]) => before.replace(from, () => to), text); return told(change(EN), change(ZH)).filter((line) => line.startsWith(files.en)); };
const chinese = (...changes: readonly Change[]): string[] => told(EN, changes.reduce((before, [from, to]) => before.replace(from, () => to), ZH));

test('without a fault nothing is told', () => { expect(told(EN, ZH)).toEqual([]); });

test('a missing twin', () => {
  expect(told(EN, undefined)).toEqual(['zh/a.mdx: this file is missing: docs/a.mdx has no twin. Write the lesson in Chinese, at this path']);
  expect(told(undefined, ZH)).toEqual(['docs/a.mdx: this file is missing: zh/a.mdx has no twin. Write the lesson in English, at this path']);
});

test.each<[string, Change, readonly string[]]>([
  ['an unknown word', ['id="pod"', 'id="pot"'], ['docs/a.mdx:6:12: <Word>: there is no word pot. Did you mean pod?']],
  ['an unknown manifest', ['file=pod.yaml', 'file=pods.yaml'], ['docs/a.mdx:10:1: there is no exercises/manifests/pods.yaml. Did you mean pod.yaml?']],
  ['a manifest with text of its own', ['file=pod.yaml\n', 'file=pod.yaml\nkind: Pod\n'], ['docs/a.mdx:10:1: the block shows pod.yaml, and has text of its own. Leave it empty: the manifest is put in']],
  ['a block without an id', ['sh live id=create', 'sh live'], ['docs/a.mdx:13:1: a block that runs has no id. Write ```sh live id=some-id', 'docs/a.mdx:17:1: <Predict>: there is no block create here. Give the block an id']],
  ['a block without a command', ['$ kubectl apply -f pod.yaml\n', ''], ['docs/a.mdx:13:1: a block that runs has no command. Write a line that begins with $']],
  ['a block that is never closed', ['pod.yaml\n```\n\n<Predict', 'pod.yaml\n\n<Predict'], ['docs/a.mdx:13:1: this block is never closed. Close it with a line ```']],
  ['a prediction without an answer', [' answer={1}', ''], ['docs/a.mdx:17:1: <Predict> has no right answer. Write answer={0} for the first option']],
  ['an answer that is no option', ['answer={1}', 'answer={2}'], ['docs/a.mdx:17:1: <Predict>: answer={2} is none of the 2 options. Options are counted from 0 to 1']],
  ['a prediction before no block', ['after="create"', 'after="creat"'], ['docs/a.mdx:17:1: <Predict>: there is no block creat here. Did you mean create?']],
  ['a fault that there is not', ['fault node-power-off', 'fault power-off'], ['docs/a.mdx:21:1: there is no fault power-off. See engine/cluster/faults for what there is']],
  ['time that does not pass', ['seconds={60}', ''], ['docs/a.mdx:22:1: <PassTime> needs seconds. Write <PassTime seconds={60} />']],
  ['a heading without an id', [' {/* #second */}', ''], ['docs/a.mdx:24:1: the heading “Second” has no id. Write {/* #some-id */} after it, the same in both languages']],
  ['two headings of one id', ['#second', '#first'], ['docs/a.mdx:24:1: a second heading has the id first. Each needs an id of its own']],
  ['a lab that there is not', ['id="self-healing"', 'id="self-heeling"'], ['docs/a.mdx:26:1: <Lab>: there is no lab self-heeling. Did you mean self-healing?']],
  ['no description', ['description: What it is about.\n', ''], ['docs/a.mdx:1:1: the front matter has no description. Write description: … between two lines ---']],
])('%s', (_what, change, expected) => { expect(both(change)).toEqual(expected); });

test.each<[string, Change, readonly string[]]>([
  ['heading ids', ['#second', '#zweite'], ['zh/a.mdx:24:1: heading 2 is #zweite, in docs/a.mdx it is #second. The same headings in the same order, with the same ids']],
  ['commands', ['$ kubectl apply -f pod.yaml', '$ kubectl create -f pod.yaml'], ['zh/a.mdx:13:1: the block sh live id=create runs other commands than in docs/a.mdx. Both languages run the same']],
  ['blocks', ['```yaml live file=pod.yaml\n```\n\n', ''], ['zh/a.mdx:10:1: live block 1 is sh live id=create, in docs/a.mdx it is yaml live file=pod.yaml. The same blocks in the same order']],
  ['the right answer', ['answer={1}', 'answer={0}'], ['zh/a.mdx:17:1: prediction 1 is answer={0} of 2 options after create, in docs/a.mdx it is answer={1} of 2 options after create. The same question, the same options in the same order']],
  ['time', ['seconds={60}', 'seconds={30}'], ['zh/a.mdx:22:1: component 1 is <PassTime seconds={30}>, in docs/a.mdx it is <PassTime seconds={60}>. The same components in the same order']],
  ['words that are explained', ['<Word id="pod">Pod</Word>', 'Pod'], ['zh/a.mdx:1:1: explained in docs/a.mdx and not here: pod. Mark the words in both languages']],
])('the twin has other %s', (_what, change, expected) => { expect(chinese(change)).toEqual(expected); });

test('several at once, in both languages', () => {
  const changes: readonly Change[] = [['id="pod"', 'id="pot"'], ['seconds={60}', ''], ['#second', '#first']];
  expect(both(...changes)).toHaveLength(3);
  expect(chinese(...changes)).toHaveLength(6);
});
