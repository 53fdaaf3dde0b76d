/** The exercises' formats as JSON Schema, so that editors complete and check YAML while it is written. */
import * as z from 'zod';
import { helpFile } from '../../engine/grading/format/help.ts';
import { expectFile, labFile } from '../../engine/grading/format/lab.ts';
import { quizFile } from '../../engine/grading/format/quiz.ts';

const FORMATS: Record<string, z.ZodType> = { expect: expectFile, help: helpFile, lab: labFile, quiz: quizFile };

export const exerciseSchemas = (): Record<string, string> => Object.fromEntries(Object.entries(FORMATS).map(([name, format]) =>
  [`exercises/schema/${name}.schema.json`, `${JSON.stringify({ $comment: 'Made by `npm run gen`.', ...z.toJSONSchema(format, { io: 'input', reused: 'inline' }) }, null, 1)}\n`]));
