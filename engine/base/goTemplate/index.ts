/** Go's text/template, as far as `kubectl -o go-template` needs it. */
import type { Json } from '../json.ts';
import { Executor } from './execute.ts';
import { FUNCTION_NAMES } from './functions.ts';
import { parseTemplate } from './parse.ts';
import type { Parsed } from './parse.ts';
import { TemplateError } from './templateError.ts';

export type GoTemplate = { execute(data: Json): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string; /** What was printed before. */ readonly text: string } };
export type GoTemplateOptions = { readonly missingKeyIsError?: boolean };

export function parseGoTemplate(text: string, options: GoTemplateOptions = {}): { readonly ok: true; readonly template: GoTemplate } | { readonly ok: false; readonly error: string } {
  let parsed: Parsed;
  try { parsed = parseTemplate(text, FUNCTION_NAMES); }
  catch (error) {
    if (error instanceof TemplateError) return { ok: false, error: error.message };
    throw error;
  }
  return { ok: true, template: { execute: (data) => execute(parsed, data, options.missingKeyIsError === true) } };
}

function execute(parsed: Parsed, data: Json, strict: boolean): ReturnType<GoTemplate['execute']> {
  const executor = new Executor(parsed, strict);
  try {
    executor.run(data);
    return { ok: true, text: executor.out };
  } catch (error) {
    if (error instanceof TemplateError) return { ok: false, error: error.message, text: executor.out };
    throw error;
  }
}
