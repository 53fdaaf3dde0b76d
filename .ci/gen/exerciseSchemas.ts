/** The exercises' formats as JSON Schema, so that editors complete and check YAML while it is written. */
import * as z from 'zod';
import { expectFile, labFile } from '../../engine/grading/format/lab.ts';
import { quizFile } from '../../engine/grading/format/quiz.ts';

const FORMATS: Record<string, z.ZodType> = { expect: expectFile, lab: labFile, quiz: quizFile };

type Schema = { [key: string]: unknown };
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where `oneOf` goes by `type`, an editor is told so; and what a title can say is not left to a number. */
function forEditors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forEditors);
  if (!isSchema(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, forEditors(inner)]));
}

export const exerciseSchemas = (): Record<string, string> => Object.fromEntries(Object.entries(FORMATS).map(([name, format]) =>
  [`exercises/schema/${name}.schema.json`, `${JSON.stringify({ $comment: 'Made by `npm run gen`.', ...z.toJSONSchema(format, { io: 'input', reused: 'inline' }) }, null, 1)}\n`]));
