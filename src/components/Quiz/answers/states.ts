/** kubectl's words for a Pod's state, as the one look that each has: colour, shape and word. */
import type { VisibleState } from '@site/src/worker/protocol.ts';

const words: readonly (readonly [RegExp, VisibleState])[] = [
  [/not ?ready|^0\/|unready/i, 'notReady'],
  [/^(running|ready|active|bound)/i, 'running'],
  [/^(completed|succeeded|complete)/i, 'succeeded'],
  [/^terminating/i, 'terminating'],
  [/^(containercreating|podinitializing|init:\d|pulling|creating)/i, 'creating'],
  [/^(pending|waiting|schedulinggated)/i, 'pending'],
  [/backoff|err|error|oom|failed|evicted|deadline|crash|lost/i, 'failed'],
];

/** Undefined: the word is no state (a number, `nothing`), and has no shape. */
export const stateOfWord = (word: string): VisibleState | undefined => (/^unknown/i.test(word) ? 'unknown' : words.find(([pattern]) => pattern.test(word))?.[1]);
