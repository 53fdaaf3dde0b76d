/** What changes which command runs next. */
import { absolute } from '../../files/paths.ts';
import { FileError } from '../../files/errors.ts';
import { textOf } from '../../files/tree.ts';
import { complain, notFound } from '../messages.ts';
import { assign, exportedEnvironment, ShellError, stdoutOf, Unwind, type Shell } from '../shell.ts';
import { BUILTIN_NAMES } from './names.ts';
import { fail, print, type Builtin } from './builtin.ts';

const count = (shell: Shell, text: string | undefined, fallback: number, name: string): number => {
  if (text === undefined) return fallback;
  if (/^-?\d+$/.test(text)) return Number(text) & 0xff;
  if (shell.dialect === 'bash') { complain(shell, `${name}: ${text}: numeric argument required`); return 2; }
  throw new ShellError(shell.dialect === 'ash' ? `${name}: Illegal number: ${text}` : `${name}: Illegal number: ${text}`, 2);
};

export const nothing: Builtin = function* () { return 0; };
export const no: Builtin = function* () { return 1; };

/** The function* form with an unreachable end keeps them generators. */
export const exit: Builtin = function* (shell, args) {
  const status = count(shell, args[0], shell.status, 'exit');
  if (shell.interactive && shell.dialect === 'bash' && shell.process.terminal !== undefined) stdoutOf(shell).write('exit\n');
  throw new Unwind('exit', status);
};
export const returnFrom: Builtin = function* (shell, args) {
  if (shell.dialect === 'bash' && shell.functionDepth === 0 && shell.sourcing === 0) return fail(shell, "return: can only `return' from a function or sourced script", 2);
  throw new Unwind('return', count(shell, args[0], shell.status, 'return'));
};

const loop = (kind: 'break' | 'continue'): Builtin => function* (shell, args) {
  if (shell.loops === 0) return shell.dialect === 'bash' ? fail(shell, `${kind}: only meaningful in a \`for', \`while', or \`until' loop`, 0) : 0;
  throw new Unwind(kind, Math.max(1, count(shell, args[0], 1, kind)));
};
export const breakLoop = loop('break');
export const continueLoop = loop('continue');

export const evaluate: Builtin = function* (shell, args) { return args.length === 0 ? 0 : yield* shell.evaluate.text(shell, args.join(' ')); };

export const exec: Builtin = function* (shell, args) {
  let words = args;
  if (words[0] === '-a') words = words.slice(2);
  if (words[0] === '--') words = words.slice(1);
  if (words.length === 0) return 0;
  const status = yield* shell.evaluate.words(shell, words, { exec: true });
  if (shell.interactive) return status;
  throw new Unwind('exit', status);
};

export const source: Builtin = function* (shell, args, name) {
  const [path, ...rest] = args;
  if (path === undefined) return fail(shell, shell.dialect === 'bash' ? `${name}: filename argument required` : `${name}: missing file name`, 2);
  let text: string;
  try {
    text = textOf(shell.machine.files.read(absolute(shell.directory, path)));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    complain(shell, shell.dialect === 'bash' ? `${path}: ${error.reason}` : `${name}: can't open '${path}': ${error.reason}`);
    if (shell.dialect !== 'bash' && !shell.interactive) throw new Unwind('exit', 2);
    return 1;
  }
  const { positional } = shell;
  if (rest.length > 0) shell.positional = [...rest];
  shell.sourcing++;
  try {
    return yield* shell.evaluate.text(shell, text);
  } catch (error) {
    if (error instanceof Unwind && error.kind === 'return') return error.count;
    throw error;
  } finally { shell.positional = positional; shell.sourcing--; }
};

type Found = { readonly kind: 'alias' | 'function' | 'builtin' | 'file'; readonly text: string };
function find(shell: Shell, name: string): Found | undefined {
  const alias = shell.aliases.get(name);
  if (alias !== undefined) return { kind: 'alias', text: alias };
  if (shell.functions.has(name)) return { kind: 'function', text: name };
  if (BUILTIN_NAMES.has(name)) return { kind: 'builtin', text: name };
  const path = shell.machine.which(name.includes('/') ? absolute(shell.directory, name) : name, exportedEnvironment(shell));
  return path === undefined ? undefined : { kind: 'file', text: path };
}

const DESCRIBE: { readonly [kind in Found['kind']]: (name: string, text: string) => string } = {
  alias: (name, text) => `${name} is aliased to \`${text}'`, function: (name) => `${name} is a function`,
  builtin: (name) => `${name} is a shell builtin`, file: (name, text) => `${name} is ${text}`,
};

export const type: Builtin = function* (shell, args, builtinName) {
  let status = 0;
  const short = args[0] === '-t' || args[0] === '-p';
  for (const name of short ? args.slice(1) : args) {
    const found = find(shell, name);
    if (found === undefined) {
      status = shell.dialect === 'bash' ? 1 : 127;
      if (!short && shell.dialect === 'bash') complain(shell, `${builtinName}: ${name}: not found`);
      else if (!short) yield* print(shell, `${name}: not found\n`);
    } else yield* print(shell, short ? `${args[0] === '-t' ? found.kind : found.text}\n` : `${DESCRIBE[found.kind](name, found.text)}\n`);
  }
  return status;
};

export const command: Builtin = function* (shell, args) {
  if (args[0] === '-v' || args[0] === '-V') {
    let status = 0;
    for (const name of args.slice(1)) {
      const found = find(shell, name);
      if (found === undefined) { status = shell.dialect === 'bash' ? 1 : 127; if (args[0] === '-V') complain(shell, `command: ${notFound(shell, name)}`); }
      else yield* print(shell, args[0] === '-V' ? `${DESCRIBE[found.kind](name, found.text)}\n` : found.kind === 'alias' ? `alias ${name}='${found.text}'\n` : `${found.text}\n`);
    }
    return status;
  }
  const words = args[0] === '-p' || args[0] === '--' ? args.slice(1) : args;
  return words.length === 0 ? 0 : yield* shell.evaluate.words(shell, words, { functions: false });
};

export const let_: Builtin = function* (shell, args) {
  let last = '0';
  for (const text of args) {
    yield* shell.evaluate.text(shell, `__let=$((${text}))`);
    last = shell.variables.get('__let')?.value ?? '0';
    shell.variables.delete('__let');
  }
  return last === '0' ? 1 : 0;
};

export const getopts: Builtin = function* (shell, args) {
  const [letters = '', name = 'opt', ...given] = args;
  const words = given.length > 0 ? given : shell.positional;
  const value = shell.variables.get('OPTIND')?.value ?? '1';
  const [index = 1, offset = 1] = value.split('.').map(Number);
  const word = words[index - 1];
  const next = (at: number, within = 1): void => { shell.variables.set('OPTIND', { value: within > 1 ? `${at}.${within}` : String(at), exported: false, readonly: false }); };
  if (word === undefined || !/^-./.test(word) || word === '--') { if (word === '--') next(index + 1); assign(shell, name, '?'); return 1; }
  const letter = word[offset] ?? '?';
  const at = letters.indexOf(letter);
  const more = offset + 1 < word.length;
  if (at < 0 || letter === ':') {
    if (more) next(index, offset + 1); else next(index + 1);
    assign(shell, name, '?');
    if (!letters.startsWith(':')) complain(shell, shell.dialect === 'bash' ? `illegal option -- ${letter}` : `Illegal option -${letter}`);
    else assign(shell, 'OPTARG', letter);
    return 0;
  }
  assign(shell, name, letter);
  if (letters[at + 1] !== ':') { if (more) next(index, offset + 1); else next(index + 1); return 0; }
  const argument = more ? word.slice(offset + 1) : words[index];
  next(index + (more ? 1 : 2));
  if (argument === undefined) { assign(shell, name, letters.startsWith(':') ? ':' : '?'); complain(shell, `option requires an argument -- ${letter}`); return 0; }
  assign(shell, 'OPTARG', argument);
  return 0;
};
