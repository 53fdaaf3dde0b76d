/** Go's text/template: running a tree over a value. */
import { isList, isObject } from '../patch/equal.ts';
import { CallError, FUNCTIONS, SHORT_CUTS, printed, truth } from './functions.ts';
import type { Value } from './functions.ts';
import { TemplateError } from './templateError.ts';
import type { Command, Node, Operand, Parsed, Pipeline } from './parse.ts';

type Scope = { readonly dot: Value; readonly variables: Map<string, Value>[] };
type Signal = 'break' | 'continue' | undefined;
type Place = { readonly line: number; readonly column: number };

/** What was printed before an error is kept in `out`. */
export class Executor {
  readonly #parsed: Parsed;
  readonly #strict: boolean;
  out = '';
  #place: Place = { line: 1, column: 0 };
  constructor(parsed: Parsed, strict: boolean) { this.#parsed = parsed; this.#strict = strict; }

  run(data: Value): void { this.#nodes(this.#parsed.nodes, { dot: data, variables: [new Map([['$', data]])] }); }

  #fail(source: string, message: string): never {
    throw new TemplateError(`template: output:${this.#place.line}:${this.#place.column}: executing "output" at <${source}>: ${message}`);
  }

  /** Go points at the last name of a chain. */
  #failAt(source: string, names: readonly string[], message: string): never {
    const { line, column } = this.#place;
    const before = names.slice(0, -1).reduce((sum, name) => sum + name.length + 1, 0);
    this.#place = { line, column: column + before };
    return this.#fail(source, message);
  }

  #nodes(nodes: readonly Node[], scope: Scope): Signal {
    for (const node of nodes) {
      const signal = this.#node(node, scope);
      if (signal !== undefined) return signal;
    }
    return undefined;
  }

  #node(node: Node, scope: Scope): Signal {
    switch (node.type) {
      case 'text': this.out += node.text; return undefined;
      case 'break': case 'continue': return node.type;
      case 'action': {
        const value = this.#pipeline(node.pipeline, scope);
        if (node.pipeline.declare.length === 0) this.out += printed(value);
        return undefined;
      }
      case 'if': case 'with': {
        const inner = nested(scope);
        const value = this.#pipeline(node.pipeline, inner);
        if (truth(value)) return this.#nodes(node.body, node.type === 'with' ? { ...inner, dot: value } : inner);
        return this.#nodes(node.otherwise, inner);
      }
      case 'range': return this.#range(node, scope);
      case 'template': {
        const body = this.#parsed.defined.get(node.name);
        if (body === undefined) throw new TemplateError(`template: output:${node.line}:${node.column + 2}: executing "output" at <{{template ${JSON.stringify(node.name)}}}>: template ${JSON.stringify(node.name)} not defined`);
        const dot = node.pipeline === undefined ? undefined : this.#pipeline(node.pipeline, scope);
        this.#nodes(body, { dot, variables: [new Map([['$', dot]])] });
        return undefined;
      }
    }
  }

  #range(node: Extract<Node, { type: 'if' | 'with' | 'range' }>, scope: Scope): Signal {
    const { declare } = node.pipeline;
    const value = this.#commands(node.pipeline, scope);
    const entries = this.#entries(node.pipeline, value);
    if (entries.length === 0) return this.#nodes(node.otherwise, nested(scope));
    for (const [key, each] of entries) {
      const inner = nested({ ...scope, dot: each });
      const own = inner.variables[inner.variables.length - 1];
      if (declare.length === 1) own?.set(declare[0] ?? '', each);
      if (declare.length === 2) { own?.set(declare[0] ?? '', key); own?.set(declare[1] ?? '', each); }
      if (this.#nodes(node.body, inner) === 'break') break;
    }
    return undefined;
  }

  #entries(pipeline: Pipeline, value: Value): readonly (readonly [Value, Value])[] {
    if (isList(value)) return value.map((each, i) => [i, each] as const);
    if (isObject(value)) return Object.keys(value).filter((key) => value[key] !== undefined).sort().map((key) => [key, value[key]] as const);
    if (value === null || value === undefined) return [];
    if (typeof value === 'number' && Number.isInteger(value)) return Array.from({ length: Math.max(0, value) }, (_, i) => [i, i] as const);
    return this.#fail(pipeline.source, `range can't iterate over ${printed(value)}`);
  }

  #pipeline(pipeline: Pipeline, scope: Scope): Value {
    const value = this.#commands(pipeline, scope);
    for (const name of pipeline.declare) {
      if (!pipeline.assign) scope.variables[scope.variables.length - 1]?.set(name, value);
      else [...scope.variables].reverse().find((each) => each.has(name))?.set(name, value);
    }
    return value;
  }

  #commands(pipeline: Pipeline, scope: Scope): Value {
    let value: Value;
    let piped = false;
    for (const command of pipeline.commands) {
      value = this.#command(command, scope, piped ? [value] : []);
      piped = true;
    }
    return value;
  }

  #command(command: Command, scope: Scope, last: readonly Value[]): Value {
    const [first, ...rest] = command.operands;
    this.#place = command;
    if (first === undefined) return undefined;
    if (first.type !== 'function') {
      if (rest.length > 0 || last.length > 0) this.#fail(command.source, `can't give argument to non-function ${sourceOf(first)}`);
      return this.#operand(first, scope, command.source);
    }
    if (SHORT_CUTS.has(first.name)) return this.#shortCut(first.name, rest, scope, command.source, last);
    const args = [...rest.map((each) => this.#operand(each, scope, command.source)), ...last];
    this.#place = command;
    try { return FUNCTIONS[first.name]?.(args); }
    catch (error) {
      if (error instanceof CallError) return this.#fail(command.source, error.message);
      throw error;
    }
  }

  #shortCut(name: string, operands: readonly Operand[], scope: Scope, source: string, last: readonly Value[]): Value {
    let value: Value;
    for (const operand of operands) {
      value = this.#operand(operand, scope, source);
      if (truth(value) === (name === 'or')) return value;
    }
    return last.length > 0 ? last[0] : value;
  }

  #operand(operand: Operand, scope: Scope, source: string): Value {
    switch (operand.type) {
      case 'dot': return scope.dot;
      case 'nil': return null;
      case 'literal': return operand.value;
      case 'field': return this.#fields(scope.dot, operand.names, source);
      case 'variable': return this.#fields(this.#variable(operand.name, scope), operand.names, source);
      case 'chain': return this.#fields(this.#operand(operand.of, scope, source), operand.names, source);
      case 'pipeline': return this.#pipeline(operand.pipeline, scope);
      case 'function': return this.#command({ ...this.#place, operands: [operand], source: operand.name }, scope, []);
    }
  }

  #variable(name: string, scope: Scope): Value {
    for (const each of [...scope.variables].reverse()) if (each.has(name)) return each.get(name);
    throw new TemplateError(`template: output:${this.#place.line}: undefined variable ${JSON.stringify(name)}`);
  }

  #fields(value: Value, names: readonly string[], source: string): Value {
    let at = value;
    for (const name of names) {
      // What is missing in a map stays missing; null is a nil interface.
      if (at === undefined) return undefined;
      if (at === null) return this.#failAt(source, names, `nil pointer evaluating interface {}.${name}`);
      if (!isObject(at)) return this.#failAt(source, names, `can't evaluate field ${name} in type interface {}`);
      const found: Value = Object.hasOwn(at, name) ? at[name] : undefined;
      if (found === undefined && this.#strict) return this.#failAt(source, names, `map has no entry for key ${JSON.stringify(name)}`);
      at = found;
    }
    return at;
  }
}

const nested = (scope: Scope): Scope => ({ dot: scope.dot, variables: [...scope.variables, new Map()] });
const sourceOf = (operand: Operand): string => (operand.type === 'field' ? `.${operand.names.join('.')}` : operand.type === 'literal' ? JSON.stringify(operand.value) : operand.type);
