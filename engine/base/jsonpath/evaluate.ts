/** What a parsed path finds in a value. @k8s client-go/util/jsonpath/jsonpath.go */
import type { Json } from '../json.ts';
import { isList, isObject } from '../patch/equal.ts';
import { goType } from '../goPrint.ts';
import type { PathNode, Slice } from './parse.ts';

export class EvaluationError extends Error {}

export type Evaluation = { readonly ok: true; /** One list per top node of the template. */ readonly results: readonly (readonly Json[])[] } | { readonly ok: false; readonly error: string };

export function evaluate(nodes: readonly PathNode[], data: Json, allowMissing: boolean): Evaluation {
  try { return { ok: true, results: new Walker(allowMissing).find(nodes, 0, data).results }; }
  catch (error) {
    if (error instanceof EvaluationError) return { ok: false, error: error.message };
    throw error;
  }
}

class Walker {
  readonly #allowMissing: boolean;
  #begin = 0;
  #end = 0;
  #inside = 0;
  constructor(allowMissing: boolean) { this.#allowMissing = allowMissing; }

  /** Runs the nodes from `at` on; stops after the `end` of the range that it is in, and says where. */
  find(nodes: readonly PathNode[], at: number, data: Json | undefined): { readonly results: (readonly Json[])[]; readonly next: number } {
    const results: (readonly Json[])[] = [];
    for (let i = at; i < nodes.length; i++) {
      const node = nodes[i];
      if (node === undefined) break;
      const found = this.#walk(data === undefined ? [] : [data], node);
      if (this.#end > 0 && this.#end <= this.#inside) { this.#end--; return { results, next: i }; }
      if (this.#begin === 0) { results.push(found); continue; }
      this.#begin--;
      this.#inside++;
      let next = nodes.length;
      if (found.length === 0) next = this.find(nodes, i + 1, undefined).next;
      for (const value of found) {
        const inner = this.find(nodes, i + 1, value);
        results.push(...inner.results);
        next = inner.next;
      }
      this.#inside--;
      i = next;
    }
    return { results, next: nodes.length };
  }

  #walk(input: readonly Json[], node: PathNode): readonly Json[] {
    switch (node.type) {
      case 'list': return node.nodes.reduce<readonly Json[]>((values, each) => this.#walk(values, each), input);
      case 'text': return [node.text];
      case 'value': return input.map(() => node.value);
      case 'identifier': return this.#identifier(input, node.name);
      case 'field': return this.#field(input, node.name);
      case 'wildcard': return input.flatMap(childrenOf);
      case 'recursive': return recursive(input);
      case 'array': return input.flatMap((value) => slice(value, node.slice));
      case 'union': return node.parts.flatMap((part) => this.#walk(input, part));
      case 'filter': return input.flatMap((value) => this.#filter(value, node));
    }
  }

  #identifier(input: readonly Json[], name: string): readonly Json[] {
    if (name === 'range') this.#begin++;
    else if (name === 'end') {
      if (this.#inside === 0) throw new EvaluationError('not in range, nothing to end');
      this.#end++;
    } else throw new EvaluationError(`unrecognized identifier ${name}`);
    return name === 'range' ? input : [];
  }

  #field(input: readonly Json[], name: string): readonly Json[] {
    if (input.length === 0) return input;
    const found = input.flatMap((value) => {
      const each = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
      return each === undefined ? [] : [each];
    });
    if (found.length === 0 && !this.#allowMissing) throw new EvaluationError(`${name} is not found`);
    return found;
  }

  #filter(value: Json, node: Extract<PathNode, { type: 'filter' }>): readonly Json[] {
    if (!isList(value)) throw new EvaluationError(`${goType(value)} is not array or slice and cannot be filtered`);
    return value.filter((element) => {
      let lefts: readonly Json[];
      if (node.operator === 'exists') {
        try { lefts = this.#walk([element], node.left); }
        catch (error) { if (error instanceof EvaluationError) return false; throw error; }
        return lefts.length > 0;
      }
      lefts = this.#walk([element], node.left);
      const rights = this.#walk([element], node.right);
      if (lefts.length === 0 || rights.length === 0) return false;
      if (lefts.length > 1 || rights.length > 1) throw new EvaluationError('can only compare one element at a time');
      return compare(lefts[0] ?? null, node.operator, rights[0] ?? null, isFloat(node.left), isFloat(node.right));
    });
  }
}

function childrenOf(value: Json): readonly Json[] {
  if (isList(value)) return value;
  if (!isObject(value)) return [];
  // Go's order of a map is by chance; ours is by name.
  return Object.keys(value).sort().flatMap((key) => { const each = value[key]; return each === undefined ? [] : [each]; });
}

function recursive(input: readonly Json[]): readonly Json[] {
  return input.flatMap((value) => {
    const children = childrenOf(value);
    return children.length === 0 ? [] : [value, ...recursive(children)];
  });
}

function slice(value: Json, wanted: Slice): readonly Json[] {
  if (value === null) return [];
  if (!isList(value)) throw new EvaluationError(`${goType(value)} is not array or slice`);
  let from = wanted.from ?? 0;
  if (from < 0) from += value.length;
  let to = wanted.to ?? value.length;
  if (to < 0 || (to === 0 && wanted.derived)) to += value.length;
  if (to === from) return [];
  const outside = (index: number): EvaluationError => new EvaluationError(`array index out of bounds: index ${index}, length ${value.length}`);
  if (from >= value.length || from < 0) throw outside(from);
  if (to > value.length || to < 0) throw outside(to - 1);
  if (from > to) throw new EvaluationError(`starting index ${from} is greater than ending index ${to}`);
  const step = wanted.step ?? 1;
  if (step <= 0) throw new EvaluationError('step must be > 0');
  return value.slice(from, to).filter((_, i) => i % step === 0);
}

const isFloat = (node: PathNode): boolean => (node.type === 'list' && node.nodes.length === 1 && node.nodes[0] !== undefined ? isFloat(node.nodes[0]) : node.type === 'value' && node.float);

const basicKind = (value: Json, float: boolean): 'bool' | 'int' | 'float' | 'string' | undefined =>
  (typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : typeof value === 'number' ? (Number.isInteger(value) && !float ? 'int' : 'float') : undefined);

/** @k8s client-go/third_party/forked/golang/template/funcs.go Equal, Less */
function compare(left: Json, operator: string, right: Json, leftFloat: boolean, rightFloat: boolean): boolean {
  const [leftKind, rightKind] = [basicKind(left, leftFloat), basicKind(right, rightFloat)];
  if (leftKind === undefined || rightKind === undefined) throw new EvaluationError('invalid type for comparison');
  if (leftKind !== rightKind) throw new EvaluationError('incompatible types for comparison');
  const less = (a: Json, b: Json): boolean => {
    if (leftKind === 'bool') throw new EvaluationError('invalid type for comparison');
    return (a as string | number) < (b as string | number);
  };
  switch (operator) {
    case '==': return left === right;
    case '!=': return left !== right;
    case '<': return less(left, right);
    case '<=': return left === right || less(left, right);
    case '>': return left !== right && !less(left, right);
    case '>=': return !less(left, right);
    default: throw new EvaluationError(`unrecognized filter operator ${operator}`);
  }
}
