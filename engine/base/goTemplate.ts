/** Go's text/template, as far as `kubectl -o go-template` needs it. */
import type { Json } from './json.ts';

export type GoTemplate = { execute(data: Json): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string; /** What was printed before. */ readonly text: string } };
export type GoTemplateOptions = { readonly missingKeyIsError?: boolean };

export function parseGoTemplate(text: string, _options: GoTemplateOptions = {}): { readonly ok: true; readonly template: GoTemplate } | { readonly ok: false; readonly error: string } {
  return { ok: false, error: `not yet: ${text}` };
}
