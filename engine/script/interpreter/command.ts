/** sh, ash, bash as programs. */
import { parse } from 'unbash';
import type { Task } from '../../time/index.ts';
import { absolute } from '../files/paths.ts';
import { textOf } from '../files/tree.ts';
import type { Command, CommandContext } from '../types.ts';
import { set } from './builtins/variables.ts';
import { runToExit } from './fork.ts';
import { isIncomplete } from './incomplete.ts';
import { runInteractive } from './interactive.ts';
import { EVALUATOR, runText } from './run.ts';
import { createShell, stdinOf, type Dialect, type Shell } from './shell.ts';

type Invocation = { readonly text: string | undefined; readonly file: string | undefined; readonly name: string | undefined; readonly options: readonly string[]; readonly positional: readonly string[]; readonly interactive: boolean };

function parseArguments(args: readonly string[]): Invocation {
  const options: string[] = [];
  let command = false;
  let stdin = false;
  let interactive = false;
  let i = 0;
  for (; i < args.length && /^[-+]./.test(args[i] ?? ''); i++) {
    const word = args[i] ?? '';
    if (word === '--') { i++; break; }
    if (word.startsWith('--')) { if (word === '--rcfile' || word === '--init-file') i++; continue; }
    let kept = '';
    for (const letter of word.slice(1)) {
      if (letter === 'c') command = true;
      else if (letter === 's') stdin = true;
      else if (letter === 'i') interactive = true;
      else if (letter === 'o') { options.push(`${word[0]}o`, args[++i] ?? ''); }
      else if (letter !== 'l') kept += letter;
    }
    if (kept !== '') options.push(`${word[0]}${kept}`);
  }
  const rest = args.slice(i);
  if (command) return { text: rest[0] ?? '', file: undefined, name: rest[1], options, positional: rest.slice(2), interactive: false };
  if (stdin || rest.length === 0) return { text: undefined, file: undefined, name: undefined, options, positional: rest, interactive };
  return { text: undefined, file: rest[0], name: rest[0], options, positional: rest.slice(1), interactive: false };
}

export type ShellHooks = {
  /** The state of an interactive shell, for completion and history. */
  readonly onInteractive?: (shell: Shell) => void;
  /** Files whose lines run first in an interactive shell. */
  readonly startFile?: string;
};

function* runStart(shell: Shell, path: string): Task<void> {
  const real = shell.machine.files.realPath(path);
  if (real !== undefined) yield* runText(shell, textOf(shell.machine.files.read(real)));
}

/** A script from stdin runs as it comes: what has arrived, as soon as it makes whole commands. */
function* runStream(shell: Shell): Task<number> {
  let text = '';
  let before = ''; // so many lines have run: messages count them
  for (;;) {
    const more = yield* stdinOf(shell).read();
    text += more ?? '';
    if (more !== undefined && (!text.endsWith('\n') || isIncomplete(text))) continue;
    const { commands, errors = [] } = parse(text);
    if (commands.length > 0 || errors.length > 0) shell.status = yield* runText(shell, before + text);
    if (more === undefined || errors.length > 0) return shell.status;
    before += text.replaceAll(/[^\n]/g, '');
    text = '';
  }
}

export function createShellCommand(dialect: Dialect, hooks: ShellHooks = {}): Command {
  return function* shellCommand(context: CommandContext): Task<number> {
    const { text, file, name, options, positional, interactive: asked } = parseArguments(context.args);
    const interactive = asked || (text === undefined && file === undefined && context.tty);
    const origin = text !== undefined ? 'command' : file !== undefined ? 'script' : 'stdin';
    const shell = createShell(context, { dialect, interactive, origin, name: name ?? context.name.replace(/^-/, ''), positional, evaluate: EVALUATOR });
    if (options.length > 0) {
      const status = yield* set(shell, options, 'set');
      if (status !== 0) return status;
    }
    if (text !== undefined) return yield* runToExit(shell, runText(shell, text, true));
    if (interactive) {
      hooks.onInteractive?.(shell);
      if (hooks.startFile !== undefined) yield* runStart(shell, hooks.startFile);
      return yield* runToExit(shell, runInteractive(shell));
    }
    if (file === undefined) return yield* runToExit(shell, runStream(shell));
    const real = context.machine.files.realPath(absolute(context.directory, file));
    const isDirectory = real !== undefined && context.machine.files.stat(real)?.type === 'directory';
    if (real === undefined || isDirectory) {
      const words = isDirectory ? 'Is a directory' : 'No such file or directory';
      context.stderr.write(dialect === 'bash' ? `${context.name}: ${file}: ${words}\n` : dialect === 'ash' ? `${context.name}: can't open '${file}': ${words}\n` : `${context.name}: 0: cannot open ${file}: No such file\n`);
      return isDirectory ? 126 : dialect === 'bash' ? 127 : 2;
    }
    return yield* runToExit(shell, runText(shell, textOf(context.machine.files.read(real)), true));
  };
}
