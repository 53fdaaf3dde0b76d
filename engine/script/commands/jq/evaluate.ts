/** Runs a filter: one value in, any number out. */
import type { Json } from '../../../base/index.ts';
import { BUILTINS, DEFINED } from './builtins.ts';
import { formatted } from './formats.ts';
import { parseJq } from './parse.ts';
import type { Filter, Pattern } from './syntax.ts';
import { arithmetic, compare, deletePath, eachValue, getPath, indexValue, isObject, JqError, setPath, sliceValue, truthy, typeOf, type Path } from './values.ts';

type Closure = { readonly parameters: readonly string[]; readonly body: Filter; readonly scope: () => Scope };
export type Scope = { readonly variables: ReadonlyMap<string, Json>; readonly functions: ReadonlyMap<string, Closure> };
type Out = Generator<Json, void, void>;
type PathOut = Generator<readonly [Path, Json], void, void>;
class Break { readonly label: string; constructor(label: string) { this.label = label; } }

const withVariables = (scope: Scope, bound: Iterable<readonly [string, Json]>): Scope => ({ ...scope, variables: new Map([...scope.variables, ...bound]) });

function define(scope: Scope, name: string, parameters: readonly string[], body: Filter): Scope {
  const functions = new Map(scope.functions);
  const made: Scope = { ...scope, functions };
  functions.set(`${name}/${parameters.length}`, { parameters, body, scope: () => made });
  return made;
}

let prelude: Scope | undefined;
/** What jq defines in its own language. Parsed on first use. */
function preludeScope(): Scope {
  if (prelude !== undefined) return prelude;
  let scope: Scope = { variables: new Map(), functions: new Map() };
  for (const source of DEFINED) { const filter = parseJq(`${source} .`); if (filter.type === 'def') scope = define(scope, filter.name, filter.parameters, filter.body); }
  prelude = scope;
  return scope;
}
export const topScope = (variables: ReadonlyMap<string, Json>): Scope => ({ ...preludeScope(), variables });

function* bind(pattern: Pattern, value: Json, scope: Scope): Generator<readonly (readonly [string, Json])[], void, void> {
  if (pattern.type === 'name') { yield [[pattern.name, value]]; return; }
  const parts: Generator<readonly (readonly [string, Json])[], void, void>[] = [];
  if (pattern.type === 'list') { if (value !== null && !Array.isArray(value)) throw new JqError(`Cannot index ${typeOf(value)} with number`); parts.push(...pattern.items.map((item, i) => bind(item, (value as readonly Json[] | null)?.[i] ?? null, scope))); }
  else for (const { key, bind: name, value: inner } of pattern.entries) for (const name2 of evaluate(key, value, scope)) {
    const found = indexValue(value, name2);
    if (name !== undefined) parts.push((function* () { yield [[name, found] as const]; })());
    if (inner !== undefined) parts.push(bind(inner, found, scope));
  }
  yield parts.flatMap((part) => [...part].flat());
}

/** The closure's scope with its parameters: filters as functions, `$name` as both. */
function* callScopes(closure: Closure, args: readonly Filter[], input: Json, caller: Scope): Generator<Scope, void, void> {
  const functions = new Map(closure.scope().functions);
  const values: [string, Json][][] = [[]];
  closure.parameters.forEach((parameter, i) => {
    const body = args[i] ?? { type: 'identity' as const };
    const name = parameter.replace(/^\$/, '');
    functions.set(`${name}/0`, { parameters: [], body, scope: () => caller });
    if (!parameter.startsWith('$')) return;
    const made = [...evaluate(body, input, caller)];
    values.splice(0, values.length, ...made.flatMap((value) => values.map((row): [string, Json][] => [...row, [name, value]])));
  });
  for (const row of values) yield { variables: new Map([...closure.scope().variables, ...row]), functions };
}

function* update(filter: Extract<Filter, { type: 'update' }>, input: Json, scope: Scope): Out {
  const { operator, left, right } = filter;
  if (operator === '|=') {
    let out = input;
    const removed: Path[] = [];
    for (const [path] of Array.from(paths(left, input, scope))) {
      const made = evaluate(right, getPath(out, path), scope).next();
      if (made.done === true) removed.push(path); else out = setPath(out, path, () => made.value);
    }
    yield removed.sort((a, b) => compare(b, a)).reduce(deletePath, out);
    return;
  }
  for (const value of evaluate(right, input, scope)) {
    let out = input;
    for (const [path] of Array.from(paths(left, input, scope))) {
      out = setPath(out, path, (old) => (operator === '=' ? value : operator === '//=' ? (truthy(old) ? old : value) : arithmetic(operator[0] ?? '+', old, value)));
    }
    yield out;
  }
}

function* objects(entries: readonly (readonly [Filter, Filter])[], input: Json, scope: Scope): Out {
  const [first, ...rest] = entries;
  if (first === undefined) { yield {}; return; }
  for (const key of evaluate(first[0], input, scope)) {
    if (typeof key !== 'string') throw new JqError(`Object keys must be strings`);
    for (const value of evaluate(first[1].type === 'index' && first[1].of.type === 'identity' && first[1].key === first[0] ? { ...first[1], key: { type: 'literal', value: key } } : first[1], input, scope)) {
      for (const others of objects(rest, input, scope)) yield { [key]: value, ...(others as { readonly [key: string]: Json }) };
    }
  }
}

function* strings(parts: readonly (string | Filter)[], format: string | undefined, input: Json, scope: Scope): Generator<string, void, void> {
  const [first, ...rest] = parts;
  if (first === undefined) { yield ''; return; }
  for (const tail of strings(rest, format, input, scope)) {
    if (typeof first === 'string') yield first + tail;
    else for (const value of evaluate(first, input, scope)) yield formatted(format ?? '@text', value) + tail;
  }
}

/** Runs a task whose errors `?` or `catch` handle. */
function* attempt<T>(task: Generator<T, void, void>, handle: (value: Json) => Generator<T, void, void>): Generator<T, void, void> {
  try { yield* task; } catch (error) {
    if (!(error instanceof JqError)) throw error;
    yield* handle(error.value);
  }
}

function* binary(filter: Extract<Filter, { type: 'binary' }>, input: Json, scope: Scope): Out {
  for (const right of evaluate(filter.right, input, scope)) for (const left of evaluate(filter.left, input, scope)) {
    const order = (): number => compare(left, right);
    switch (filter.operator) {
      case '==': yield order() === 0; break;
      case '!=': yield order() !== 0; break;
      case '<': yield order() < 0; break;
      case '<=': yield order() <= 0; break;
      case '>': yield order() > 0; break;
      case '>=': yield order() >= 0; break;
      default: yield arithmetic(filter.operator, left, right);
    }
  }
}

function* alternative(left: Filter, right: Filter, input: Json, scope: Scope): Out {
  let any = false;
  try { for (const value of evaluate(left, input, scope)) if (truthy(value)) { any = true; yield value; } } catch (error) { if (!(error instanceof JqError)) throw error; }
  if (!any) yield* evaluate(right, input, scope);
}

function* call(filter: Extract<Filter, { type: 'call' }>, input: Json, scope: Scope): Out {
  const { name, args } = filter;
  const closure = scope.functions.get(`${name}/${args.length}`);
  if (closure !== undefined) { for (const inner of callScopes(closure, args, input, scope)) yield* evaluate(closure.body, input, inner); return; }
  switch (`${name}/${args.length}`) {
    case 'empty/0': return;
    case 'error/0': throw new JqError(input);
    case 'error/1': for (const value of evaluate(args[0] as Filter, input, scope)) throw new JqError(value); return;
    case 'path/1': for (const [path] of paths(args[0] as Filter, input, scope)) yield path as Json; return;
    case 'del/1': yield [...paths(args[0] as Filter, input, scope)].map(([path]) => path).sort((a, b) => compare(b as Json, a as Json)).reduce(deletePath, input); return;
    case 'range/2': for (const from of evaluate(args[0] as Filter, input, scope)) for (const to of evaluate(args[1] as Filter, input, scope)) for (let i = Number(from); i < Number(to); i++) yield i; return;
    case 'first/1': for (const value of evaluate(args[0] as Filter, input, scope)) { yield value; return; } return;
    case 'isempty/1': yield evaluate(args[0] as Filter, input, scope).next().done === true; return;
    case 'limit/2': for (const count of evaluate(args[0] as Filter, input, scope)) { let left = Number(count); if (left <= 0) continue; for (const value of evaluate(args[1] as Filter, input, scope)) { yield value; if (--left === 0) break; } } return;
    case 'env/0': yield scope.variables.get('ENV') ?? {}; return;
    default: break;
  }
  const builtin = BUILTINS.get(`${name}/${args.length}`);
  if (builtin === undefined) throw new JqError(`${name}/${args.length} is not defined`);
  yield* apply(args.length - 1, []);
  function* apply(at: number, values: readonly Json[]): Out {
    if (at < 0) { const out = builtin?.(input, ...values); if (out !== undefined) yield out; return; }
    for (const value of evaluate(args[at] as Filter, input, scope)) yield* apply(at - 1, [value, ...values]);
  }
}

function* recurse(value: Json, path: Path): PathOut {
  yield [path, value];
  if (typeof value === 'object' && value !== null) for (const [key, inner] of eachValue(value)) yield* recurse(inner, [...path, key]);
}

export function* evaluate(filter: Filter, input: Json, scope: Scope): Out {
  switch (filter.type) {
    case 'identity': yield input; return;
    case 'literal': yield filter.value; return;
    case 'recurse': for (const [, value] of recurse(input, [])) yield value; return;
    case 'variable': { const value = scope.variables.get(filter.name); if (value === undefined) throw new JqError(`$${filter.name} is not defined`); yield value; return; }
    case 'format': yield formatted(filter.name, input); return;
    case 'string': yield* strings(filter.parts, filter.format, input, scope); return;
    case 'index': for (const of of evaluate(filter.of, input, scope)) for (const key of evaluate(filter.key, input, scope)) yield isObject(key) ? sliceValue(of, key['start'] ?? null, key['end'] ?? null) : indexValue(of, key); return;
    case 'slice': for (const [path] of paths(filter, input, scope)) yield getPath(input, path); return;
    case 'each': for (const of of evaluate(filter.of, input, scope)) for (const [, value] of eachValue(of)) yield value; return;
    case 'try': { const { handler } = filter; yield* attempt(evaluate(filter.body, input, scope), (value) => (handler === undefined ? (function* () { /* the error is dropped */ })() : evaluate(handler, value, scope))); return; }
    case 'pipe': for (const value of evaluate(filter.left, input, scope)) yield* evaluate(filter.right, value, scope); return;
    case 'comma': yield* evaluate(filter.left, input, scope); yield* evaluate(filter.right, input, scope); return;
    case 'alternative': yield* alternative(filter.left, filter.right, input, scope); return;
    case 'and': case 'or': for (const left of evaluate(filter.left, input, scope)) { if (truthy(left) === (filter.type === 'or')) yield filter.type === 'or'; else for (const right of evaluate(filter.right, input, scope)) yield truthy(right); } return;
    case 'binary': yield* binary(filter, input, scope); return;
    case 'update': yield* update(filter, input, scope); return;
    case 'negate': for (const value of evaluate(filter.of, input, scope)) { if (typeof value !== 'number') throw new JqError(`${typeOf(value)} cannot be negated`); yield -value; } return;
    case 'list': yield filter.of === undefined ? [] : [...evaluate(filter.of, input, scope)]; return;
    case 'object': yield* objects(filter.entries, input, scope); return;
    case 'if': for (const test of evaluate(filter.test, input, scope)) { if (truthy(test)) yield* evaluate(filter.yes, input, scope); else if (filter.otherwise === undefined) yield input; else yield* evaluate(filter.otherwise, input, scope); } return;
    case 'as': for (const value of evaluate(filter.source, input, scope)) for (const bound of bind(filter.pattern, value, scope)) yield* evaluate(filter.body, input, withVariables(scope, bound)); return;
    case 'reduce': {
      for (const init of evaluate(filter.init, input, scope)) {
        let state: Json = init;
        for (const value of evaluate(filter.source, input, scope)) for (const bound of bind(filter.pattern, value, scope)) { let last: Json = null; for (const out of evaluate(filter.update, state, withVariables(scope, bound))) last = out; state = last; }
        yield state;
      }
      return;
    }
    case 'foreach': {
      for (const init of evaluate(filter.init, input, scope)) {
        let state: Json = init;
        for (const value of evaluate(filter.source, input, scope)) for (const bound of bind(filter.pattern, value, scope)) {
          const inner = withVariables(scope, bound);
          for (const out of evaluate(filter.update, state, inner)) { state = out; if (filter.extract === undefined) yield out; else yield* evaluate(filter.extract, out, inner); }
        }
      }
      return;
    }
    case 'def': yield* evaluate(filter.rest, input, define(scope, filter.name, filter.parameters, filter.body)); return;
    case 'label': try { yield* evaluate(filter.body, input, scope); } catch (error) { if (!(error instanceof Break) || error.label !== filter.name) throw error; } return;
    case 'break': throw new Break(filter.name);
    case 'call': yield* call(filter, input, scope);
  }
}

/** Where a filter points to, with what is there. */
export function* paths(filter: Filter, input: Json, scope: Scope): PathOut {
  switch (filter.type) {
    case 'identity': yield [[], input]; return;
    case 'recurse': yield* recurse(input, []); return;
    case 'index': for (const [path, of] of paths(filter.of, input, scope)) for (const key of evaluate(filter.key, input, scope)) yield [[...path, key], indexValue(of, key)]; return;
    case 'slice': for (const [path, of] of paths(filter.of, input, scope)) {
      for (const end of filter.to === undefined ? [null] : evaluate(filter.to, input, scope)) for (const start of filter.from === undefined ? [null] : evaluate(filter.from, input, scope)) yield [[...path, { start, end }], sliceValue(of, start, end)];
    } return;
    case 'each': for (const [path, of] of paths(filter.of, input, scope)) for (const [key, value] of eachValue(of)) yield [[...path, key], value]; return;
    case 'pipe': for (const [path, value] of paths(filter.left, input, scope)) for (const [more, inner] of paths(filter.right, value, scope)) yield [[...path, ...more], inner]; return;
    case 'comma': yield* paths(filter.left, input, scope); yield* paths(filter.right, input, scope); return;
    case 'try': yield* attempt(paths(filter.body, input, scope), () => (function* () { /* nothing there */ })()); return;
    case 'if': for (const test of evaluate(filter.test, input, scope)) { if (truthy(test)) yield* paths(filter.yes, input, scope); else if (filter.otherwise === undefined) yield [[], input]; else yield* paths(filter.otherwise, input, scope); } return;
    case 'alternative': { const found = [...attempt(paths(filter.left, input, scope), () => (function* () { /* nothing there */ })())].filter(([, value]) => truthy(value)); if (found.length > 0) yield* found; else yield* paths(filter.right, input, scope); return; }
    case 'as': for (const value of evaluate(filter.source, input, scope)) for (const bound of bind(filter.pattern, value, scope)) yield* paths(filter.body, input, withVariables(scope, bound)); return;
    case 'def': yield* paths(filter.rest, input, define(scope, filter.name, filter.parameters, filter.body)); return;
    case 'call': {
      if (filter.name === 'empty') return;
      if (filter.name === 'first' && filter.args.length === 1) { for (const found of paths(filter.args[0] as Filter, input, scope)) { yield found; return; } return; }
      if (filter.name === 'getpath') { for (const path of evaluate(filter.args[0] as Filter, input, scope)) yield [path as Path, getPath(input, path as Path)]; return; }
      const closure = scope.functions.get(`${filter.name}/${filter.args.length}`);
      if (closure === undefined) break;
      for (const inner of callScopes(closure, filter.args, input, scope)) yield* paths(closure.body, input, inner);
      return;
    }
    default: break;
  }
  throw new JqError('Invalid path expression');
}
