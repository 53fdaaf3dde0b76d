/** Answers that are chosen, ordered or matched. */
import type { MatchVariant, MultipleVariant, OrderVariant, SheetOption, StatesOverTimeVariant, TrueFalseVariant } from '../sheet.ts';
import { isRecord, readIds, readRows } from './answer.ts';
import { creditOfOrder, creditOfTicks, share } from './credit.ts';
import { told, type Verdict } from './verdict.ts';
import { cameFirst, unread, wasThen } from './words.ts';

/** A misconception is noted of those who chose what it is tagged to, when that was wrong. */
const chosen = ({ feedback, misconception, right }: SheetOption): { feedback: SheetOption['feedback']; misconception: string | undefined } => ({ feedback, misconception: right ? undefined : misconception });

export function judgeOne(options: readonly SheetOption[], answer: unknown): Verdict {
  const option = options.find(({ id }) => id === answer);
  if (option === undefined) return { unread: unread('choice') };
  return { credit: option.right ? 1 : 0, ...told([chosen(option)]), parts: { [option.id]: option.right } };
}

export function judgeTicks({ options }: MultipleVariant, answer: unknown): Verdict {
  const ids = readIds(answer, options.map(({ id }) => id));
  if (ids === undefined || ids.length === 0) return { unread: unread('choices') };
  const ticked = new Set(ids);
  const credit = creditOfTicks(new Set(options.filter(({ right }) => right).map(({ id }) => id)), ticked);
  const parts = Object.fromEntries(options.map(({ id, right }) => [id, ticked.has(id) === right]));
  // Of what was judged wrongly, ticked or not; of everything right when nothing was.
  const worth = options.filter(({ id, right }) => (credit === 1 ? right : parts[id] !== true));
  const notes = told(worth.map(chosen));
  return { credit, ...notes, misconceptions: told(worth.filter(({ id }) => ticked.has(id)).map(chosen)).misconceptions, parts };
}

export function judgeTrueFalse({ key, feedback, misconception }: TrueFalseVariant, answer: unknown): Verdict {
  const { value, confidence } = isRecord(answer) ? answer : {};
  if (typeof value !== 'boolean' || (confidence !== 'sure' && confidence !== 'think' && confidence !== 'guess')) return { unread: unread('trueFalse') };
  const right = value === key;
  return {
    credit: right ? 1 : 0, ...told([{ feedback: value ? feedback.true : feedback.false, misconception: right ? undefined : misconception }]),
    parts: { [String(value)]: right }, sureAndWrong: !right && confidence === 'sure',
  };
}

export function judgeOrder({ items }: OrderVariant, answer: unknown): Verdict {
  const ids = readIds(answer, items.map(({ id }) => id));
  if (ids === undefined || ids.length !== items.length) return { unread: unread('order') };
  const given = ids.flatMap((id) => items.filter((item) => item.id === id));
  const swapped = given.flatMap((item, index) => {
    const next = given[index + 1];
    return next !== undefined && next.rank < item.rank ? [cameFirst(next.text, item.text, item.at - next.at)] : [];
  });
  // A line is in its place when nothing before it belongs after it, nor the other way round.
  const parts = Object.fromEntries(given.map(({ id, rank }, index) => [id, given.every((other, at) => (at < index ? other.rank <= rank : other.rank >= rank))]));
  return { credit: creditOfOrder(given.map(({ rank }) => rank)), feedback: swapped, parts };
}

export function judgeRows({ left, right }: MatchVariant, answer: unknown): Verdict {
  const rows = readRows(answer, left.map(({ id }) => id), right.map(({ id }) => id));
  if (rows === undefined) return { unread: unread('rows') };
  const parts = Object.fromEntries(left.map(({ id, key }) => [id, rows.get(id) === key]));
  const wrong = new Set(left.filter(({ id }) => parts[id] !== true).map(({ id }) => rows.get(id)));
  return { credit: share(parts), ...told(right.filter(({ id }) => wrong.has(id))), parts };
}

export function judgeStates({ moments, choices }: StatesOverTimeVariant, answer: unknown): Verdict {
  const rows = readRows(answer, moments.map(({ id }) => id), choices.map(({ id }) => id));
  if (rows === undefined) return { unread: unread('rows') };
  const parts = Object.fromEntries(moments.map(({ id, key }) => [id, rows.get(id) === key]));
  const feedback = moments.filter(({ id }) => parts[id] !== true)
    .flatMap(({ label, key }) => choices.filter(({ id }) => id === key).map(({ text }) => wasThen(label, text)));
  return { credit: share(parts), feedback, parts };
}
