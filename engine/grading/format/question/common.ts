/** What every question has. */
import * as z from 'zod';
import { duration, lessonId, misconception, slug, text } from '../common.ts';
import { params } from '../params.ts';
import { world } from '../world.ts';

const exhibit = z.union([
  z.strictObject({ file: z.string().min(1).describe('A file of the world, shown as it is.') }),
  z.strictObject({ language: z.enum(['yaml', 'sh', 'text']).describe('How it is coloured.'), text: z.string().min(1).describe('What is shown.') }),
]).describe('A manifest or an output that the question speaks of.');

export const common = {
  id: slug.describe('Stays the same for ever: progress and reviews go by it.'),
  skill: slug.describe('What is practised; the reviews go by it.'),
  stem: text.describe('The question.'),
  exhibit: exhibit.optional(),
  world: world.optional().describe('Default: the quiz\'s own.'),
  params: params.optional().describe('Beside those of the quiz.'),
  guard: duration.optional().describe('So long around the moment the key must hold; default: the quiz\'s.'),
  misconception: misconception.optional().describe('Of the question as a whole.'),
  lesson: lessonId.optional(),
};
/** The correct model, shown after any answer. */
export const explain = text.describe('How it really is: shown after any answer.');
export const feedback = text.describe('Why this is right or wrong.');
export const settle = duration.default('30s').describe('Time to act before the goal is looked at.');
