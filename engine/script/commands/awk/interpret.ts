/** Runs an awk program over lines. */
import type { Random } from '../../../time/index.ts';
import { linesOf } from '../common.ts';
import { printfText } from '../printf.ts';
import { posixSource } from '../regex.ts';
import { AwkError, type Expression, type Program, type Statement } from './syntax.ts';

type Value = number | string | { readonly input: string };
type Local = Value | Map<string, Value>;
export type Ports = {
  print(text: string): void;
  /** `print > file`, `print | command`: kept until the end. */
  printTo(operator: '>' | '>>' | '|', target: string, text: string): void;
  readFile(path: string): string | undefined;
  readonly now: number;
  readonly random: Random;
};
class Jump { readonly kind: 'next' | 'break' | 'continue' | 'exit' | 'return'; readonly value: Value; constructor(kind: Jump['kind'], value: Value = '') { this.kind = kind; this.value = value; } }

const NUMERIC = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;
const leading = (text: string): number => Number(/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/.exec(text)?.[0] ?? 0);
const toNumber = (value: Value): number => (typeof value === 'number' ? value : leading(typeof value === 'string' ? value : value.input));

export type Awk = { run(input: Iterator<{ readonly name: string; readonly text: string }>): number };

export function createAwk(program: Program, ports: Ports, variables: ReadonlyMap<string, string>, environment: ReadonlyMap<string, string>): Awk {
  const globals = new Map<string, Local>([['FS', ' '], ['OFS', ' '], ['ORS', '\n'], ['RS', '\n'], ['NR', 0], ['FNR', 0], ['NF', 0], ['SUBSEP', '\x1c'], ['CONVFMT', '%.6g'], ['OFMT', '%.6g'], ['FILENAME', ''], ['RSTART', 0], ['RLENGTH', -1]]);
  globals.set('ENVIRON', new Map([...environment].map(([name, text]): [string, Value] => [name, { input: text }])));
  for (const [name, text] of variables) globals.set(name, { input: text });
  let frame: Map<string, Local> | undefined;
  let record = '';
  let fields: string[] = [];
  const expressions = new Map<string, RegExp>();
  const open = new Set<number>();
  const files = new Map<string, string[]>();
  let pending: (() => string | undefined) = () => undefined;

  const formatNumber = (value: number, format: string): string => (Number.isInteger(value) ? String(value) : printfText(text(globals.get(format) as Value), [String(value)]).text);
  const toText = (value: Value, format = 'CONVFMT'): string => (typeof value === 'number' ? formatNumber(value, format) : typeof value === 'string' ? value : value.input);
  function text(value: Value): string { return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : value.input; }
  const truth = (value: Value): boolean => (typeof value === 'number' ? value !== 0 : typeof value === 'string' ? value !== '' : NUMERIC.test(value.input) ? Number(value.input) !== 0 : value.input !== '');
  const regex = (source: string, flags = ''): RegExp => {
    const key = `${flags}/${source}`;
    let found = expressions.get(key);
    if (found === undefined) {
      const compiled = posixSource(source, true);
      try { found = new RegExp(compiled ?? '', flags); } catch { throw new AwkError(`invalid regular expression: ${source}`); }
      expressions.set(key, found);
    }
    found.lastIndex = 0;
    return found;
  };
  const pattern = (expression: Expression, flags = ''): RegExp => regex(expression.type === 'regex' ? expression.source : toText(evaluate(expression)), flags);

  function split(line: string, separator: string): string[] {
    if (separator === ' ') return line.trim() === '' ? [] : line.trim().split(/\s+/);
    if (line === '') return [];
    return separator.length === 1 ? line.split(separator === '\t' || separator !== '|' ? separator : '|') : line.split(regex(separator));
  }
  function setRecord(line: string): void { record = line; fields = split(line, toText(globals.get('FS') as Value)); globals.set('NF', fields.length); }
  function setField(index: number, value: string): void {
    if (index === 0) { setRecord(value); return; }
    while (fields.length < index) fields.push('');
    fields[index - 1] = value;
    globals.set('NF', fields.length);
    record = fields.join(toText(globals.get('OFS') as Value));
  }
  const slot = (name: string): Map<string, Local> => (frame?.has(name) === true ? frame : globals);
  function array(name: string): Map<string, Value> {
    const scope = slot(name);
    const found = scope.get(name);
    if (found instanceof Map) return found;
    const made = new Map<string, Value>();
    scope.set(name, made);
    return made;
  }
  const key = (keys: readonly Expression[]): string => keys.map((one) => toText(evaluate(one))).join(toText(globals.get('SUBSEP') as Value));
  function load(target: Expression): Value {
    if (target.type === 'field') { const index = toNumber(evaluate(target.index)); if (index < 0) throw new AwkError('attempt to access field -1'); return { input: index === 0 ? record : fields[index - 1] ?? '' }; }
    if (target.type === 'element') { const at = key(target.keys); const all = array(target.name); const value = all.get(at) ?? { input: '' }; all.set(at, value); return value; }
    if (target.type !== 'variable') return evaluate(target);
    const value = slot(target.name).get(target.name);
    return value === undefined || value instanceof Map ? { input: '' } : value;
  }
  function store(target: Expression, value: Value): Value {
    if (target.type === 'field') setField(toNumber(evaluate(target.index)), toText(value));
    else if (target.type === 'element') array(target.name).set(key(target.keys), value);
    else if (target.type === 'variable') {
      slot(target.name).set(target.name, value);
      if (target.name === 'NF') { const count = toNumber(value); while (fields.length < count) fields.push(''); fields.length = count; record = fields.join(toText(globals.get('OFS') as Value)); }
    } else throw new AwkError('assignment to a value');
    return value;
  }
  function compare(operator: string, left: Value, right: Value): boolean {
    const isNumber = (value: Value): boolean => typeof value === 'number' || (typeof value === 'object' && (NUMERIC.test(value.input) || value.input === ''));
    const bothEmpty = typeof left === 'object' && typeof right === 'object' && (left.input === '' || right.input === '');
    const numbers = isNumber(left) && isNumber(right) && !bothEmpty;
    const [a, b] = numbers ? [toNumber(left), toNumber(right)] : [toText(left), toText(right)];
    switch (operator) { case '<': return a < b; case '<=': return a <= b; case '>': return a > b; case '>=': return a >= b; case '==': return a === b; default: return a !== b; }
  }
  function arithmetic(operator: string, a: number, b: number): number {
    switch (operator) {
      case '+': return a + b;
      case '-': return a - b;
      case '*': return a * b;
      case '/': if (b === 0) throw new AwkError('division by zero'); return a / b;
      case '%': if (b === 0) throw new AwkError('division by zero in %'); return a % b;
      default: { let out = 1; for (let i = 0; i < Math.abs(Math.trunc(b)) && i < 1100; i++) out *= a; return b < 0 ? 1 / out : out; }
    }
  }
  function binary({ operator, left, right }: Extract<Expression, { type: 'binary' }>): Value {
    if (operator === '&&') return truth(evaluate(left)) && truth(evaluate(right)) ? 1 : 0;
    if (operator === '||') return truth(evaluate(left)) || truth(evaluate(right)) ? 1 : 0;
    if (operator === '~' || operator === '!~') { const subject = toText(evaluate(left)); return pattern(right).test(subject) === (operator === '~') ? 1 : 0; }
    const [a, b] = [evaluate(left), evaluate(right)];
    if (operator === ' ') return toText(a) + toText(b);
    if (['<', '<=', '>', '>=', '==', '!='].includes(operator)) return compare(operator, a, b) ? 1 : 0;
    return arithmetic(operator, toNumber(a), toNumber(b));
  }
  function substitute(args: readonly Expression[], all: boolean): Value {
    const target = args[2] ?? { type: 'field' as const, index: { type: 'number' as const, value: 0 } };
    const replacement = toText(evaluate(args[1] as Expression));
    let count = 0;
    const out = toText(load(target)).replace(pattern(args[0] as Expression, all ? 'g' : ''), (found: string) => { count++; return replacement.replace(/\\\\&|\\&|&/g, (mark) => (mark === '&' ? found : mark === '\\&' ? '&' : `\\${found}`)); });
    if (count > 0) store(target, out);
    return count;
  }
  function splitInto(args: readonly Expression[]): Value {
    const [source, target, separator] = args;
    if (source === undefined || target?.type !== 'variable') throw new AwkError('split needs an array');
    const line = toText(evaluate(source));
    const parts = separator === undefined ? split(line, toText(globals.get('FS') as Value)) : separator.type === 'regex' ? (line === '' ? [] : line.split(regex(separator.source))) : split(line, toText(evaluate(separator)));
    const all = array(target.name);
    all.clear();
    parts.forEach((part, i) => all.set(String(i + 1), { input: part }));
    return parts.length;
  }
  type Builtin = (values: readonly Value[], args: readonly Expression[]) => Value;
  const one = (values: readonly Value[], i = 0): string => toText(values[i] ?? '');
  const BUILTINS: { readonly [name: string]: Builtin } = {
    length: (values, args) => (args.length === 0 ? record.length : args[0]?.type === 'variable' && slot(args[0].name).get(args[0].name) instanceof Map ? array(args[0].name).size : one(values).length),
    substr: (values) => { const start = Math.round(toNumber(values[1] ?? 1)); const end = values[2] === undefined ? Infinity : start + Math.round(toNumber(values[2])); return one(values).slice(Math.max(0, start - 1), Math.max(0, end - 1)); },
    index: (values) => one(values).indexOf(one(values, 1)) + 1, tolower: (values) => one(values).toLowerCase(), toupper: (values) => one(values).toUpperCase(),
    int: (values) => Math.trunc(toNumber(values[0] ?? 0)), sqrt: (values) => Math.sqrt(toNumber(values[0] ?? 0)), rand: () => ports.random.float('awk'), srand: () => 0, systime: () => Math.floor(ports.now / 1000),
    sprintf: (values) => printfText(one(values), values.slice(1).map((value) => toText(value))).text,
    match: (values, args) => { const found = pattern(args[1] as Expression).exec(one(values)); globals.set('RSTART', found === null ? 0 : found.index + 1); globals.set('RLENGTH', found === null ? -1 : found[0].length); return found === null ? 0 : found.index + 1; },
    close: () => 0, fflush: () => 0, system: () => 0,
  };
  function call(name: string, args: readonly Expression[]): Value {
    if (name === 'sub' || name === 'gsub') return substitute(args, name === 'gsub');
    if (name === 'split') return splitInto(args);
    const builtin = BUILTINS[name];
    if (builtin !== undefined) return builtin(args.map((arg) => (arg.type === 'regex' ? '' : arg.type === 'variable' && slot(arg.name).get(arg.name) instanceof Map ? '' : evaluate(arg))), args);
    const own = program.functions.get(name);
    if (own === undefined) throw new AwkError(`calling undefined function ${name}`);
    const inner = new Map<string, Local>();
    own.parameters.forEach((parameter, i) => {
      const arg = args[i];
      const passed = arg?.type === 'variable' ? slot(arg.name).get(arg.name) : undefined;
      inner.set(parameter, passed instanceof Map ? passed : arg === undefined ? { input: '' } : evaluate(arg));
    });
    const saved = frame;
    frame = inner;
    try { execute(own.body); return ''; } catch (error) { if (error instanceof Jump && error.kind === 'return') return error.value; throw error; } finally { frame = saved; }
  }
  function getline({ target, file }: Extract<Expression, { type: 'getline' }>): Value {
    let line: string | undefined;
    if (file === undefined) line = pending();
    else {
      const path = toText(evaluate(file));
      if (!files.has(path)) { const content = ports.readFile(path); if (content === undefined) return -1; files.set(path, linesOf(content)); }
      line = files.get(path)?.shift();
    }
    if (line === undefined) return 0;
    if (target === undefined) setRecord(line); else store(target, { input: line });
    return 1;
  }
  function evaluate(expression: Expression): Value {
    switch (expression.type) {
      case 'number': case 'string': return expression.value;
      case 'regex': return regex(expression.source).test(record) ? 1 : 0;
      case 'variable': case 'field': case 'element': return load(expression);
      case 'group': return expression.items.length === 1 ? evaluate(expression.items[0] as Expression) : key(expression.items);
      case 'assign': {
        const value = evaluate(expression.value);
        if (expression.operator === '=') return store(expression.target, value);
        return store(expression.target, arithmetic(expression.operator === '**=' ? '^' : expression.operator[0] ?? '+', toNumber(load(expression.target)), toNumber(value)));
      }
      case 'step': { const before = toNumber(load(expression.target)); const after = expression.operator === '++' ? before + 1 : before - 1; store(expression.target, after); return expression.prefix ? after : before; }
      case 'unary': { const value = evaluate(expression.operand); return expression.operator === '!' ? (truth(value) ? 0 : 1) : expression.operator === '-' ? -toNumber(value) : toNumber(value); }
      case 'binary': return binary(expression);
      case 'choice': return evaluate(truth(evaluate(expression.test)) ? expression.yes : expression.no);
      case 'in': return array(expression.name).has(key(expression.keys)) ? 1 : 0;
      case 'call': return call(expression.name, expression.args);
      case 'getline': return getline(expression);
    }
  }
  let budget = 5_000_000;
  /** True when the loop ends. */
  function loopBody(body: Statement): boolean {
    if (--budget < 0) throw new AwkError('peapod plays no more than 5000000 rounds of a program');
    try { execute(body); return false; } catch (error) { if (error instanceof Jump && error.kind === 'break') return true; if (error instanceof Jump && error.kind === 'continue') return false; throw error; }
  }
  function output(statement: Extract<Statement, { type: 'print' | 'printf' }>): void {
    const values = statement.args.map(evaluate);
    const line = statement.type === 'printf' ? printfText(one(values), values.slice(1).map((value) => toText(value))).text
      : (values.length === 0 ? record : values.map((value) => toText(value, 'OFMT')).join(toText(globals.get('OFS') as Value))) + toText(globals.get('ORS') as Value);
    if (statement.redirect === undefined) ports.print(line); else ports.printTo(statement.redirect.operator, toText(evaluate(statement.redirect.target)), line);
  }
  function execute(statement: Statement): void {
    switch (statement.type) {
      case 'print': case 'printf': output(statement); return;
      case 'expression': evaluate(statement.expression); return;
      case 'block': for (const inner of statement.body) execute(inner); return;
      case 'if': if (truth(evaluate(statement.test))) execute(statement.yes); else if (statement.otherwise !== undefined) execute(statement.otherwise); return;
      case 'while': while (truth(evaluate(statement.test))) if (loopBody(statement.body)) break; return;
      case 'do': do if (loopBody(statement.body)) break; while (truth(evaluate(statement.test))); return;
      case 'for': if (statement.init !== undefined) execute(statement.init); for (; statement.test === undefined || truth(evaluate(statement.test)); statement.update !== undefined && execute(statement.update)) if (loopBody(statement.body)) break; return;
      case 'forIn': for (const name of Array.from(array(statement.array).keys())) { store({ type: 'variable', name: statement.variable }, { input: name }); if (loopBody(statement.body)) break; } return;
      case 'delete': if (statement.keys === undefined) array(statement.name).clear(); else array(statement.name).delete(key(statement.keys)); return;
      case 'exit': case 'return': throw new Jump(statement.type, statement.value === undefined ? '' : evaluate(statement.value));
      default: throw new Jump(statement.type);
    }
  }
  function runRules(kind: 'BEGIN' | 'END' | 'pattern'): void {
    program.rules.forEach((rule, i) => {
      if (rule.kind !== kind) return;
      if (rule.from !== undefined) {
        let hit: boolean;
        if (rule.to === undefined) hit = truth(evaluate(rule.from));
        else { hit = open.has(i) || truth(evaluate(rule.from)); if (hit) { if (truth(evaluate(rule.to))) open.delete(i); else open.add(i); } }
        if (!hit) return;
      }
      if (rule.body === undefined) ports.print(record + toText(globals.get('ORS') as Value)); else execute(rule.body);
    });
  }
  function records(content: string): string[] {
    const separator = toText(globals.get('RS') as Value);
    if (separator === '\n') return linesOf(content);
    if (separator === '') return content.replace(/^\n+|\n+$/g, '').split(/\n\n+/).filter((part) => part !== '');
    return content.replace(/\n$/, '').split(separator.length === 1 ? separator : regex(separator));
  }
  function readInput(input: Iterator<{ readonly name: string; readonly text: string }>): void {
    for (let file = input.next(); file.done !== true; file = input.next()) {
      globals.set('FILENAME', file.value.name);
      globals.set('FNR', 0);
      const lines = records(file.value.text);
      let at = 0;
      pending = () => { if (at >= lines.length) return undefined; for (const name of ['NR', 'FNR']) globals.set(name, toNumber(globals.get(name) as Value) + 1); return lines[at++]; };
      for (let line = pending(); line !== undefined; line = pending()) {
        setRecord(line);
        try { runRules('pattern'); } catch (error) { if (!(error instanceof Jump && error.kind === 'next')) throw error; }
      }
    }
  }
  return {
    run(input) {
      let status = 0;
      const ended = (action: () => void): boolean => {
        try { action(); return false; } catch (error) {
          if (!(error instanceof Jump)) throw error;
          if (error.kind === 'exit' && text(error.value) !== '') status = toNumber(error.value) & 0xff;
          return true;
        }
      };
      const early = ended(() => runRules('BEGIN'));
      if (!early && program.rules.some(({ kind }) => kind !== 'BEGIN')) ended(() => readInput(input));
      ended(() => runRules('END'));
      return status;
    },
  };
}
