/** Linux' numbers of the signals that we know. */
import type { Signal } from './types.ts';

export const SIGNAL_NUMBERS: { readonly [name in Signal]: number } = {
  HUP: 1, INT: 2, QUIT: 3, ILL: 4, TRAP: 5, ABRT: 6, BUS: 7, FPE: 8, KILL: 9, USR1: 10, SEGV: 11, USR2: 12, PIPE: 13, ALRM: 14, TERM: 15, STKFLT: 16, CHLD: 17, CONT: 18, STOP: 19, TSTP: 20,
  TTIN: 21, TTOU: 22, URG: 23, XCPU: 24, XFSZ: 25, VTALRM: 26, PROF: 27, WINCH: 28, IO: 29, PWR: 30, SYS: 31,
};
/** What happens to a process that has not said anything about a signal, where that is not its end. */
export const IGNORED_BY_DEFAULT: ReadonlySet<Signal> = new Set<Signal>(['CHLD', 'CONT', 'URG', 'WINCH']);
export const STOPS_BY_DEFAULT: ReadonlySet<Signal> = new Set<Signal>(['TSTP', 'TTIN', 'TTOU']);
/** What shells say of a child that such a signal has ended. */
export const SIGNAL_WORDS: { readonly [name in Signal]?: string } = {
  HUP: 'Hangup', QUIT: 'Quit', ILL: 'Illegal instruction', TRAP: 'Trace/breakpoint trap', ABRT: 'Aborted', BUS: 'Bus error', FPE: 'Floating point exception', KILL: 'Killed', USR1: 'User defined signal 1',
  SEGV: 'Segmentation fault', USR2: 'User defined signal 2', ALRM: 'Alarm clock', TERM: 'Terminated', STKFLT: 'Stack fault', XCPU: 'CPU time limit exceeded', XFSZ: 'File size limit exceeded',
  VTALRM: 'Virtual timer expired', PROF: 'Profiling timer expired', IO: 'I/O possible', PWR: 'Power failure', SYS: 'Bad system call',
};

/** `TERM`, `SIGTERM`, `term` or `15`; undefined if we have no such signal. */
export function parseSignal(text: string): Signal | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '');
  for (const [known, number] of Object.entries(SIGNAL_NUMBERS)) if (known === name || String(number) === text) return known as Signal;
  return undefined;
}
