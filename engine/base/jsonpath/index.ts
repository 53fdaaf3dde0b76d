/** JSONPath templates as kubectl has them: `{.items[*].metadata.name}`. */
import { goPrint } from '../goPrint.ts';
import type { Json } from '../json.ts';
import { isList, isObject } from '../patch/equal.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluate.ts';
import { parsePath } from './parse.ts';

export type JsonPath = {
  /** What each part of the template finds. */
  find(data: Json): Evaluation;
  /** The template with what was found; results of one part are separated by blanks. */
  print(data: Json): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };
};
export type JsonPathOptions = { readonly allowMissing?: boolean };

export function parseJsonPath(template: string, options: JsonPathOptions = {}): { readonly ok: true; readonly path: JsonPath } | { readonly ok: false; readonly error: string } {
  const parsed = parsePath(template);
  if (!parsed.ok) return parsed;
  const find = (data: Json): Evaluation => evaluate(parsed.nodes, data, options.allowMissing === true);
  return {
    ok: true,
    path: {
      find,
      print(data) {
        const found = find(data);
        return found.ok ? { ok: true, text: found.results.map((values) => values.map(printValue).join(' ')).join('') } : found;
      },
    },
  };
}

/** Objects and lists as JSON, everything else as Go prints it. */
function printValue(value: Json): string {
  if (value === null) return 'null';
  return isObject(value) || isList(value) ? compactJson(value) : goPrint(value);
}

/** As Go's encoding/json: keys sorted, `<`, `>` and `&` escaped. */
export function compactJson(value: Json): string {
  return JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const out: { [key: string]: Json } = {};
  for (const key of Object.keys(value).sort()) {
    const each = value[key];
    if (each !== undefined) Object.defineProperty(out, key, { value: sorted(each), enumerable: true, configurable: true, writable: true });
  }
  return out;
}

/**
 * `.a.b`, `a.b`, `{.a.b}` and `{a.b}` all mean `{.a.b}`: --sort-by, custom-columns, wait.
 * @k8s cli-runtime/pkg/get RelaxedJSONPathExpression
 */
export function relaxedJsonPath(text: string): { readonly ok: true; readonly template: string } | { readonly ok: false; readonly error: string } {
  if (text === '') return { ok: true, template: '' };
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text);
  if (match === null) return { ok: false, error: "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'" };
  return { ok: true, template: `{.${match[1] ?? match[2] ?? ''}}` };
}
