/** YAML as kubectl reads it: documents are cut at `---` lines first, then parsed one by one. */
import { YAMLException, loadAll } from 'js-yaml';
import type { Json } from '../json.ts';
import { goYamlError } from './errors.ts';
import { KUBERNETES_SCHEMA, KUSTOMIZE_SCHEMA } from './schema.ts';

export type YamlDocument = {
  /** undefined for a document without content (only comments). */
  readonly value: Json | undefined;
  readonly text: string;
  /** Line of the document's first line in the whole text, from 1. */
  readonly line: number;
};
export type YamlError = {
  /** In go-yaml's words, without the leading `yaml: `: `line 4: did not find expected key`. */
  readonly message: string;
  /** Where in the whole text, from 1. */
  readonly line: number;
  readonly column: number;
};
export type LoadedYaml =
  | { readonly ok: true; readonly documents: readonly YamlDocument[] }
  | { readonly ok: false; readonly documents: readonly YamlDocument[]; readonly error: YamlError };

/** Bigger texts are refused before they are parsed. */
const MAX_BYTES = 3 * 1024 * 1024;
/** Aliases are shared, so a small text can stand for a huge tree. */
const MAX_NODES = 200_000;

/** @k8s apimachinery/pkg/util/yaml splitYAMLDocument */
export function splitDocuments(text: string): { readonly text: string; readonly line: number }[] {
  const parts: { text: string; line: number }[] = [];
  let current: string[] = [];
  let start = 1;
  const push = (next: number): void => {
    if (current.length > 0) parts.push({ text: `${current.join('\n')}\n`, line: start });
    current = [];
    start = next;
  };
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  lines.forEach((line, i) => {
    if (/^---\s*(?:#.*)?$/.test(line)) push(i + 2);
    else if (/^---\s/.test(line)) { push(i + 1); current.push(`   ${line.slice(3)}`); }
    else current.push(line);
  });
  push(0);
  return parts;
}

/** Whose reading of plain words it is. */
export type LoadOptions = { readonly as?: 'kubectl' | 'kustomize' };

export function loadYaml(text: string, options: LoadOptions = {}): LoadedYaml {
  const documents: YamlDocument[] = [];
  if (text.length > MAX_BYTES) return { ok: false, documents, error: { message: 'document too large', line: 1, column: 1 } };
  for (const part of splitDocuments(text)) {
    const parsed = parseOne(part.text, part.line, options);
    if ('message' in parsed) return { ok: false, documents, error: parsed };
    documents.push({ value: parsed.value, text: part.text, line: part.line });
  }
  return { ok: true, documents };
}

export function parseOne(text: string, line: number, { as = 'kubectl' }: LoadOptions = {}): { readonly value: Json | undefined } | YamlError {
  try {
    const values = loadAll(text, { schema: as === 'kubectl' ? KUBERNETES_SCHEMA : KUSTOMIZE_SCHEMA, json: true, maxAliases: 1000, maxTotalMergeKeys: 10_000 }) as unknown[];
    if (values.length === 0) return { value: undefined };
    return { value: toJson(values[0], { nodes: 0, above: new Set() }) };
  } catch (error) {
    if (error instanceof YAMLException) return goYamlError(error, text, line);
    if (error instanceof NotJson) return { message: error.message, line, column: 1 };
    if (error instanceof Circular) return { message: `anchor '${/\*([^\s,[\]{}]+)/.exec(text)?.[1] ?? ''}' value contains itself`, line, column: 1 };
    throw error;
  }
}

class NotJson extends Error {}
class Circular extends Error {}
type Budget = { nodes: number; readonly above: Set<object> };

/** Keys become text, and the tree is bounded and a tree. */
function toJson(value: unknown, budget: Budget): Json {
  if (typeof value !== 'object' || value === null) return scalarToJson(value, budget);
  if (budget.above.has(value)) throw new Circular();
  budget.above.add(value);
  const json = nestedToJson(value, budget);
  budget.above.delete(value);
  return json;
}

function spend(budget: Budget): void {
  budget.nodes++;
  if (budget.nodes > MAX_NODES) throw new NotJson('document contains excessive aliasing');
}

function nestedToJson(value: object, budget: Budget): Json {
  spend(budget);
  if (Array.isArray(value)) return value.map((each) => toJson(each, budget));
  const out: { [key: string]: Json } = {};
  for (const [key, each] of Object.entries(value)) {
    Object.defineProperty(out, key, { value: toJson(each, budget), enumerable: true, configurable: true, writable: true });
  }
  return out;
}

function scalarToJson(value: unknown, budget: Budget): Json {
  spend(budget);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}
