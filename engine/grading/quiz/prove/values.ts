/** Questions for a number or a word that CEL gives. */
import { quantityOf } from '../judge/number.ts';
import { spelling } from '../judge/typed.ts';
import { numberOf, shown, textOf, type Claim, type View } from '../claims.ts';
import type { NumberVariant, TextVariant } from '../sheet.ts';
import { baseOf, compileClaims, failed, refused, type Prover } from './base.ts';
import type { Path, Problem } from './instance.ts';
import { observe, type Reading } from './observe.ts';

const isDuration = (value: unknown): boolean => typeof value === 'object' && value !== null && 'seconds' in value;

function readAs<T>(claim: Claim, path: Path, view: View, wanted: string, as: (value: unknown) => T | undefined): Reading<T> {
  const value = claim.read(view);
  if (!value.ok) return failed(path, `cannot be evaluated: ${value.error}`, 'Guard fields that may be missing with has(), lists with size()');
  const read = as(value.value);
  return read === undefined ? failed(path, `expected ${wanted}, found ${shown(value.value)}`, 'Let the expression give one') : { ok: true, value: read, word: String(read) };
}

/** Times are measured in thousandths of the unit. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export const proveNumber: Prover<'number', NumberVariant> = (question, instance) => {
  const { quantity, per } = quantityOf(question.unit?.en);
  const tolerance = Number(question.tolerance); // a parameter was filled in
  const inUnit = (value: unknown): number | undefined => { const read = numberOf(value); return read === undefined ? undefined : rounded(isDuration(value) ? read / per : read); };
  const texts = question.wrong.flatMap(({ value }, index) => (typeof value === 'number' ? [] : [{ text: value, path: ['wrong', index, 'value'] }]));
  const { claims: [value, ...wrong], problems } = compileClaims(instance, [{ text: question.value, path: ['value'] }, ...texts]);
  if (value === undefined || problems.length > 0) return refused(problems);
  const observation = observe<readonly number[]>({ instance, claims: [value, ...wrong], command: question.command, path: ['value'], same: ([a = 0], [b = 0]) => Math.abs(a - b) <= tolerance, read(view) {
    const main = readAs(value, ['value'], view, 'a number', inUnit);
    if (!main.ok) return main;
    const read = wrong.map((claim, index) => readAs(claim, texts[index]?.path ?? [], view, 'a number', inUnit));
    const bad = read.flatMap((one) => (one.ok ? [] : one.problems));
    return bad.length > 0 ? { ok: false, problems: bad } : { ok: true, value: [main.value, ...read.flatMap((one) => (one.ok ? [one.value] : []))], word: main.word };
  } });
  return { looks: observation.looks, finish(run) {
    const seen = observation.finish(run);
    if (seen.ok !== true) return seen;
    const [right = 0, ...computed] = seen.value;
    const entries = question.wrong.map(({ value: given, feedback, misconception }) => ({ value: typeof given === 'number' ? given : computed.shift() ?? 0, feedback, ...(misconception === undefined ? {} : { misconception }) }));
    const clash = entries.flatMap((entry, index): Problem[] => (Math.abs(entry.value - right) <= tolerance ? [{ path: ['wrong', index], message: `${entry.value} counts as right: the value is ${right}, give or take ${tolerance}`, fix: 'Take it out, or correct it' }] : []));
    if (clash.length > 0) return { ok: false, problems: clash };
    return { ok: true, key: right, variant: {
      ...baseOf(instance, seen.proof, question.explain), value: right, quantity, per, tolerance, band: question.band, wrong: entries, ...(question.unit === undefined ? {} : { unit: question.unit }),
    } };
  } };
};

export const proveText: Prover<'text', TextVariant> = (question, instance) => {
  const { claims: [value], problems } = compileClaims(instance, [{ text: question.value, path: ['value'] }]);
  if (value === undefined || problems.length > 0) return refused(problems);
  const observation = observe({ instance, claims: [value], command: question.command, path: ['value'], read: (view) => readAs(value, ['value'], view, 'a text', textOf) });
  return { looks: observation.looks, finish(run) {
    const seen = observation.finish(run);
    if (seen.ok !== true) return seen;
    const { also, exactCase } = question;
    if (seen.value.trim() === '') return failed(['value'], 'the value is empty, so nothing could be answered', 'Ask about something that is there');
    const right = [seen.value, ...also].map((text) => spelling(text, exactCase));
    const clash = question.wrong.flatMap(({ text }, index): Problem[] => (right.includes(spelling(text, exactCase)) ? [{ path: ['wrong', index, 'text'], message: `${JSON.stringify(text)} counts as right: the value is ${JSON.stringify(seen.value)}`, fix: 'Take it out, or correct it' }] : []));
    if (clash.length > 0) return { ok: false, problems: clash };
    const wrong = question.wrong.map(({ text, feedback, misconception }) => ({ text, feedback, ...(misconception === undefined ? {} : { misconception }) }));
    return { ok: true, key: seen.value, variant: { ...baseOf(instance, seen.proof, question.explain), value: seen.value, also, exactCase, wrong } };
  } };
};
