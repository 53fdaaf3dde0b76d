/** `>`, `<`, `2>&1`, here-documents: they change the shell's streams for one command. */
import type { Redirect, Redirection } from 'unbash';
import { createPipe, type Task } from '../../time/index.ts';
import { absolute } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import { openRead, openWrite } from '../streams.ts';
import { expandSingle, expandText, expandWord } from './expand.ts';
import { cannotOpen, complain } from './messages.ts';
import { stderrOf, stdinOf, stdoutOf, type Shell, type Stream } from './shell.ts';

function textStream(text: string): Stream {
  const pipe = createPipe(text);
  pipe.close();
  return { reader: pipe };
}

/** `1>&2`, `<&0`, `>&-`. */
function duplicate(shell: Shell, number: number, target: string): boolean {
  if (target === '-') { shell.streams.set(number, {}); return true; }
  const source = shell.streams.get(Number(target));
  if (!/^\d+$/.test(target) || source === undefined) { complain(shell, `${target}: ${shell.dialect === 'bash' ? 'Bad file descriptor' : 'bad file descriptor'}`); return false; }
  shell.streams.set(number, source);
  return true;
}

function open(shell: Shell, operator: Redirect['operator'], number: number, target: string): boolean {
  const creating = operator !== '<';
  const context = { machine: shell.machine, process: shell.process, stdin: stdinOf(shell), stdout: stdoutOf(shell), stderr: stderrOf(shell) };
  const path = absolute(shell.directory, target);
  try {
    if (!creating) { shell.streams.set(number, { reader: openRead(context, path) }); return true; }
    if (shell.options.noclobber && operator === '>' && shell.machine.files.stat(path)?.type === 'file') {
      complain(shell, shell.dialect === 'bash' ? `${target}: cannot overwrite existing file` : cannotOpen(shell, target, 'File exists', true));
      return false;
    }
    const writer = openWrite(context, path, operator === '>>' || operator === '&>>' || operator === '<>');
    shell.streams.set(number, operator === '<>' ? { writer, reader: openRead(context, path) } : { writer });
    if (operator.startsWith('&>')) shell.streams.set(2, { writer });
    return true;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    complain(shell, cannotOpen(shell, target, error.reason, creating));
    return false;
  }
}

function* one(shell: Shell, redirect: Redirection): Task<boolean> {
  if (redirect.type === 'HereDoc') {
    const { body } = redirect;
    let text = body.parts === undefined ? body.text : yield* expandText(shell, body.parts);
    if (redirect.operator === '<<-') text = text.replace(/^\t+/gm, '');
    shell.streams.set(descriptorOf(redirect, 0), textStream(text));
    return true;
  }
  if (redirect.target === undefined) { complain(shell, 'syntax error'); return false; }
  if (redirect.type === 'HereString') {
    shell.streams.set(descriptorOf(redirect, 0), textStream(`${yield* expandSingle(shell, redirect.target)}\n`));
    return true;
  }
  const { operator } = redirect;
  const number = descriptorOf(redirect, operator.startsWith('<') ? 0 : 1);
  const words = yield* expandWord(shell, redirect.target);
  if (words.length !== 1 && shell.dialect === 'bash') { complain(shell, `${redirect.target.text}: ambiguous redirect`); return false; }
  const target = words.join(' ');
  if (operator === '<&') return duplicate(shell, number, target);
  if (operator !== '>&') return open(shell, operator, number, target);
  if (/^(\d+|-)$/.test(target)) return duplicate(shell, number, target);
  return open(shell, '&>', number, target);
}

const descriptorOf = (redirect: Redirection, fallback: number): number =>
  (redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : fallback);

/** Applies them in order; false when one failed (the command does not run). The caller keeps and restores the old map. */
export function* applyRedirects(shell: Shell, redirects: readonly Redirection[]): Task<boolean> {
  if (redirects.length === 0) return true;
  shell.streams = new Map(shell.streams);
  for (const redirect of redirects) if (!(yield* one(shell, redirect))) return false;
  return true;
}
