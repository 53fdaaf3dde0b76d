/** $(( )) on 64-bit integers. */
import { parse, type ArithmeticExpression, type Word } from 'unbash';
import type { Task } from '../../time/index.ts';
import { assign, ShellError, valueOf, type Shell } from './shell.ts';

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const truth = (value: boolean): bigint => (value ? 1n : 0n);

const BINARY: { readonly [operator: string]: (a: bigint, b: bigint) => bigint } = {
  '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b,
  '&': (a, b) => a & b, '|': (a, b) => a | b, '^': (a, b) => a ^ b, '<<': (a, b) => a << (b & 63n), '>>': (a, b) => a >> (b & 63n),
  '<': (a, b) => truth(a < b), '>': (a, b) => truth(a > b), '<=': (a, b) => truth(a <= b), '>=': (a, b) => truth(a >= b),
  '==': (a, b) => truth(a === b), '!=': (a, b) => truth(a !== b), ',': (_a, b) => b,
  '/': (a, b) => { nonZero(b); return a / b; }, '%': (a, b) => { nonZero(b); return a % b; },
  '**': (a, b) => { if (b < 0n) throw new ShellError('exponent less than 0'); return a ** (b > 64n && a !== 1n && a !== 0n && a !== -1n ? 64n : b); },
};
function nonZero(value: bigint): void { if (value === 0n) throw new ShellError('divide by zero'); }

const digitValue = (c: string): number => {
  if (c >= '0' && c <= '9') return Number(c);
  if (c >= 'a' && c <= 'z') return c.charCodeAt(0) - 87;
  if (c >= 'A' && c <= 'Z') return c.charCodeAt(0) - 55;
  return 99;
};

function number(text: string): bigint | undefined {
  if (!/^\w+(#\w+)?$/.test(text)) return undefined;
  const based = /^(\d+)#([0-9a-zA-Z]+)$/.exec(text);
  const [digits, base] = based !== null ? [based[2] ?? '', Number(based[1])]
    : /^0[xX]/.test(text) ? [text.slice(2), 16] : /^0\d/.test(text) ? [text.slice(1), 8] : /^\d/.test(text) ? [text, 10] : ['', 0];
  if (digits === '') return undefined;
  let value = 0n;
  for (const c of digits) {
    const digit = digitValue(c);
    if (digit >= base) throw new ShellError(`${text}: value too great for base (error token is "${text}")`);
    value = value * BigInt(base) + BigInt(digit);
  }
  return wrap(value);
}

const INDEXED = /^([A-Za-z_]\w*)\[(.*)\]$/s;

function* read(shell: Shell, name: string, depth: number): Task<bigint> {
  const indexed = INDEXED.exec(name);
  const index = indexed === null ? 0n : yield* evaluateText(shell, indexed[2] ?? '0', depth);
  const variable = shell.variables.get(indexed?.[1] ?? name);
  const text = (indexed === null ? valueOf(shell, name) : variable?.array?.[Number(index)]) ?? '';
  if (text === '' && variable === undefined && shell.options.nounset) throw new ShellError(`${name}: unbound variable`);
  if (depth > 100) throw new ShellError(`${name}: expression recursion level exceeded`);
  return text.trim() === '' ? 0n : number(text.trim()) ?? (yield* evaluateText(shell, text, depth + 1));
}

function* write(shell: Shell, name: string, value: bigint, depth: number): Task<void> {
  const indexed = INDEXED.exec(name);
  if (indexed === null) {
    if (!/^[A-Za-z_]\w*$/.test(name)) throw new ShellError(`${name}: attempted assignment to non-variable`);
    assign(shell, name, String(value));
    return;
  }
  const index = Number(yield* evaluateText(shell, indexed[2] ?? '0', depth));
  const variable = shell.variables.get(indexed[1] ?? '') ?? { value: '', exported: false, readonly: false };
  const array = variable.array ?? [];
  array[index] = String(value);
  shell.variables.set(indexed[1] ?? '', { ...variable, array });
}

function* wordText(shell: Shell, expression: ArithmeticExpression): Task<string> {
  if (expression.type !== 'ArithmeticWord') throw new ShellError('attempted assignment to non-variable');
  if (expression.parts !== undefined) return yield* shell.evaluate.parts(shell, expression.parts);
  const { value } = expression;
  if (!/[$`"']/.test(value)) return value;
  // The parser leaves `$x` as it is.
  const key = `$((${value}`;
  const known = shell.parsed.get(key) ?? parsedWords(value);
  shell.parsed.set(key, known);
  return known[0] === undefined ? value : yield* shell.evaluate.word(shell, known[0]);
}

function parsedWords(value: string): readonly Word[] {
  const command = parse(`: ${value}`).commands[0]?.command;
  return command?.type === 'Command' ? command.args.flatMap((word) => (word.type === 'Word' ? [word] : [])) : [];
}

function* assignment(shell: Shell, operator: string, left: ArithmeticExpression, right: ArithmeticExpression, depth: number): Task<bigint> {
  const name = yield* wordText(shell, left);
  const value = yield* evaluate(shell, right, depth);
  const result = operator === '=' ? value : wrap((BINARY[operator.slice(0, -1)] as (a: bigint, b: bigint) => bigint)(yield* read(shell, name, depth), value));
  yield* write(shell, name, result, depth);
  return result;
}

function* step(shell: Shell, operator: string, operand: ArithmeticExpression, prefix: boolean, depth: number): Task<bigint> {
  const name = yield* wordText(shell, operand);
  const before = yield* read(shell, name, depth);
  const after = wrap(operator === '++' ? before + 1n : before - 1n);
  yield* write(shell, name, after, depth);
  return prefix ? after : before;
}

export function* evaluate(shell: Shell, expression: ArithmeticExpression, depth = 0): Task<bigint> {
  switch (expression.type) {
    case 'ArithmeticGroup': return yield* evaluate(shell, expression.expression, depth);
    case 'ArithmeticTernary': return yield* evaluate(shell, (yield* evaluate(shell, expression.test, depth)) !== 0n ? expression.consequent : expression.alternate, depth);
    case 'ArithmeticUnary': {
      const { operator, operand, prefix } = expression;
      if (operator === '++' || operator === '--') return yield* step(shell, operator, operand, prefix, depth);
      const value = yield* evaluate(shell, operand, depth);
      return operator === '-' ? wrap(-value) : operator === '!' ? truth(value === 0n) : operator === '~' ? ~value : value;
    }
    case 'ArithmeticBinary': {
      const { operator, left, right } = expression;
      if (operator === '&&') return truth((yield* evaluate(shell, left, depth)) !== 0n && (yield* evaluate(shell, right, depth)) !== 0n);
      if (operator === '||') return truth((yield* evaluate(shell, left, depth)) !== 0n || (yield* evaluate(shell, right, depth)) !== 0n);
      const apply = BINARY[operator];
      if (apply === undefined) return yield* assignment(shell, operator, left, right, depth);
      return wrap(apply(yield* evaluate(shell, left, depth), yield* evaluate(shell, right, depth)));
    }
    case 'ArithmeticCommandExpansion':
      return expression.script === undefined ? 0n : yield* evaluateText(shell, yield* shell.evaluate.substitute(shell, expression.script), depth);
    case 'ArithmeticWord': {
      const text = (yield* wordText(shell, expression)).trim();
      if (text === '') return 0n;
      const value = number(text);
      if (value !== undefined) return value;
      if (/^[A-Za-z_]\w*(\[.*\])?$/s.test(text)) return yield* read(shell, text, depth);
      if (text === expression.value.trim() || depth > 100) throw new ShellError(`${text}: syntax error: operand expected (error token is "${text}")`);
      return yield* evaluateText(shell, text, depth + 1);
    }
  }
}

export function* evaluateText(shell: Shell, text: string, depth = 0): Task<bigint> {
  if (text.trim() === '') return 0n;
  const quick = /^\s*\d+\s*$/.test(text) ? number(text.trim()) : undefined;
  if (quick !== undefined) return quick;
  const parsed = parse(`((${text}))`);
  const command = parsed.commands[0]?.command;
  if (command?.type !== 'ArithmeticCommand' || command.expression === undefined || parsed.errors !== undefined && parsed.errors.length > 0) {
    throw new ShellError(shell.dialect === 'bash' ? `${text}: syntax error in expression (error token is "${text}")` : 'arithmetic syntax error');
  }
  return yield* evaluate(shell, command.expression, depth);
}
