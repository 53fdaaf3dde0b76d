/** cd, pwd and the limits of a process. */
import { allows } from '../../files/access.ts';
import { absolute } from '../../files/paths.ts';
import { assign, valueOf, type Shell } from '../shell.ts';
import { fail, print, type Builtin } from './builtin.ts';

function cannot(shell: Shell, path: string, reason: string): number {
  if (shell.dialect === 'bash') return fail(shell, `cd: ${path}: ${reason}`);
  return fail(shell, shell.dialect === 'ash' ? `cd: can't cd to ${path}: ${reason}` : `cd: can't cd to ${path}`, shell.dialect === 'ash' ? 1 : 2);
}

export const cd: Builtin = function* (shell, args) {
  const words = args.filter((word) => !/^-[LP]$/.test(word) && word !== '--');
  const [word = valueOf(shell, 'HOME')] = words;
  if (words.length > 1 && shell.dialect === 'bash') return fail(shell, 'cd: too many arguments');
  if (word === undefined || word === '') return word === '' ? 0 : fail(shell, 'cd: HOME not set');
  const target = word === '-' ? valueOf(shell, 'OLDPWD') : word;
  if (target === undefined) return fail(shell, 'cd: OLDPWD not set');
  const path = absolute(shell.directory, target);
  const { files } = shell.machine;
  const real = files.realPath(path);
  const stat = real === undefined ? undefined : files.stat(real);
  if (stat === undefined) return cannot(shell, target, 'No such file or directory');
  if (stat.type !== 'directory') return cannot(shell, target, 'Not a directory');
  if (!allows(stat, shell.process, 1)) return cannot(shell, target, 'Permission denied');
  const old = shell.directory;
  shell.directory = args.includes('-P') ? real ?? path : path;
  assign(shell, 'OLDPWD', old);
  assign(shell, 'PWD', shell.directory);
  if (word === '-') yield* print(shell, `${shell.directory}\n`);
  return 0;
};

export const pwd: Builtin = function* (shell, args) {
  yield* print(shell, `${args[0] === '-P' ? shell.machine.files.realPath(shell.directory) ?? shell.directory : shell.directory}\n`);
  return 0;
};

export const umask: Builtin = function* (shell, args) { if (args.length === 0) yield* print(shell, '0022\n'); return 0; };
export const ulimit: Builtin = function* (shell, args) { if (!/^\d+$/.test(args.at(-1) ?? '')) yield* print(shell, args.includes('-n') ? '1048576\n' : 'unlimited\n'); return 0; };
export const times: Builtin = function* (shell) { yield* print(shell, '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n'); return 0; };
export const history: Builtin = function* (shell, args) {
  const { history: lines } = shell;
  const count = /^\d+$/.test(args[0] ?? '') ? Number(args[0]) : lines.length;
  const first = Math.max(0, lines.length - count);
  yield* print(shell, lines.slice(first).map((line, i) => `${String(first + i + 1).padStart(5)}  ${line}\n`).join(''));
  return 0;
};
