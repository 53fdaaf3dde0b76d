/** How much was right, in words. Never a percentage: what was found and what was missed. */
import { translate } from '@docusaurus/Translate';
import type { Judged, SheetQuestion, SheetVariant } from '@site/src/plugins/course/types.ts';
import type { VariantOf } from './types.ts';

/** Places of those that need not be moved: the longest row whose ranks never fall. */
export function inOrder(ranks: readonly number[]): readonly number[] {
  const rows: (readonly number[])[] = [];
  const longer = (a: readonly number[], b: readonly number[]): readonly number[] => (b.length > a.length ? b : a);
  ranks.forEach((rank, index) => { rows.push([...rows.filter((_, at) => (ranks[at] ?? 0) <= rank).reduce(longer, []), index]); });
  return rows.reduce(longer, []);
}
const strings = (answer: unknown): readonly string[] => (Array.isArray(answer) ? answer.filter((one) => typeof one === 'string') : []);

/** '' where there is nothing to count. */
export function creditText({ type }: Pick<SheetQuestion, 'type'>, variant: SheetVariant, answer: unknown, { right, credit, parts }: Judged): string {
  if (right) return '';
  const [held, all] = [Object.values(parts).filter(Boolean).length, Object.keys(parts).length];
  switch (type) {
    case 'order': {
      // The variant is of the question's type.
      const { items } = variant as VariantOf<'order'>;
      const ranks = strings(answer).map((id) => items.find((item) => item.id === id)?.rank ?? 0);
      return translate({ id: 'peapod.quiz.credit.order', message: '{held} of {all} in order.' }, { held: inOrder(ranks).length, all: items.length });
    }
    case 'multiple': {
      const { options } = variant as VariantOf<'multiple'>;
      const ticked = new Set(strings(answer));
      const found = options.filter((option) => option.right && ticked.has(option.id)).length;
      const wrong = options.filter((option) => !option.right && ticked.has(option.id)).length;
      const all = options.filter((option) => option.right).length;
      return wrong === 0 ? translate({ id: 'peapod.quiz.credit.found', message: '{found} of {all} found.' }, { found, all })
        : translate({ id: 'peapod.quiz.credit.tooMany', message: '{found} of {all} found, {wrong} too many.' }, { found, all, wrong });
    }
    case 'match': return translate({ id: 'peapod.quiz.credit.match', message: '{held} of {all} rows right.' }, { held, all });
    case 'states-over-time': return translate({ id: 'peapod.quiz.credit.states', message: '{held} of {all} moments right.' }, { held, all });
    case 'number': return credit > 0 ? translate({ id: 'peapod.quiz.credit.number', message: 'Close: half the credit.' }) : '';
    default: return '';
  }
}

export function verdictText({ right, credit }: Pick<Judged, 'right' | 'credit'>): string {
  if (right) return translate({ id: 'peapod.quiz.verdict.right', message: 'Right.' });
  return credit > 0 ? translate({ id: 'peapod.quiz.verdict.partly', message: 'Partly right.' }) : translate({ id: 'peapod.quiz.verdict.wrong', message: 'Not right.' });
}
