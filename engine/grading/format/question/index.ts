/** All types of questions, by their `type`. */
import * as z from 'zod';
import { multiple, single } from './choices.ts';
import { command } from './command.ts';
import { fillYaml } from './fillYaml.ts';
import { findLine } from './findLine.ts';
import { match } from './match.ts';
import { number } from './number.ts';
import { order } from './order.ts';
import { statesOverTime } from './statesOverTime.ts';
import { shortText } from './text.ts';
import { trueFalse } from './trueFalse.ts';

export const question = z.discriminatedUnion('type', [command, fillYaml, findLine, match, multiple, number, order, shortText, single, statesOverTime, trueFalse]);
export type Question = z.infer<typeof question>;
export type QuestionType = Question['type'];
/** `QuestionOf<'number'>` */
export type QuestionOf<T extends QuestionType> = Extract<Question, { type: T }>;
