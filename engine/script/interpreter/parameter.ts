/** ${ }: values of parameters and what can be done to them. */
import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash';
import type { Task } from '../../time/index.ts';
import { evaluateText } from './arithmetic.ts';
import { replace, strip } from './pattern.ts';
import { assign, ShellError, valueOf, type Shell } from './shell.ts';
import { complain, unsetMessage } from './messages.ts';

/** `joined`: "$*" makes one word of it, "$@" one each. */
export type Value = string | { readonly list: readonly string[]; readonly joined: boolean };

const optionLetters = (shell: Shell): string =>
  `${shell.options.errexit ? 'e' : ''}${shell.options.noglob ? 'f' : ''}${shell.interactive ? 'i' : ''}${shell.options.nounset ? 'u' : ''}${shell.options.xtrace ? 'x' : ''}${shell.origin === 'command' ? 'c' : 's'}`;

const DYNAMIC: { readonly [name: string]: (shell: Shell) => string } = {
  '?': (shell) => String(shell.status), '$': (shell) => String(shell.pid), '#': (shell) => String(shell.positional.length),
  '!': (shell) => String(shell.lastBackground ?? ''), '-': optionLetters, '0': (shell) => shell.name,
  RANDOM: (shell) => String(shell.machine.random.int('shell-random', 0, 32767)),
  SECONDS: (shell) => String(Math.floor((shell.machine.clock.now - shell.startedAt) / 1000)),
  EPOCHSECONDS: (shell) => String(Math.floor(shell.machine.clock.now / 1000)),
  LINENO: (shell) => String(shell.source.slice(0, shell.position).split('\n').length),
  PPID: (shell) => String(shell.process.parent), BASHPID: (shell) => String(shell.process.pid),
  UID: (shell) => String(shell.process.uid), EUID: (shell) => String(shell.process.uid),
};
const BASH_ONLY = new Set(['RANDOM', 'SECONDS', 'EPOCHSECONDS', 'BASHPID', 'UID', 'EUID']);

/** The value, or undefined if the parameter is unset. */
function lookup(shell: Shell, name: string): Value | undefined {
  if (name === '@' || name === '*') return { list: shell.positional, joined: name === '*' };
  if (/^[1-9]\d*$/.test(name)) return shell.positional[Number(name) - 1];
  const set = valueOf(shell, name);
  if (set !== undefined) return set;
  const dynamic = DYNAMIC[name];
  if (dynamic === undefined || (shell.dialect === 'dash' && BASH_ONLY.has(name))) return undefined;
  return name === '!' && shell.lastBackground === undefined ? undefined : dynamic(shell);
}

function required(shell: Shell, name: string, value: Value | undefined): Value {
  // bash -c ends with 127 where a script file ends with 1.
  if (value === undefined && shell.options.nounset) throw new ShellError(unsetMessage(shell, name), shell.dialect === 'bash' && shell.origin === 'command' ? 127 : 1);
  return value ?? '';
}

export const simpleParameter = (shell: Shell, name: string): Value => required(shell, name, lookup(shell, name));

function* indexed(shell: Shell, name: string, index: Word): Task<Value | undefined> {
  const variable = shell.variables.get(name);
  const list = variable?.array ?? (variable === undefined ? [] : [variable.value]);
  if (index.text === '@' || index.text === '*') return { list: list.filter((item) => item !== undefined), joined: index.text === '*' };
  const at = Number(yield* evaluateText(shell, yield* shell.evaluate.word(shell, index)));
  return list[at < 0 ? list.length + at : at];
}

const textOf = (value: Value | undefined): string => (value === undefined ? '' : typeof value === 'string' ? value : value.list.join(' '));
const mapValue = (value: Value, change: (text: string) => string): Value =>
  typeof value === 'string' ? change(value) : { list: value.list.map(change), joined: value.joined };

function length(value: Value | undefined): string {
  if (value === undefined) return '0';
  return String(typeof value === 'string' ? Array.from(value).length : value.list.length);
}

function* defaulted(shell: Shell, name: string, value: Value | undefined, operation: Extract<ParameterOperation, { type: 'Default' }>): Task<Value> {
  const { operator, operand } = operation;
  const missing = value === undefined || (typeof value !== 'string' && value.list.length === 0) || (operator.startsWith(':') && textOf(value) === '');
  switch (operator.at(-1)) {
    case '+': return missing ? '' : yield* shell.evaluate.word(shell, operand);
    case '-': return missing ? yield* shell.evaluate.word(shell, operand) : value;
    case '=': {
      if (!missing) return value;
      const text = yield* shell.evaluate.word(shell, operand);
      assign(shell, name, text);
      return text;
    }
    default: {
      if (!missing) return value;
      const text = yield* shell.evaluate.word(shell, operand);
      throw new ShellError(`${name}: ${text === '' ? 'parameter null or not set' : text}`, shell.dialect === 'bash' ? 127 : 2);
    }
  }
}

function* sliced(shell: Shell, value: Value, operation: Extract<ParameterOperation, { type: 'Slice' }>): Task<Value> {
  const offset = Number(yield* evaluateText(shell, yield* shell.evaluate.word(shell, operation.offset)));
  const count = operation.length === undefined ? undefined : Number(yield* evaluateText(shell, yield* shell.evaluate.word(shell, operation.length)));
  const end = (size: number, start: number): number => (count === undefined ? size : count < 0 ? size + count : start + count);
  if (typeof value === 'string') {
    const units = Array.from(value);
    const start = offset < 0 ? units.length + offset : offset;
    return start < 0 ? '' : units.slice(start, end(units.length, start)).join('');
  }
  // ${@:0} begins with $0.
  const list = value.list === shell.positional ? [shell.name, ...value.list] : value.list;
  const start = offset < 0 ? list.length + offset : offset;
  return { list: list.slice(start, end(list.length, start)), joined: value.joined };
}

function changeCase(text: string, operator: string): string {
  const change = operator.startsWith('^') ? (part: string): string => part.toUpperCase() : (part: string): string => part.toLowerCase();
  return operator.length === 2 ? change(text) : change(text.slice(0, 1)) + text.slice(1);
}

function transformed(text: string, operator: string): string {
  if (operator === 'U') return text.toUpperCase();
  if (operator === 'L') return text.toLowerCase();
  if (operator === 'u') return changeCase(text, '^');
  return operator === 'Q' ? `'${text.replace(/'/g, String.raw`'\''`)}'` : text;
}

function* apply(shell: Shell, name: string, value: Value | undefined, operation: ParameterOperation): Task<Value> {
  if (operation.type === 'Default') return yield* defaulted(shell, name, value, operation);
  const present = required(shell, name, value);
  switch (operation.type) {
    case 'Remove': {
      const pattern = yield* shell.evaluate.pattern(shell, operation.operand);
      const { operator } = operation;
      return mapValue(present, (text) => strip(text, pattern, operator.startsWith('#') ? 'start' : 'end', operator.length === 2));
    }
    case 'Replace': {
      const pattern = yield* shell.evaluate.pattern(shell, operation.pattern);
      const replacement = yield* shell.evaluate.word(shell, operation.replacement);
      return mapValue(present, (text) => replace(text, pattern, replacement, operation.operator));
    }
    case 'Slice': return yield* sliced(shell, present, operation);
    case 'CaseModification': return mapValue(present, (text) => changeCase(text, operation.operator));
    case 'Transform': { const operator = yield* shell.evaluate.word(shell, operation.operand); return mapValue(present, (text) => transformed(text, operator)); }
    default: throw new ShellError('bad substitution');
  }
}

function* indirect(shell: Shell, part: ParameterExpansionPart): Task<Value> {
  if (part.operation?.type === 'Names') {
    return { list: [...shell.variables.keys()].filter((name) => name.startsWith(part.parameter)).sort(), joined: part.operation.operator === '*' };
  }
  if (part.index !== undefined && /^[@*]$/.test(part.index.text)) {
    return { list: Object.keys(shell.variables.get(part.parameter)?.array ?? []), joined: part.index.text === '*' };
  }
  const name = textOf(lookup(shell, part.parameter));
  const value = lookup(shell, name);
  return part.operation === undefined ? required(shell, name, value) : yield* apply(shell, name, value, part.operation);
}

export function* expandParameter(shell: Shell, part: ParameterExpansionPart): Task<Value> {
  const { parameter, operation } = part;
  if (parameter === '' && operation === undefined) { complain(shell, 'bad substitution'); throw new ShellError('', 1); }
  if (part.prefix === '!') return yield* indirect(shell, part);
  const value = part.index === undefined ? lookup(shell, parameter) : yield* indexed(shell, parameter, part.index);
  if (part.prefix === '#') return length(required(shell, parameter, value));
  if (operation === undefined) return required(shell, parameter, value);
  return yield* apply(shell, parameter, value, operation);
}
