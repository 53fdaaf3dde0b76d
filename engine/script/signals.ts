/** Linux' numbers of the signals that we know. */
import type { Signal } from './types.ts';

export const SIGNAL_NUMBERS: { readonly [name in Signal]: number } = {
  HUP: 1, INT: 2, QUIT: 3, KILL: 9, USR1: 10, USR2: 12, TERM: 15, CHLD: 17, CONT: 18, STOP: 19,
};

/** `TERM`, `SIGTERM`, `term` or `15`; undefined if we have no such signal. */
export function parseSignal(text: string): Signal | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '');
  for (const [known, number] of Object.entries(SIGNAL_NUMBERS)) if (known === name || String(number) === text) return known as Signal;
  return undefined;
}
