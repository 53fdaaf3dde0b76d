/** An authored YAML file against its format: the value, or every problem with its place. */
import * as z from 'zod';
import { loadYaml, yamlPositions, type Positions } from '../../base/index.ts';
import type { Diagnostic } from '../diagnostic.ts';

export type Read<T> = { readonly ok: true; readonly value: T; readonly at: Places } | { readonly ok: false; readonly problems: readonly Diagnostic[] };
/** Line and column of the value (or, where it is missing, of its nearest ancestor) at a path. */
export type Places = (path: readonly (string | number)[]) => { readonly line: number; readonly column: number };

function placesIn(positions: Positions): Places {
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const found = positions.value(0, path.slice(0, length)) ?? positions.key(0, path.slice(0, length));
      if (found !== undefined) return found;
    }
    return { line: 1, column: 1 };
  };
}

const FIXES: { readonly [code: string]: string } = {
  unrecognized_keys: 'Remove it, or correct its spelling',
  invalid_type: 'See exercises/schema for what belongs here',
};

export function readAuthored<T>(file: string, text: string, format: z.ZodType<T>): Read<T> {
  const loaded = loadYaml(text);
  if (!loaded.ok) {
    const { line, column, message } = loaded.error;
    return { ok: false, problems: [{ file, line, column, message: `not valid YAML: ${message}`, fix: 'Look at the indentation and the quotes there' }] };
  }
  if (loaded.documents.length !== 1) {
    return { ok: false, problems: [{ file, line: 1, column: 1, message: `expected one YAML document, found ${loaded.documents.length}`, fix: '' }] };
  }
  const at = placesIn(yamlPositions(text));
  const parsed = format.safeParse(loaded.documents[0]?.value);
  if (parsed.success) return { ok: true, value: parsed.data, at };
  return { ok: false, problems: parsed.error.issues.map((issue) => problemOf(file, issue, at)) };
}

function problemOf(file: string, issue: z.core.$ZodIssue, at: Places): Diagnostic {
  const path = issue.path.map((p) => (typeof p === 'symbol' ? String(p) : p));
  const name = path.map((p) => (typeof p === 'number' ? `[${p}]` : `.${p}`)).join('').replace(/^\./, '');
  return { file, ...at(path), message: `${name === '' ? '' : `${name}: `}${issue.message}`, fix: FIXES[issue.code ?? ''] ?? '' };
}
