/** How each shell words its complaints. */
import type { FileReason } from '../files/errors.ts';
import { stderrOf, type Shell } from './shell.ts';

function line(shell: Shell): number {
  let count = 1;
  for (let i = 0; i < shell.position && i < shell.source.length; i++) if (shell.source.charCodeAt(i) === 10) count++;
  return count;
}

/** `sh: ` of busybox, `sh: 1: ` of dash, `bash: line 1: ` of bash. */
function prefix(shell: Shell): string {
  if (shell.dialect === 'dash') return `${shell.name}: ${line(shell)}: `;
  if (shell.interactive || (shell.dialect === 'ash' && shell.origin !== 'script')) return `${shell.name}: `;
  return `${shell.name}: line ${line(shell)}: `;
}

export function complain(shell: Shell, text: string): void {
  stderrOf(shell).write(`${prefix(shell)}${text}\n`);
}

export const notFound = (shell: Shell, name: string): string => {
  if (shell.dialect !== 'bash') return `${name}: not found`;
  return name.includes('/') ? `${name}: No such file or directory` : `${name}: command not found`;
};

/** @k8s golden cluster/cfg-volume-items-mode: `sh: can't create /etc/config/new: Read-only file system` */
export function cannotOpen(shell: Shell, path: string, reason: FileReason, creating: boolean): string {
  if (shell.dialect === 'bash') return `${path}: ${reason}`;
  const missing = reason === 'No such file or directory';
  if (shell.dialect === 'dash') {
    const words = missing ? (creating ? 'Directory nonexistent' : 'No such file') : reason;
    return `cannot ${creating ? 'create' : 'open'} ${path}: ${words}`;
  }
  const words = missing ? (creating ? 'nonexistent directory' : 'no such file') : reason;
  return `can't ${creating ? 'create' : 'open'} ${path}: ${words}`;
}

export function unsetMessage(shell: Shell, name: string): string {
  return shell.dialect === 'bash' ? `${name}: unbound variable` : `${name}: parameter not set`;
}

/** A syntax error, with the line that has it where bash shows it. */
export function complainOfSyntax(shell: Shell, source: string, error: { readonly message: string; readonly pos: number }): void {
  const message = syntaxMessage(shell, source, error);
  const atEnd = source.slice(error.pos).trim() === '' && message.includes('unexpected end of file');
  shell.source = source;
  shell.position = error.pos;
  if (shell.dialect !== 'bash' || shell.interactive) { complain(shell, message); return; }
  const number = atEnd ? source.replace(/\n$/, '').split('\n').length + 1 : line(shell);
  const start = `${shell.name}: ${shell.origin === 'command' ? '-c: ' : ''}line ${number}: `;
  const shown = message.includes('near unexpected token') ? `${start}\`${source.split('\n')[number - 1] ?? ''}'\n` : '';
  stderrOf(shell).write(`${start}${message}\n${shown}`);
}

/** What the parser found wrong, as the shell would say it. */
function syntaxMessage(shell: Shell, source: string, error: { readonly message: string; readonly pos: number }): string {
  const atEnd = source.slice(error.pos).trim() === '';
  const token = /^\w+|^(\S)\1?/.exec(source.slice(error.pos).trimStart())?.[0] ?? 'newline';
  const quote = /unterminated (single|double) quote|unterminated backtick/.exec(error.message);
  if (quote !== null) {
    const mark = quote[1] === 'single' ? "'" : quote[1] === 'double' ? '"' : '`';
    return shell.dialect === 'bash' ? `unexpected EOF while looking for matching \`${mark}'` : shell.dialect === 'dash' ? 'Syntax error: Unterminated quoted string' : 'syntax error: unterminated quoted string';
  }
  const expecting = /expected '([^']+)'/.exec(error.message)?.[1];
  if (shell.dialect === 'bash') return atEnd ? 'syntax error: unexpected end of file' : `syntax error near unexpected token \`${token}'`;
  const what = atEnd ? 'end of file' : `"${token}"`;
  const tail = expecting === undefined ? '' : ` (expecting "${expecting}")`;
  return shell.dialect === 'dash' ? `Syntax error: ${atEnd ? 'end of file' : `"${token}"`} unexpected${tail}` : `syntax error: unexpected ${what}${tail}`;
}
