/** A question of any type, asked of the engine. */
import type { SheetQuestion } from '../sheet.ts';
import { missingExhibit, refused, type Asked } from './base.ts';
import { proveMatch, proveMultiple, proveSingle, proveTrueFalse } from './choices.ts';
import type { Instance } from './instance.ts';
import { proveOrder, proveStates } from './overTime.ts';
import { proveCommand, proveFillYaml, proveFindLine } from './tried.ts';
import { proveNumber, proveText } from './values.ts';

/** A question with one variant: `inSheet` collects those of several seeds. */
export function ask(instance: Instance): Asked<SheetQuestion> {
  const { question } = instance;
  const exhibit = missingExhibit(instance);
  if (exhibit.length > 0) return refused(exhibit);
  const { id, skill, lesson } = question;
  const common = { id, skill, ...(lesson === undefined ? {} : { lesson }) };
  switch (question.type) {
    case 'single': return asQuestion(proveSingle(question, instance), (variant) => ({ ...common, type: 'single', variants: [variant] }));
    case 'multiple': return asQuestion(proveMultiple(question, instance), (variant) => ({ ...common, type: 'multiple', variants: [variant] }));
    case 'true-false': return asQuestion(proveTrueFalse(question, instance), (variant) => ({ ...common, type: 'true-false', variants: [variant] }));
    case 'match': return asQuestion(proveMatch(question, instance), (variant) => ({ ...common, type: 'match', variants: [variant] }));
    case 'number': return asQuestion(proveNumber(question, instance), (variant) => ({ ...common, type: 'number', variants: [variant] }));
    case 'text': return asQuestion(proveText(question, instance), (variant) => ({ ...common, type: 'text', variants: [variant] }));
    case 'order': return asQuestion(proveOrder(question, instance), (variant) => ({ ...common, type: 'order', variants: [variant] }));
    case 'states-over-time': return asQuestion(proveStates(question, instance), (variant) => ({ ...common, type: 'states-over-time', variants: [variant] }));
    case 'command': return asQuestion(proveCommand(question, instance), (variant) => ({ ...common, type: 'command', variants: [variant] }));
    case 'fill-yaml': return asQuestion(proveFillYaml(question, instance), (variant) => ({ ...common, type: 'fill-yaml', variants: [variant] }));
    case 'find-line': return asQuestion(proveFindLine(question, instance), (variant) => ({ ...common, type: 'find-line', variants: [variant] }));
  }
}

function asQuestion<V>({ looks, finish }: Asked<V>, make: (variant: V) => SheetQuestion): Asked<SheetQuestion> {
  return { looks, finish(run) {
    const found = finish(run);
    return found.ok === true ? { ...found, variant: make(found.variant) } : found;
  } };
}

/** One more variant of the same question. */
export function withVariant(question: SheetQuestion, more: SheetQuestion): SheetQuestion {
  // Both are the same question, so of one type.
  return { ...question, variants: [...question.variants, ...more.variants] } as SheetQuestion;
}
