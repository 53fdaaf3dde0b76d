/** Numbers, words and lines of a file. */
import type { FindLineVariant, NumberVariant, TextVariant } from '../sheet.ts';
import { readLine } from './answer.ts';
import { readNumber } from './number.ts';
import { caseBlind, plainText } from './plainText.ts';
import { told, type Verdict } from './verdict.ts';
import { NOT_THIS_LINE, tooFar, unread, unreadNumber } from './words.ts';

/** Sums of tenths are not exact. */
const SLACK = 1e-9;

export function judgeNumber(variant: NumberVariant, answer: unknown): Verdict {
  const typed = typeof answer === 'number' && Number.isFinite(answer) ? String(answer) : readLine(answer);
  const given = typed === undefined ? undefined : readNumber(typed, variant);
  if (given === undefined) return { unread: unreadNumber(variant.unit) };
  const slack = SLACK * Math.max(1, Math.abs(variant.value));
  const off = Math.abs(given - variant.value);
  if (off <= variant.tolerance + slack) return { credit: 1, feedback: [] };
  const credit = variant.band && off <= 2 * variant.tolerance + slack ? 0.5 : 0;
  const known = variant.wrong.filter(({ value }) => Math.abs(given - value) <= slack);
  return { credit, ...told(known.length > 0 ? known : [{ feedback: tooFar(variant.value, given) }]) };
}

export function judgeText({ value, also, exactCase, wrong }: TextVariant, answer: unknown): Verdict {
  const typed = readLine(answer);
  if (typed === undefined) return { unread: unread('text') };
  const given = spelling(typed, exactCase);
  if ([value, ...also].some((right) => spelling(right, exactCase) === given)) return { credit: 1, feedback: [] };
  return { credit: 0, ...told(wrong.filter(({ text }) => spelling(text, exactCase) === given)) };
}

export function spelling(text: string, exactCase: boolean): string {
  const plain = plainText(text).replace(/^(["'`])(.*)\1$/, '$2').trim();
  return exactCase ? plain : caseBlind(plain);
}

export function judgeLine({ text, lines, decoys }: FindLineVariant, answer: unknown): Verdict {
  const count = text.replace(/\n$/, '').split('\n').length;
  if (typeof answer !== 'number' || !Number.isInteger(answer) || answer < 1 || answer > count) return { unread: unread('line') };
  const right = lines.includes(answer);
  const known = decoys.filter(({ line }) => line === answer);
  return { credit: right ? 1 : 0, ...told(right ? [] : known.length > 0 ? known : [{ feedback: NOT_THIS_LINE }]), parts: { [String(answer)]: right } };
}
