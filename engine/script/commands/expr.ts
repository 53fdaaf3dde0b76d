import { send } from '../pipe.ts';
import { complain, type CommandMaker } from './common.ts';
import { posixRegex } from './regex.ts';

class ExprError { readonly message: string; constructor(message: string) { this.message = message; } }
const LEVELS = [['|'], ['&'], ['=', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%'], [':']];

function integer(text: string): bigint {
  if (!/^-?\d+$/.test(text)) throw new ExprError('non-integer argument');
  return BigInt(text);
}
const isZero = (text: string): boolean => text === '' || /^-?0+$/.test(text);

function matched(text: string, pattern: string): string {
  const expression = posixRegex(`^${pattern.replace(/^\^/, '')}`, false);
  const found = expression?.exec(text) ?? null;
  return pattern.includes('\\(') ? found?.[1] ?? '' : String(found?.[0].length ?? 0);
}

function apply(operator: string, a: string, b: string): string {
  const numbers = /^-?\d+$/.test(a) && /^-?\d+$/.test(b);
  const order = numbers ? Number(BigInt(a) - BigInt(b)) : a < b ? -1 : a > b ? 1 : 0;
  switch (operator) {
    case '|': return isZero(a) ? (isZero(b) ? '0' : b) : a;
    case '&': return isZero(a) || isZero(b) ? '0' : a;
    case '=': return order === 0 ? '1' : '0';
    case '!=': return order !== 0 ? '1' : '0';
    case '<': return order < 0 ? '1' : '0';
    case '<=': return order <= 0 ? '1' : '0';
    case '>': return order > 0 ? '1' : '0';
    case '>=': return order >= 0 ? '1' : '0';
    case ':': return matched(a, b);
    default: break;
  }
  const [x, y] = [integer(a), integer(b)];
  if ((operator === '/' || operator === '%') && y === 0n) throw new ExprError('division by zero');
  return String(operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : operator === '/' ? x / y : x % y);
}

function evaluate(words: readonly string[]): string {
  let at = 0;
  const primary = (): string => {
    const word = words[at++];
    if (word === undefined) throw new ExprError('syntax error: missing argument');
    if (word === '(') { const inner = level(0); if (words[at++] !== ')') throw new ExprError("syntax error: expecting ')'"); return inner; }
    if (word === 'length' && at < words.length) return String(Array.from((words[at++] ?? '')).length);
    if (word === 'substr' && words.length - at >= 3) { const [text = '', from = '1', count = '0'] = words.slice(at, at + 3); at += 3; return text.slice(Number(from) - 1, Number(from) - 1 + Number(count)); }
    return word;
  };
  function level(depth: number): string {
    const operators = LEVELS[depth];
    if (operators === undefined) return primary();
    let left = level(depth + 1);
    while (at < words.length && operators.includes(words[at] ?? '')) { const operator = words[at++] ?? ''; left = apply(operator, left, level(depth + 1)); }
    return left;
  }
  const value = level(0);
  if (at < words.length) throw new ExprError(`syntax error: unexpected argument '${words[at] ?? ''}'`);
  return value;
}

export const makeExpr: CommandMaker = (flavour) => function* (context) {
  try {
    const value = evaluate(context.args);
    yield* send(context.stdout, `${value}\n`);
    return isZero(value) ? 1 : 0;
  } catch (error) {
    if (error instanceof ExprError) return complain(context, flavour === 'gnu' ? error.message : error.message, 2);
    throw error;
  }
};
