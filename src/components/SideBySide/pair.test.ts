import type { Block } from './pair.ts';
import { pairBlocks } from './pair.ts';

/** h: heading, t: text, o: a figure, a block that runs. */
const blocks = (letters: string): Block[] => letters.split('').map((letter) => ({ kind: ({ h: 'heading', t: 'text', o: 'other' } as const)[letter as 'h' | 't' | 'o'] }));

test.each<[string, string, readonly (readonly number[])[]]>([
  ['httot', 'httot', [[0], [1], [2], [], [4]]],
  // The Chinese says in one paragraph what the English says in two, and the other way round.
  ['htto', 'hto', [[0], [1], [], []]],
  ['htoh', 'htttoh', [[0], [1, 2, 3], [], [5]]],
  // A paragraph that only the other side has stands nowhere: there is nothing to put it beside.
  ['hoh', 'htoh', [[0], [], [3]]],
  ['', 'ht', []],
])('%s beside %s', (own, others, expected) => { expect(pairBlocks(blocks(own), blocks(others))).toEqual(expected); });
