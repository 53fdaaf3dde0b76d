/** Questions whose options, statements or rows are claims. */
import type { Text } from '../../format/common.ts';
import type { QuestionOf } from '../../format/quiz.ts';
import { CLAIM_HELP } from '../claims.ts';
import type { MatchVariant, MultipleVariant, SheetOption, SingleVariant, TrueFalseVariant } from '../sheet.ts';
import { baseOf, compileClaims, failed, readTruths, refused, type Prover } from './base.ts';
import type { Problem } from './instance.ts';
import { observe } from './observe.ts';

const ENGINE_DECIDES = 'The engine decides: correct the options or the world';

type Choice = QuestionOf<'single' | 'multiple'>;
function optionsOf({ options }: Choice, truths: readonly boolean[]): readonly SheetOption[] {
  return options.map(({ text, feedback, misconception }, index) =>
    ({ id: String(index), text, right: truths[index] === true, feedback, ...(misconception === undefined ? {} : { misconception }) }));
}
const rightOf = (options: readonly SheetOption[]): readonly SheetOption[] => options.filter(({ right }) => right);

/** An option that stands for a wrong belief is never true. */
const trueBeliefs = ({ options }: Choice, truths: readonly boolean[], seed: string): Problem[] => options.flatMap(({ misconception }, index) => (misconception !== undefined && truths[index] === true
  ? [{ path: ['options', index, 'claim'], message: `option ${index + 1} stands for the wrong belief ${misconception}, but is true with seed ${seed}`, fix: ENGINE_DECIDES }] : []));

/** What the right options say, when the author has no sentence of their own. */
function inOneText(texts: readonly Text[]): Text {
  return { en: texts.map(({ en }) => en).join(' '), zh: texts.map(({ zh }) => zh).join('') };
}

const proveOptions = <V extends SingleVariant & MultipleVariant>(problemOf: (truths: readonly boolean[]) => string | undefined): Prover<'single' | 'multiple', V> => (question, instance) => {
  const { seed } = instance;
  const paths = question.options.map((_, index) => ['options', index, 'claim']);
  const { claims, problems } = compileClaims(instance, question.options.map(({ claim }, index) => ({ text: claim, path: paths[index] ?? [] })));
  if (problems.length > 0) return refused(problems);
  const observation = observe({ instance, claims, command: question.command, path: ['options'], read: (view) => readTruths(claims, paths, view) });
  return { looks: observation.looks, finish(run) {
    const seen = observation.finish(run);
    if (seen.ok !== true) return seen;
    const wrong = problemOf(seen.value);
    if (wrong !== undefined) return failed(['options'], `${wrong} with seed ${seed}`, ENGINE_DECIDES);
    const beliefs = trueBeliefs(question, seen.value, seed);
    if (beliefs.length > 0) return { ok: false, problems: beliefs };
    const options = optionsOf(question, seen.value);
    const variant = { ...baseOf(instance, seen.proof, inOneText(rightOf(options).map(({ feedback }) => feedback))), options };
    return { ok: true, variant: variant as unknown as V, key: rightOf(options).map(({ id }) => id) };
  } };
};
const numbers = (truths: readonly boolean[]): string => { const list = truths.flatMap((truth, index) => (truth ? [index + 1] : [])); return list.length === 0 ? '0' : `${list.length} (${list.join(', ')})`; };

export const proveSingle: Prover<'single' | 'multiple', SingleVariant> = proveOptions((truths) =>
  (truths.filter(Boolean).length === 1 ? undefined : `expected exactly one true option, found ${numbers(truths)}`));
export const proveMultiple: Prover<'single' | 'multiple', MultipleVariant> = proveOptions((truths) =>
  (truths.some(Boolean) && !truths.every(Boolean) ? undefined : `expected at least one true option and one false, found ${numbers(truths)} true of ${truths.length}`));

export const proveTrueFalse: Prover<'true-false', TrueFalseVariant> = (question, instance) => {
  const { claims, problems } = compileClaims(instance, [{ text: question.claim, path: ['claim'] }]);
  if (problems.length > 0) return refused(problems);
  const observation = observe({ instance, claims, command: question.command, path: ['claim'], read: (view) => readTruths(claims, [['claim']], view) });
  return { looks: observation.looks, finish(run) {
    const seen = observation.finish(run);
    if (seen.ok !== true) return seen;
    const key = seen.value[0] === true;
    const { feedback, misconception } = question;
    return { ok: true, key, variant: { ...baseOf(instance, seen.proof, key ? feedback.true : feedback.false), key, feedback, ...(misconception === undefined ? {} : { misconception }) } };
  } };
};

const choiceOf = ({ id, text, feedback, misconception }: QuestionOf<'match'>['right'][number]): MatchVariant['right'][number] =>
  ({ id, text, ...(feedback === undefined ? {} : { feedback }), ...(misconception === undefined ? {} : { misconception }) });

export const proveMatch: Prover<'match', MatchVariant> = (question, instance) => {
  const { left, right } = question;
  const values = compileClaims(instance, left.map(({ value }, index) => ({ text: value, path: ['left', index, 'value'] })));
  const claims = compileClaims(instance, right.map(({ claim }, index) => ({ text: claim, path: ['right', index, 'claim'], more: ['left'] })));
  const problems = [...values.problems, ...claims.problems];
  if (problems.length > 0) return refused(problems);
  const observation = observe<readonly (readonly boolean[])[]>({ instance, claims: [...values.claims, ...claims.claims], path: ['left'], read(view) {
    const rows: (readonly boolean[])[] = [];
    for (const [index, claim] of values.claims.entries()) {
      const value = claim.read(view);
      if (!value.ok) return failed(['left', index, 'value'], `cannot be evaluated: ${value.error}`, CLAIM_HELP);
      const truths = readTruths(claims.claims, right.map((_, at) => ['right', at, 'claim']), { ...view, left: value.value });
      if (!truths.ok) return truths;
      rows.push(truths.value);
    }
    return { ok: true, value: rows, word: rows.map(numbers).join('; ') };
  } });
  return { looks: observation.looks, finish(run) {
    const seen = observation.finish(run);
    if (seen.ok !== true) return seen;
    const wrong = seen.value.flatMap((truths, index): Problem[] => (truths.filter(Boolean).length === 1 ? []
      : [{ path: ['left', index], message: `expected exactly one on the right to be true of ${left[index]?.id}, found ${numbers(truths)}`, fix: ENGINE_DECIDES }]));
    if (wrong.length > 0) return { ok: false, problems: wrong };
    const rows = left.map(({ id, text }, index) => ({ id, text, key: right[seen.value[index]?.indexOf(true) ?? 0]?.id ?? '' }));
    const variant = { ...baseOf(instance, seen.proof, question.explain), left: rows, right: right.map(choiceOf) };
    return { ok: true, variant, key: Object.fromEntries(rows.map(({ id, key }) => [id, key])) };
  } };
};
