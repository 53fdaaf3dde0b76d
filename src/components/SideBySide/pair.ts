/** Which text of the other language belongs to which of this one. */

/** `text`: paragraphs, lists, tables, headings, predictions; all else is the same in both languages and stands once. */
export type Block = { readonly kind: 'text' | 'heading' | 'other' };

/**
 * For each of our blocks the indices of the others that stand beside it. Headings and everything that is no text are the same on both sides and in the same
 * order, so they divide both lessons into stretches; where a stretch has more paragraphs on one side, the last one takes what is left.
 */
export function pairBlocks(own: readonly Block[], others: readonly Block[]): readonly (readonly number[])[] {
  const pairs: number[][] = own.map(() => []);
  const [mine, theirs] = [stretches(own), stretches(others)];
  mine.forEach((stretch, index) => {
    const there = theirs[index] ?? [];
    there.forEach((other, position) => {
      const at = stretch[Math.min(position, stretch.length - 1)];
      if (at !== undefined) pairs[at]?.push(other);
    });
  });
  return pairs;
}

/** Indices of the texts between two anchors; a heading is an anchor and a stretch of its own. */
function stretches(blocks: readonly Block[]): number[][] {
  const all: number[][] = [[]];
  blocks.forEach(({ kind }, index) => {
    if (kind === 'text') all.at(-1)?.push(index);
    else if (kind === 'heading') all.push([index], []);
    else all.push([]);
  });
  return all;
}
