import fc from 'fast-check';
import type { Judged, MultipleVariant, OrderVariant, Proof, QuestionType, SheetQuestion, Trial, TrialResult } from '../sheet.ts';
import { creditOfOrder, creditOfTicks } from './credit.ts';
import { judge, judgeAnswer, trialOf } from './judgeAnswer.ts';
import { quantityOf, readNumber } from './number.ts';
import { caseBlind, plainText } from './plainText.ts';

const proof: Proof = { spec: { preset: 'minikube', files: {}, seed: 's' }, inputs: [], end: 0, output: '' };
const text = (en: string): { en: string; zh: string } => ({ en, zh: `中${en}` });
const base = { seed: 's', stem: text('stem'), explain: text('explain'), proof };
const tryOut = { begin: proof, steps: [], goal: 'true', settleMs: 0, drawn: {} };
const options = (...right: boolean[]): MultipleVariant['options'] => right.map((each, index) => ({ id: String(index), text: text(`o${index}`), right: each, feedback: text(`f${index}`), misconception: 'M01' }));
const ranks = (...all: number[]): OrderVariant['items'] => all.map((rank, index) => ({ id: String(index), text: text(`i${index}`), at: rank * 1000, rank }));

const SHEET: { readonly [T in QuestionType]: SheetQuestion & { readonly type: T } } = {
  single: { id: 'q', skill: 's', type: 'single', variants: [{ ...base, options: options(false, true, false) }] },
  multiple: { id: 'q', skill: 's', type: 'multiple', variants: [{ ...base, options: options(true, true, false, false) }] },
  'true-false': { id: 'q', skill: 's', type: 'true-false', variants: [{ ...base, key: false, feedback: { true: text('no'), false: text('yes') }, misconception: 'M13' }] },
  order: { id: 'q', skill: 's', type: 'order', variants: [{ ...base, items: ranks(0, 1, 1, 2) }] },
  match: { id: 'q', skill: 's', type: 'match', variants: [{ ...base, left: [{ id: 'a', text: text('a'), key: 'x' }, { id: 'b', text: text('b'), key: 'y' }], right: [{ id: 'x', text: text('x'), feedback: text('fx'), misconception: 'M02' }, { id: 'y', text: text('y') }] }] },
  number: { id: 'q', skill: 's', type: 'number', variants: [{ ...base, value: 300, unit: { en: 'seconds', zh: '秒' }, quantity: 'duration', per: 1, tolerance: 5, band: true, wrong: [{ value: 50, feedback: text('fifty'), misconception: 'M12' }] }] },
  text: { id: 'q', skill: 's', type: 'text', variants: [{ ...base, value: 'ReplicaSet', also: ['rs'], exactCase: false, wrong: [{ text: 'Deployment', feedback: text('one more'), misconception: 'M35' }] }] },
  'fill-yaml': { id: 'q', skill: 's', type: 'fill-yaml', variants: [{ ...base, file: 'a.yaml', pieces: ['a: ', '\nb: ', '\n'], blanks: ['1', '2'], solution: { 1: 'x', 2: 'y' }, wrong: [{ fill: { 1: 'x', 2: 'z' }, feedback: text('z') }], tryOut }] },
  'find-line': { id: 'q', skill: 's', type: 'find-line', variants: [{ ...base, file: 'a.yaml', text: 'a: 1\nb: 2\nc: 3\n', lines: [2], decoys: [{ line: 3, feedback: text('not c') }], fixed: '' }] },
  'states-over-time': { id: 'q', skill: 's', type: 'states-over-time', variants: [{ ...base, moments: [{ id: '0', ms: 1000, label: '1s', key: 'r' }, { id: '1', ms: 9000, label: '9s', key: 'n' }], choices: [{ id: 'r', text: text('ready') }, { id: 'n', text: text('not') }] }] },
  command: { id: 'q', skill: 's', type: 'command', variants: [{ ...base, solution: 'kubectl run web', wrong: [{ command: 'kubectl create pod', feedback: text('no create') }], tryOut }] },
};
const given = (type: QuestionType, answer: unknown, tried?: TrialResult): Judged => judge(SHEET[type], 0, answer, tried);
const en = ({ feedback }: Judged): readonly string[] => feedback.map((each) => each.en);

test.each<[QuestionType, unknown, number, readonly unknown[]]>([
  ['single', '1', 1, ['f1']],
  ['single', '0', 0, ['f0']],
  ['multiple', ['0', '1'], 1, ['f0', 'f1']],
  ['multiple', ['0'], 0.5, ['f1']],
  ['multiple', ['0', '1', '2'], 0.5, ['f2']],
  ['multiple', ['2', '3'], 0, ['f0', 'f1', 'f2', 'f3']],
  ['multiple', ['0', '1', '2', '3'], 0, ['f2', 'f3']],
  ['true-false', { value: false, confidence: 'guess' }, 1, ['yes']],
  ['true-false', { value: true, confidence: 'sure' }, 0, ['no']],
  ['order', ['0', '1', '2', '3'], 1, []],
  ['order', ['0', '2', '1', '3'], 1, []],
  ['order', ['3', '2', '1', '0'], 0, [expect.stringContaining('came 1 s before'), expect.anything()]],
  ['order', ['1', '0', '2', '3'], 0.6, ['“i0” came 1 s before “i1”.']],
  ['match', { a: 'x', b: 'y' }, 1, []],
  ['match', { a: 'x', b: 'x' }, 0.5, ['fx']],
  ['number', '5m', 1, []],
  ['number', '300', 1, []],
  ['number', '３０４秒', 1, []],
  ['number', '309', 0.5, ['It is less than that.']],
  ['number', '50 s', 0, ['fifty']],
  ['number', '10', 0, ['It is more than that.']],
  ['text', ' replicaset ', 1, []],
  ['text', '“ＲＳ”', 1, []],
  ['text', 'deployment', 0, ['one more']],
  ['text', 'Pod', 0, []],
  ['find-line', 2, 1, []],
  ['find-line', 3, 0, ['not c']],
  ['find-line', 1, 0, [expect.stringContaining('Another line')]],
  ['states-over-time', { 0: 'r', 1: 'n' }, 1, []],
  ['states-over-time', { 0: 'r', 1: 'r' }, 0.5, ['After 9s it was not.']],
])('%s %j earns %d', (type, answer, credit, feedback) => {
  const judged = given(type, answer);
  expect([judged.unread, judged.right, en(judged)]).toEqual([undefined, credit === 1, feedback]);
  expect(judged.credit).toBeCloseTo(credit);
});

test('misconceptions are those of what was wrongly chosen', () => {
  expect(given('multiple', ['2']).misconceptions).toEqual(['M01']);
  expect(given('multiple', ['0', '1']).misconceptions).toEqual([]);
  expect(given('true-false', { value: true, confidence: 'think' }).misconceptions).toEqual(['M13']);
  expect(given('number', '50').misconceptions).toEqual(['M12']);
});

test('sure and wrong is told, sure and right is not', () => {
  const sure = (value: boolean): boolean => given('true-false', { value, confidence: 'sure' }).sureAndWrong;
  expect([sure(true), sure(false), given('true-false', { value: true, confidence: 'think' }).sureAndWrong]).toEqual([true, false, false]);
});

describe('what is carried out', () => {
  const result = (reached: boolean): TrialResult => ({ reached, output: 'seen', proof });
  test.each<[QuestionType, unknown, boolean, readonly string[]]>([
    ['command', 'kubectl run  web', true, ['tried']],
    ['command', 'kubectl get pods', false, ['was run on a copy']],
    ['command', 'kubectl create pod', false, ['no create']],
    ['fill-yaml', { 1: 'p', 2: 'q' }, true, ['tried']],
    ['fill-yaml', { 1: 'x', 2: 'z' }, false, ['z']],
  ])('%s %j: only its effect counts', async (type, answer, reached, feedback) => {
    const judged = await judgeAnswer(SHEET[type], 0, answer, () => Promise.resolve(result(reached)));
    expect([judged.right, judged.tried?.output]).toEqual([reached, 'seen']);
    expect(en(judged)).toEqual(feedback.map((each) => expect.stringContaining(each)));
  });
  test.each<[QuestionType, unknown, Trial['inputs']]>([
    ['command', '$ kubectl　run web －－image＝nginx', [{ type: 'line', text: 'kubectl run web --image=nginx' }]],
    ['fill-yaml', { 1: 'x', 2: '“y”' }, [{ type: 'file', path: 'a.yaml', text: 'a: x\nb: "y"\n' }]],
  ])('%s: what an input method made of it is undone', (type, answer, inputs) => {
    expect(trialOf(SHEET[type], 0, answer)?.inputs).toEqual(inputs);
  });
  test('without an engine only what the author foresaw is judged', () => {
    expect([given('command', 'kubectl run web').right, en(given('command', 'kubectl create pod'))]).toEqual([true, ['no create']]);
    expect(given('command', 'kubectl something').unread?.en).toContain('simulator');
    expect(given('fill-yaml', { 1: 'x', 2: 'y' }).right).toBe(true);
  });
});

const HOSTILE: readonly unknown[] = [undefined, null, '', '   ', NaN, Infinity, -1, 1e300, 2.5, {}, [], ['__proto__'], '__proto__', 'constructor', 'toString', { constructor: 'x' },
  JSON.parse('{"__proto__": {"a": "x", "b": "y", "0": "r", "1": "n"}}'), Object.create({ a: 'x', b: 'y' }), 'x'.repeat(100_000), ['0', '0'], [0, 1], { value: 'true', confidence: 'sure' }, { value: true }, { 1: 'a\nb: 2', 2: 'c' }, 'kubectl get pods\nrm -rf /', () => 1, Symbol('x')];
test.each(Object.keys(SHEET) as QuestionType[])('%s: hostile answers earn nothing and break nothing', (type) => {
  for (const answer of HOSTILE) expect([given(type, answer).right, given(type, answer).credit]).toEqual([false, 0]);
  expect(judge(SHEET[type], 7, '0').unread).toBeDefined();
});
test('whatever JSON comes, credit is between 0 and 1, and no trial runs more than one line', () => {
  fc.assert(fc.property(fc.constantFrom(...Object.values(SHEET)), fc.jsonValue(), (question, answer) => {
    const judged = judge(question, 0, answer);
    const lines = (trialOf(question, 0, answer)?.inputs ?? []).filter((input) => input.type === 'line' && input.text.includes('\n'));
    expect([judged.credit >= 0 && judged.credit <= 1, judged.right, lines]).toEqual([true, judged.credit === 1, []]);
  }));
});

describe('credit', () => {
  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
  test('of ticks: all and only the right ones are worth everything; one more wrong tick is never worth more', () => {
    fc.assert(fc.property(ids, ids, fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), (right, chosen, one) => {
      const [key, ticks] = [new Set(right), new Set(chosen)];
      const credit = creditOfTicks(key, ticks);
      const more = creditOfTicks(key, new Set([...ticks, one]));
      const same = right.length > 0 && right.length === chosen.length && right.every((id) => ticks.has(id));
      expect([credit >= 0 && credit <= 1, credit === 1, key.has(one) || more <= credit]).toEqual([true, same, true]);
    }));
  });
  test('of an order: sorted is worth everything, reversed nothing, and a swap of neighbours into place never less', () => {
    fc.assert(fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 8 }), fc.nat(6), (order, at) => {
      const sorted = order.toSorted((a, b) => a - b);
      const [a = 0, b = 0] = order.slice(at, at + 2);
      const better = at + 1 < order.length && a > b ? [...order.slice(0, at), b, a, ...order.slice(at + 2)] : order;
      const varied = new Set(order).size > 1;
      expect([creditOfOrder(sorted), creditOfOrder(sorted.toReversed()), creditOfOrder(better) >= creditOfOrder(order)]).toEqual([1, varied ? 0 : 1, true]);
    }));
  });
  test('of an order: a random one of five earns little', () => {
    const all = permutations([0, 1, 2, 3, 4]).map(creditOfOrder);
    expect(all.reduce((sum, each) => sum + each, 0) / all.length).toBeLessThan(0.18);
  });
});
function permutations(list: readonly number[]): readonly (readonly number[])[] {
  return list.length === 0 ? [[]] : list.flatMap((first) => permutations(list.filter((each) => each !== first)).map((rest) => [first, ...rest]));
}

describe('numbers', () => {
  const seconds = { en: 's', zh: '秒' };
  test.each<[string, { en: string; zh: string } | undefined, number | undefined]>([
    ['3', undefined, 3], [' ３ ', undefined, 3], ['3.5', undefined, 3.5], ['-2', undefined, -2], ['−2', undefined, -2], ['1,000', undefined, 1000], ['１，０００', undefined, 1000], ['1 000 000', undefined, 1_000_000],
    ['3 个', undefined, 3], ['3 Pods', { en: 'Pods', zh: 'Pod' }, 3], ['3 pod', { en: 'Pods', zh: 'Pod' }, 3], ['3个Pod', { en: 'Pods', zh: 'Pod' }, 3], ['50%', { en: '%', zh: '%' }, 50],
    ['1,5', undefined, undefined], ['3 or 4', undefined, undefined], ['three', undefined, undefined], ['', undefined, undefined], ['1e9', undefined, undefined], ['0x10', undefined, undefined], ['9'.repeat(30), undefined, undefined], ['3 apples', { en: 'Pods', zh: 'Pod' }, undefined],
    ['5m', seconds, 300], ['300 s', seconds, 300], ['300秒', seconds, 300], ['５分钟', seconds, 300], ['5 minutes', seconds, 300], ['1h30m', seconds, 5400], ['1 小时 30 分', seconds, 5400], ['300', seconds, 300], ['500ms', seconds, 0.5], ['5 m 20', seconds, undefined], ['5 parsecs', seconds, undefined], ['5m constructor', seconds, undefined],
    ['300 s', { en: 'minutes', zh: '分钟' }, 5], ['5', { en: 'minutes', zh: '分钟' }, 5], ['5分钟', { en: 'minutes', zh: '分钟' }, 5],
    ['1Gi', { en: 'MiB', zh: 'MiB' }, 1024], ['512 MiB', { en: 'MiB', zh: 'MiB' }, 512],
  ])('%j in %j', (typed, unit, value) => {
    expect(readNumber(typed, { ...quantityOf(unit?.en), unit })).toEqual(value);
  });
  test('any text is read in no time', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (typed) => { expect(Number.isFinite(readNumber(typed, { quantity: 'duration', per: 1, unit: seconds }) ?? 0)).toBe(true); }));
    expect(readNumber(`${'1,000'.repeat(400)}x`, { quantity: 'plain', per: 1 })).toBeUndefined();
  });
});

test.each([['ＡＢＣ　１２３', 'ABC 123'], ['“x”', '"x"'], ['a\u200bb', 'ab'], ['－－replicas＝3', '--replicas=3'], ['  a \t b ', 'a b'], ['ｋｕｂｅｃｔｌ　ｇｅｔ', 'kubectl get']])('%j is %j', (typed, plain) => {
  expect(plainText(typed)).toBe(plain);
  expect(caseBlind('ÄB')).toBe('Äb');
});
