/** echo, printf, read, test. */
import { finished, race, sleep, startTask, type Reader, type Task } from '../../../time/index.ts';
import { echoText } from '../../commands/echo.ts';
import { printfText } from '../../commands/printf.ts';
import { testWords } from '../conditions.ts';
import { assign, stderrOf, stdinOf, valueOf, type Shell } from '../shell.ts';
import { fail, print, type Builtin } from './builtin.ts';

export const echo: Builtin = function* (shell, args) {
  yield* print(shell, echoText(args, shell.dialect));
  return 0;
};

export const printf: Builtin = function* (shell, args, name) {
  let words = args[0] === '--' ? args.slice(1) : args;
  let target: string | undefined;
  if (words[0] === '-v' && shell.dialect === 'bash') { target = words[1]; words = words.slice(2); }
  const [format, ...rest] = words;
  if (format === undefined) return fail(shell, shell.dialect === 'bash' ? `${name}: usage: printf [-v var] format [arguments]` : `${name}: usage: printf format [arg ...]`, 2);
  const { text, errors } = printfText(format, rest);
  if (target === undefined) yield* print(shell, text); else assign(shell, target, text);
  for (const error of errors) fail(shell, `${name}: ${error}`);
  return errors.length > 0 ? 1 : 0;
};

export const test: Builtin = function* (shell, args, name) {
  let words = args;
  if (name === '[') {
    if (words.at(-1) !== ']') return fail(shell, shell.dialect === 'bash' ? "[: missing `]'" : 'missing ]', 2);
    words = words.slice(0, -1);
  }
  const asker = { machine: shell.machine, process: shell.process, directory: shell.directory, tty: shell.tty };
  const result = testWords(asker, words);
  if (typeof result === 'boolean') return result ? 0 : 1;
  const integer = result.error.endsWith(': ');
  if (!integer) return fail(shell, shell.dialect === 'bash' ? `${name}: ${result.error.includes('unknown operand') ? (words.length === 2 ? `${words[0] ?? ''}: unary operator expected` : words.length === 3 ? `${words[1] ?? ''}: binary operator expected` : 'too many arguments') : result.error}` : `${result.error}`, 2);
  const word = result.error.slice(0, -2);
  return fail(shell, shell.dialect === 'bash' ? `${name}: ${word}: integer expression expected` : shell.dialect === 'ash' ? `${word}: bad number` : `${name}: Illegal number: ${word}`, 2);
};

type ReadOptions = { raw: boolean; prompt: string; timeoutMs: number | undefined; silent: boolean; array: string | undefined; count: number | undefined; delimiter: string | undefined; names: readonly string[] };

function parseRead(args: readonly string[]): ReadOptions {
  const options: ReadOptions = { raw: false, prompt: '', timeoutMs: undefined, silent: false, array: undefined, count: undefined, delimiter: undefined, names: [] };
  let i = 0;
  for (; i < args.length && /^-./.test(args[i] ?? ''); i++) {
    const word = args[i] ?? '';
    if (word === '--') { i++; break; }
    for (let k = 1; k < word.length; k++) {
      const flag = word[k] ?? '';
      if (flag === 'r') { options.raw = true; continue; }
      if (flag === 's') { options.silent = true; continue; }
      if (!'ptandu'.includes(flag)) continue;
      const value = k + 1 < word.length ? word.slice(k + 1) : args[++i] ?? '';
      if (flag === 'p') options.prompt = value;
      if (flag === 't') options.timeoutMs = Math.round(Number(value) * 1000);
      if (flag === 'a') options.array = value;
      if (flag === 'n') options.count = Number(value);
      if (flag === 'd') options.delimiter = value;
      break;
    }
  }
  options.names = args.slice(i);
  return options;
}

function* readWithin(shell: Shell, reader: Reader, options: ReadOptions): Task<{ readonly line: string | undefined } | 'timeout'> {
  const source = options.delimiter !== undefined && options.delimiter !== '\n' ? reader.readAll() : reader.readLine();
  // Only an interactive shell lives on after Ctrl-C, so only there a waiting read must end.
  if (options.timeoutMs === undefined && !shell.interactive) return { line: yield* source };
  const { clock } = shell.machine;
  const running = startTask(clock, source);
  const until = options.timeoutMs === undefined ? Infinity : clock.now + options.timeoutMs;
  while (!running.done) {
    yield until === Infinity ? race(finished(running), shell.signalled.wait) : race(finished(running), shell.signalled.wait, sleep(clock, until - clock.now));
    if (running.done) break;
    if (shell.interrupted || clock.now >= until) { running.cancel(); return 'timeout'; }
  }
  return { line: running.result };
}

/** Removes backslashes; one at the end of the line joins the next. */
function* unquoted(reader: Reader, first: string): Task<{ readonly text: string; readonly ended: boolean }> {
  let line = first;
  while (/(^|[^\\])(\\\\)*\\\n$/.test(line)) line = line.slice(0, -2) + ((yield* reader.readLine()) ?? '');
  return { text: line.replace(/\\(.)/gs, '$1'), ended: line.endsWith('\n') };
}

/** The last name gets what is left over. */
function split(text: string, separators: string, count: number): string[] {
  const blanks = Array.from(separators).filter((c) => ' \t\n'.includes(c)).join('');
  const isBlank = (c: string | undefined): boolean => c !== undefined && blanks.includes(c);
  let rest = text;
  while (isBlank(rest[0])) rest = rest.slice(1);
  const out: string[] = [];
  while (rest !== '' && out.length < count - 1) {
    let i = 0;
    while (i < rest.length && !separators.includes(rest[i] as string)) i++;
    out.push(rest.slice(0, i));
    let j = i;
    while (isBlank(rest[j])) j++;
    if (j < rest.length && separators.includes(rest[j] as string) && !isBlank(rest[j])) { j++; while (isBlank(rest[j])) j++; }
    rest = rest.slice(j);
  }
  while (isBlank(rest.at(-1))) rest = rest.slice(0, -1);
  if (rest !== '' || out.length < count) out.push(rest);
  return out;
}

export const read: Builtin = function* (shell, args) {
  const options = parseRead(args);
  const reader = stdinOf(shell);
  if (options.prompt !== '' && shell.tty) stderrOf(shell).write(options.prompt);
  const got = yield* readWithin(shell, reader, options);
  if (got === 'timeout') return shell.dialect === 'bash' ? 142 : 1;
  const names = options.names.length === 0 ? ['REPLY'] : options.names;
  const raw = got.line ?? '';
  const line = options.raw ? { text: raw, ended: raw.endsWith('\n') } : yield* unquoted(reader, raw);
  let text = line.text.replace(/\n$/, '');
  if (options.count !== undefined) text = text.slice(0, options.count);
  const separators = valueOf(shell, 'IFS') ?? ' \t\n';
  if (options.array !== undefined) {
    const items = split(text, separators, Infinity).filter((item, i, all) => item !== '' || i < all.length - 1);
    shell.variables.set(options.array, { value: '', array: items, exported: false, readonly: false });
  } else if (options.names.length === 0) assign(shell, 'REPLY', text);
  else { const values = split(text, separators, names.length); names.forEach((name, i) => assign(shell, name, values[i] ?? '')); }
  return got.line === undefined || (!line.ended && options.delimiter === undefined && options.count === undefined) ? 1 : 0;
};
