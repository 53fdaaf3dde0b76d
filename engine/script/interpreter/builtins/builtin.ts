import type { Task } from '../../../time/index.ts';
import { send } from '../../pipe.ts';
import { complain } from '../messages.ts';
import { stdoutOf, type Shell } from '../shell.ts';

export type Builtin = (shell: Shell, args: readonly string[], name: string) => Task<number>;

export const print = (shell: Shell, text: string): Task<void> => send(stdoutOf(shell), text);
export const fail = (shell: Shell, text: string, status = 1): number => { complain(shell, text); return status; };

/** Leading single-letter flags; `--` ends them. */
export function flagsOf(args: readonly string[], known: string): { readonly flags: ReadonlySet<string>; readonly rest: readonly string[]; readonly bad: string | undefined } {
  const flags = new Set<string>();
  let i = 0;
  for (; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--') { i++; break; }
    if (!/^-./.test(word)) break;
    for (const flag of word.slice(1)) { if (!known.includes(flag)) return { flags, rest: args.slice(i), bad: flag }; flags.add(flag); }
  }
  return { flags, rest: args.slice(i), bad: undefined };
}
