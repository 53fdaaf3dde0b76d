/**
 * A partial object against a whole one, in chainsaw's shape: every field that is written must be there with its value, lists are compared
 * whole. A key in parentheses is an expression over the fields at that depth (`object` is all of them); what it gives is compared with
 * what stands below. `~.key` and `~.(expression)` compare each item of a list.
 * @see https://kyverno.github.io/kyverno-json/latest/policies/asserts/ (whose expressions are JMESPath unless they are CEL; ours are CEL)
 */
import { isList, isObject, type Json, type JsonObject } from '../../base/index.ts';
import { celWords, compileCel, type CelProgram } from './cel.ts';

export type Mismatch = {
  readonly path: string; readonly expected: Json; readonly seen: Json | undefined;
  /** Of an expression: the fields that it looked at, and why it could not be evaluated. */
  readonly fields?: readonly { readonly path: string; readonly value: Json | undefined }[];
  readonly error?: string;
};
export type TreeProblem = { readonly path: readonly (string | number)[]; readonly message: string; readonly fix: string; readonly column?: number };

const EXPRESSION = /^(~\.)?\((.*)\)$/s;
const EACH = /^~\.([^(].*)$/s;
const JMESPATH = /\[\?[^\]]*[=<>]|`|@|\[\*\]|\blength\(|(?<!\|)\|(?!\|)/;
const withoutTexts = (expression: string): string => expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "''");
const UNSUPPORTED = /^~\w+\.|->|;\s*\w+$/;

/** Names that an expression may mean: fields at its depth. Functions and what follows a dot are none. */
const namesIn = (expression: string): readonly string[] => [...new Set([...withoutTexts(expression).matchAll(/(?<![\w.$])[A-Za-z_]\w*(?!\w|\s*\()/g)].map(([name]) => name))]
  .filter((name) => !['true', 'false', 'null', 'in', 'sets', 'lists', 'strings', 'math', 'optional', 'cel', 'ip', 'cidr', 'format'].includes(name));

type Tried = { readonly names: readonly string[]; readonly result: ReturnType<typeof compileCel> };
const known = new Map<string, Tried>();
function compiled(expression: string): Tried {
  const found = known.get(expression);
  if (found !== undefined) return found;
  const names = namesIn(expression);
  const made = { names, result: compileCel(expression, [...new Set(['object', ...names])]) };
  if (known.size > 2000) known.clear();
  known.set(expression, made);
  return made;
}

/** What is wrong with keys in parentheses, everywhere in it. */
export function treeProblems(expected: Json, path: readonly (string | number)[] = []): readonly TreeProblem[] {
  if (isList(expected)) return expected.flatMap((entry, index) => treeProblems(entry, [...path, index]));
  if (!isObject(expected)) return [];
  return Object.entries(expected).flatMap(([key, value]) => {
    const below = value === undefined ? [] : treeProblems(value, [...path, key]);
    const problem = keyProblem(key);
    return problem === undefined ? below : [{ path: [...path, key], ...problem }, ...below];
  });
}

function keyProblem(key: string): Omit<TreeProblem, 'path'> | undefined {
  if (UNSUPPORTED.test(key)) return { message: `${key}: bindings (->name), named indices and other compilers of chainsaw are not understood here`, fix: 'Write (expression) or ~.key; for more objects use select with bind' };
  const [, , expression] = EXPRESSION.exec(key) ?? [];
  if (expression === undefined) return key.startsWith('(') ? { message: `${key} begins with a parenthesis that is not closed`, fix: 'Write (expression): value' } : undefined;
  if (JMESPATH.test(withoutTexts(expression))) return { message: `${key} is JMESPath; keys in parentheses are CEL here`, fix: "For example (conditions.exists(c, c.type == 'Ready' && c.status == 'True')): true" };
  const { names, result } = compiled(expression);
  const [first] = result.ok ? [] : result.problems;
  if (first === undefined) return undefined;
  const { message, fix } = celWords(first, [...names, 'object'], expression);
  return { message: `${key} is no CEL: ${message}`, fix, column: key.indexOf('(') + 1 + first.column };
}

/** The first difference in the order of the expected fields; undefined if everything is there. */
export function mismatch(expected: Json, seen: Json | undefined, path = ''): Mismatch | undefined {
  if (isObject(expected)) {
    if (!isObject(seen)) return { path, expected, seen };
    for (const [key, value] of Object.entries(expected)) {
      const found = value === undefined ? undefined : mismatchAt(key, value, seen, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isList(expected)) {
    if (seen === undefined || !isList(seen) || seen.length !== expected.length) return { path, expected, seen };
    for (const [index, value] of expected.entries()) {
      const found = mismatch(value, seen[index], `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return expected === seen ? undefined : { path, expected, seen };
}

const under = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function mismatchAt(key: string, value: Json, seen: JsonObject, path: string): Mismatch | undefined {
  const [, each, expression] = EXPRESSION.exec(key) ?? [];
  if (expression !== undefined) {
    const { names, result } = compiled(expression);
    if (!result.ok) return { path: under(path, key), expected: value, seen: undefined, error: result.error };
    return ofExpression({ key, names, program: result.program, each: each !== undefined, value, seen, path });
  }
  const list = EACH.exec(key)?.[1];
  if (list !== undefined) return ofEach(value, own(seen, list), under(path, list));
  return mismatch(value, own(seen, key), under(path, key));
}
const own = (object: JsonObject, key: string): Json | undefined => (Object.hasOwn(object, key) ? object[key] : undefined);

function ofEach(value: Json, list: Json | undefined, path: string): Mismatch | undefined {
  const entries = list !== undefined && isList(list) ? list.map((entry, index) => [`[${index}]`, entry] as const)
    : list !== undefined && isObject(list) ? Object.entries(list).map(([key, entry]) => [`.${key}`, entry] as const) : undefined;
  if (entries === undefined || entries.length === 0) return { path, expected: value, seen: list };
  for (const [step, entry] of entries) {
    const found = mismatch(value, entry, `${path}${step}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Expression = { readonly key: string; readonly names: readonly string[]; readonly program: CelProgram; readonly each: boolean; readonly value: Json; readonly seen: JsonObject; readonly path: string };

function ofExpression({ key, names, program, each, value, seen, path }: Expression): Mismatch | undefined {
  const variables = Object.fromEntries(names.flatMap((name) => { const field = own(seen, name); return field === undefined ? [] : [[name, field] as const]; }));
  const result = program.run({ ...variables, object: seen });
  const fields = (): Mismatch['fields'] => program.reads.map((read) => read[0] === 'object' && !Object.hasOwn(seen, 'object') ? read.slice(1) : read).filter((read) => read.length > 0).slice(0, 3)
    .map((read) => { const plain = read.includes('[]') ? read.slice(0, read.indexOf('[]')) : read; return { path: under(path, plain.join('.')), value: valueAt(seen, plain) }; });
  if (!result.ok) return { path: under(path, key), expected: value, seen: undefined, fields: fields() ?? [], error: result.error };
  const found = each ? ofEach(value, result.value, under(path, key)) : mismatch(value, result.value, under(path, key));
  return found === undefined ? undefined : { ...found, fields: fields() ?? [] };
}

/** The value at a path of plain fields. */
export function valueAt(value: Json | undefined, path: readonly string[]): Json | undefined {
  let at = value;
  for (const step of path) at = isObject(at) ? own(at, step) : undefined;
  return at;
}
