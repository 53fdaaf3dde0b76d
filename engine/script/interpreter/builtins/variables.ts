/** export, set, local and the like. */
import { assign, stdinOf, type Options, type Shell, type Variable } from '../shell.ts';
import { fail, flagsOf, print, type Builtin } from './builtin.ts';

const NAME = /^[A-Za-z_]\w*$/;
const single = (text: string): string => `'${text.replace(/'/g, String.raw`'\''`)}'`;
const double = (text: string): string => `"${text.replace(/[\\"$`]/g, '\\$&')}"`;
const sorted = (shell: Shell): [string, Variable][] => [...shell.variables].sort(([a], [b]) => (a < b ? -1 : 1));

/** `NAME=value` or `NAME`, checked. */
function* each(shell: Shell, words: readonly string[], builtin: string, change: (name: string, value: string | undefined) => void): Generator<never, number, void> {
  let status = 0;
  for (const word of words) {
    const at = word.indexOf('=');
    const name = at < 0 ? word : word.slice(0, at);
    if (NAME.test(name)) change(name, at < 0 ? undefined : word.slice(at + 1));
    else { status = fail(shell, shell.dialect === 'bash' ? `${builtin}: \`${word}': not a valid identifier` : `${builtin}: ${name}: bad variable name`); }
  }
  return status;
}

const marking = (mark: (variable: Variable, flags: ReadonlySet<string>) => void, prefix: string, listed: (variable: Variable) => boolean): Builtin => function* (shell, args, name) {
  const { flags, rest } = flagsOf(args, 'pnfar');
  if (rest.length === 0) {
    for (const [key, variable] of sorted(shell)) {
      if (listed(variable)) yield* print(shell, shell.dialect === 'bash' ? `declare -${prefix === 'export' ? 'x' : 'r'} ${key}=${double(variable.value)}\n` : `${prefix} ${key}=${single(variable.value)}\n`);
    }
    return 0;
  }
  return yield* each(shell, rest, name, (key, value) => {
    if (value !== undefined) assign(shell, key, value);
    const variable = shell.variables.get(key) ?? { value: '', exported: false, readonly: false };
    shell.variables.set(key, variable);
    mark(variable, flags);
  });
};

export const exportNames = marking((variable, flags) => { variable.exported = !flags.has('n'); }, 'export', ({ exported }) => exported);
export const readonlyNames = marking((variable) => { variable.readonly = true; }, 'readonly', (variable) => variable.readonly);

function hide(shell: Shell, name: string): void {
  const scope = shell.scopes.at(-1);
  if (scope === undefined || scope.has(name)) return;
  const old = shell.variables.get(name);
  scope.set(name, old === undefined ? undefined : { ...old });
}

export const local: Builtin = function* (shell, args, builtin) {
  if (shell.functionDepth === 0) return fail(shell, shell.dialect === 'bash' ? 'local: can only be used in a function' : 'local: not in a function');
  return yield* each(shell, flagsOf(args, 'airxnp').rest, builtin, (name, value) => {
    hide(shell, name);
    shell.variables.set(name, { value: value ?? '', exported: shell.variables.get(name)?.exported ?? false, readonly: false });
  });
};

export const declare: Builtin = function* (shell, args, builtin) {
  const { flags, rest } = flagsOf(args, 'aAirxnpgluf');
  if (flags.has('p') || rest.length === 0) {
    for (const [name, variable] of sorted(shell)) {
      if (rest.length > 0 && !rest.includes(name)) continue;
      const value = variable.array === undefined ? double(variable.value) : `(${variable.array.map((item, i) => `[${i}]=${double(item)}`).join(' ')})`;
      yield* print(shell, `declare -${variable.array === undefined ? '' : 'a'}${variable.exported ? 'x' : variable.array === undefined ? '-' : ''} ${name}=${value}\n`);
    }
    return 0;
  }
  return yield* each(shell, rest, builtin, (name, value) => {
    if (shell.functionDepth > 0 && !flags.has('g')) hide(shell, name);
    const old = shell.variables.get(name);
    const variable: Variable = old !== undefined && value === undefined ? old : { value: value ?? '', exported: old?.exported ?? false, readonly: false };
    if (flags.has('a') && variable.array === undefined) variable.array = variable.value === '' ? [] : [variable.value];
    if (flags.has('x')) variable.exported = true;
    if (flags.has('r')) variable.readonly = true;
    shell.variables.set(name, variable);
  });
};

export const unset: Builtin = function* (shell, args) {
  const { flags, rest } = flagsOf(args, 'fvn');
  for (const name of rest) {
    const element = /^(\w+)\[(\d+)\]$/.exec(name);
    if (element !== null) { delete shell.variables.get(element[1] ?? '')?.array?.[Number(element[2])]; continue; }
    if (shell.variables.get(name)?.readonly === true) return fail(shell, shell.dialect === 'bash' ? `unset: ${name}: cannot unset: readonly variable` : `unset: ${name}: is read only`);
    if (!flags.has('f')) shell.variables.delete(name);
    if (flags.has('f') || !flags.has('v')) shell.functions.delete(name);
  }
  return 0;
};

const LETTERS: { readonly [letter: string]: keyof Options } = { a: 'allexport', C: 'noclobber', e: 'errexit', f: 'noglob', n: 'noexec', u: 'nounset', v: 'verbose', x: 'xtrace' };
const LONG = ['allexport', 'errexit', 'noclobber', 'noexec', 'noglob', 'nounset', 'pipefail', 'verbose', 'xtrace'] as const;

export const set: Builtin = function* (shell, args) {
  if (args.length === 0) {
    for (const [name, { value }] of sorted(shell)) yield* print(shell, `${name}=${shell.dialect === 'bash' && /^[\w./:-]*$/.test(value) ? value : single(value)}\n`);
    return 0;
  }
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--' || !/^[-+]./.test(word)) { shell.positional = args.slice(word === '--' ? i + 1 : i); return 0; }
    const on = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = args[++i];
        if (name === undefined) { for (const option of LONG) yield* print(shell, `${option.padEnd(15)}\t${shell.options[option] ? 'on' : 'off'}\n`); return 0; }
        const known = LONG.find((option) => option === name);
        if (known !== undefined) shell.options[known] = on;
        else if (!['vi', 'emacs', 'history', 'monitor', 'posix'].includes(name)) return fail(shell, shell.dialect === 'bash' ? `set: ${name}: invalid option name` : `set: illegal option -o ${name}`, 2);
        continue;
      }
      const option = LETTERS[letter];
      if (option !== undefined) shell.options[option] = on;
      else if (!'mhbiBHETP'.includes(letter)) return fail(shell, shell.dialect === 'bash' ? `set: ${word[0]}${letter}: invalid option` : `set: illegal option ${word[0]}${letter}`, 2);
    }
  }
  return 0;
};

export const shift: Builtin = function* (shell, args) {
  const count = Number(args[0] ?? '1');
  if (count > shell.positional.length) return shell.dialect === 'bash' ? 1 : fail(shell, "shift: can't shift that many", 2);
  shell.positional = shell.positional.slice(count);
  return 0;
};

export const alias: Builtin = function* (shell, args) {
  if (args.length === 0) for (const [name, value] of [...shell.aliases].sort(([a], [b]) => (a < b ? -1 : 1))) yield* print(shell, `${shell.dialect === 'bash' ? 'alias ' : ''}${name}=${single(value)}\n`);
  let status = 0;
  for (const word of args) {
    const at = word.indexOf('=');
    const value = shell.aliases.get(word);
    if (at > 0) shell.aliases.set(word.slice(0, at), word.slice(at + 1));
    else if (value !== undefined) yield* print(shell, `${shell.dialect === 'bash' ? 'alias ' : ''}${word}=${single(value)}\n`);
    else status = fail(shell, `alias: ${word}: not found`);
  }
  return status;
};
export const unalias: Builtin = function* (shell, args) {
  if (args[0] === '-a') { shell.aliases.clear(); return 0; }
  let status = 0;
  for (const name of args) if (!shell.aliases.delete(name)) status = fail(shell, `unalias: ${name}: not found`);
  return status;
};

export const mapfile: Builtin = function* (shell, args) {
  const { flags, rest } = flagsOf(args, 't');
  const text = yield* stdinOf(shell).readAll();
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  shell.variables.set(rest[0] ?? 'MAPFILE', { value: '', array: lines.map((line) => (flags.has('t') ? line.replace(/\n$/, '') : line)), exported: false, readonly: false });
  return 0;
};
