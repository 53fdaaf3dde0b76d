/** One small question of each type, for tests: written by hand, so that they need no engine. */
import type { Proof, SheetQuestion } from '@site/src/plugins/course/types.ts';

const both = (text: string): { readonly en: string; readonly zh: string } => ({ en: text, zh: `${text}（中）` });
export const sampleProof: Proof = { spec: { preset: 'minikube', files: {}, seed: 'a' }, inputs: [], end: 30_000, output: 'NAME  READY\nweb   1/1' };
const base = { seed: 'a', stem: both('The question'), explain: both('How it really is'), proof: sampleProof };
const option = (id: string, text: string, right: boolean): { readonly id: string; readonly text: { en: string; zh: string }; readonly right: boolean; readonly feedback: { en: string; zh: string } } =>
  ({ id, text: both(text), right, feedback: both(`Because ${text}`) });
const tryOut = { begin: sampleProof, steps: [], goal: 'size(pods) == 1', settleMs: 0, drawn: {} };
const common = { skill: 'pods', lesson: 'first-cluster/first-pod' };

export const samples = {
  single: { ...common, id: 'single', type: 'single', variants: [{ ...base, options: [option('0', 'Failed', false), option('1', 'Running', true)] }, { ...base, seed: 'b', stem: both('The other question'), options: [option('0', 'Running', true), option('1', 'Failed', false)] }] },
  multiple: { ...common, id: 'multiple', type: 'multiple', variants: [{ ...base, options: [option('0', 'one', true), option('1', 'two', false), option('2', 'three', true)] }] },
  'true-false': { ...common, id: 'true-false', type: 'true-false', variants: [{ ...base, key: false, feedback: { true: both('It is not'), false: both('It is so') }, misconception: 'M05' }] },
  order: { ...common, id: 'order', type: 'order', variants: [{ ...base, items: [{ id: 'c', text: both('started'), at: 3000, rank: 2 }, { id: 'a', text: both('scheduled'), at: 0, rank: 0 }, { id: 'b', text: both('pulled'), at: 2000, rank: 1 }, { id: 'd', text: both('ready'), at: 9000, rank: 3 }] }] },
  match: { ...common, id: 'match', type: 'match', variants: [{ ...base, left: [{ id: 'l0', text: both('web'), key: 'r1' }, { id: 'l1', text: both('db'), key: 'r0' }], right: [{ id: 'r0', text: both('Pending') }, { id: 'r1', text: both('Running') }] }] },
  number: { ...common, id: 'number', type: 'number', variants: [{ ...base, value: 300, unit: { en: 'seconds', zh: '秒' }, quantity: 'duration', per: 1, tolerance: 5, band: true, wrong: [] }] },
  text: { ...common, id: 'text', type: 'text', variants: [{ ...base, value: 'ReplicaSet', also: [], exactCase: false, wrong: [] }] },
  'fill-yaml': { ...common, id: 'fill-yaml', type: 'fill-yaml', variants: [{ ...base, file: 'pod.yaml', pieces: ['kind: ', '\nspec:\n  replicas: ', ' # how many\n'], blanks: ['1', '2'], solution: { 1: 'Pod', 2: '3' }, wrong: [], tryOut }] },
  'find-line': { ...common, id: 'find-line', type: 'find-line', variants: [{ ...base, file: 'pod.yaml', text: 'kind: Pod\nmetadata:\n  name: web\nspec: {}\n', lines: [3], decoys: [{ line: 1, feedback: both('The kind is fine') }], fixed: 'kind: Pod\nmetadata:\n  name: db\nspec: {}\n' }] },
  'states-over-time': { ...common, id: 'states-over-time', type: 'states-over-time', variants: [{ ...base, moments: [{ id: '0', ms: 5000, label: '5s', key: 'Pending' }, { id: '1', ms: 30_000, label: '30s', key: 'Running' }], choices: [{ id: 'Pending', text: both('Pending') }, { id: 'Running', text: both('Running') }] }] },
  command: { ...common, id: 'command', type: 'command', variants: [{ ...base, solution: 'kubectl run web --image=nginx', wrong: [], tryOut }] },
} satisfies { readonly [Type in SheetQuestion['type']]: Extract<SheetQuestion, { type: Type }> };
