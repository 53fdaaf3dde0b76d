/** The loop of prompt, line, answer. */
import { finished, race, startTask, type Task } from '../../time/index.ts';
import { reportJobs } from './builtins/jobs.ts';
import { isIncomplete } from './incomplete.ts';
import { complain } from './messages.ts';
import { prompt } from './prompt.ts';
import { runText } from './run.ts';
import { ShellError, stderrOf, stdinOf, Unwind, type Shell } from './shell.ts';

/** A line, undefined at the end of input, or that Ctrl-C came. */
function* readLine(shell: Shell): Task<{ readonly line: string | undefined } | 'interrupted'> {
  const running = startTask(shell.machine.clock, stdinOf(shell).readLine());
  while (!running.done) {
    yield race(finished(running), shell.signalled.wait);
    if (running.done) break;
    if (shell.interrupted) { running.cancel(); return 'interrupted'; }
  }
  return { line: running.result };
}

/** `!!`, `!$`, `!12`, `!kub`. `missing`: what stands for no line. */
export function expandHistory(line: string, history: readonly string[]): { readonly line: string } | { readonly missing: string } {
  if (!line.includes('!')) return { line };
  let missing: string | undefined;
  const out = line.replace(/'[^']*'|\\.|!(!|\$|-?\d+|[A-Za-z][\w.-]*)/g, (all, event: string | undefined) => {
    if (event === undefined) return all;
    const find = (found: string | undefined): string => { if (found === undefined) missing ??= all; return found ?? ''; };
    const last = history.at(-1);
    if (event === '!') return find(last);
    if (event === '$') return find(last?.trim().split(/\s+/).at(-1));
    if (/^-?\d+$/.test(event)) return find(event.startsWith('-') ? history.at(Number(event)) : history[Number(event) - 1]);
    return find([...history].reverse().find((old) => old.startsWith(event)));
  });
  return missing === undefined ? { line: out } : { missing };
}

/** Lines until they make a whole command. */
function* readCommand(shell: Shell): Task<{ readonly text: string | undefined } | 'interrupted'> {
  let text = '';
  for (;;) {
    stderrOf(shell).write(text === '' ? prompt(shell) : shell.variables.get('PS2')?.value ?? '> ');
    const got = yield* readLine(shell);
    if (got === 'interrupted') return got;
    if (got.line === undefined) return { text: text === '' ? undefined : text };
    text += got.line.endsWith('\n') ? got.line : `${got.line}\n`;
    if (!isIncomplete(text)) return { text };
  }
}

/** A command typed over several lines is remembered as one, where that reads the same. */
function onOneLine(text: string): string {
  if (text.includes('<<') || /["']/.test(text)) return text;
  return text.replace(/\\\n/g, '').replace(/\s*\n\s*/g, (_all, at: number) => (/(\b(do|then|else|in)|[{(|&;])\s*$/.test(text.slice(0, at)) ? ' ' : '; '));
}

function remember(shell: Shell, text: string): string | undefined {
  const line = onOneLine(text.replace(/\n$/, ''));
  if (line.trim() === '') return '';
  const found = shell.dialect === 'bash' ? expandHistory(line, shell.history) : { line };
  if ('missing' in found) { complain(shell, `${found.missing}: event not found`); return undefined; }
  const expanded = found.line;
  if (expanded !== line) stderrOf(shell).write(`${expanded}\n`);
  if (shell.history.at(-1) !== expanded) shell.history = [...shell.history, expanded];
  return expanded;
}

export function* runInteractive(shell: Shell): Task<number> {
  shell.process.onSignal('INT', () => { shell.interrupted = true; shell.signalled.fire(); });
  shell.process.onSignal('TERM', () => undefined);
  if (shell.process.terminal !== undefined) shell.process.terminal.foreground = shell.process.group;
  for (;;) {
    reportJobs(shell);
    const got = yield* readCommand(shell);
    if (got === 'interrupted') { shell.interrupted = false; shell.status = 130; continue; }
    const { text } = got;
    if (text === undefined) { stderrOf(shell).write(shell.dialect === 'bash' ? 'exit\n' : '\n'); return shell.status; }
    const line = remember(shell, text);
    if (line === undefined || line === '') continue;
    try {
      shell.status = yield* runText(shell, `${line}\n`);
    } catch (error) {
      if (error instanceof ShellError) { if (error.message !== '') complain(shell, error.message); shell.status = error.status; }
      else if (error instanceof Unwind && error.kind === 'exit') return error.count;
      else if (error instanceof Unwind) shell.status = error.kind === 'interrupt' ? 130 : shell.status;
      else throw error;
      shell.tested = 0;
      shell.loops = 0;
    }
    shell.interrupted = false;
  }
}
