/** Files of the machine on which kubectl runs. */
import type { CommandContext } from '../script/index.ts';

/** What is needed of a process to find its files. */
export type Place = Pick<CommandContext, 'environment' | 'directory' | 'machine'>;

/** Absolute and without `.` and `..`. */
export function resolvePath(command: Place, path: string): string {
  const full = path.startsWith('/') ? path : `${command.directory}/${path}`;
  const parts: string[] = [];
  for (const part of full.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The text of a file; a run of zero bytes counts as nothing. */
export function readText(command: Place, path: string): string {
  const content = command.machine.files.read(resolvePath(command, path));
  return typeof content === 'string' ? content : '';
}
