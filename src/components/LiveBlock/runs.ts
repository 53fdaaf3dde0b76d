/** Which part of a terminal's scroll belongs to a live block. */
import type { Entry } from '@site/src/worker/protocol.ts';

/** The last place where these commands were typed one after another, by no other block, with what they printed: a restored session has no runs, only lines. */
export function typedBefore(entries: readonly Entry[], commands: readonly string[]): readonly Entry[] {
  const lines = entries.flatMap((entry, index) => (entry.kind === 'line' ? [{ text: entry.run === undefined ? entry.text : undefined, index }] : []));
  for (let first = lines.length - commands.length; first >= 0 && commands.length > 0; first--) {
    if (!commands.every((command, offset) => lines[first + offset]?.text === command)) continue;
    return entries.slice(lines[first]!.index, lines[first + commands.length]?.index);
  }
  return [];
}

/** What this run has printed; after undo or a reload what the same commands printed before, if they still stand in the scroll. */
export function entriesOf(entries: readonly Entry[], run: string | undefined, commands: readonly string[]): readonly Entry[] {
  const own = run === undefined ? [] : entries.filter((entry) => entry.run === run);
  return own.length > 0 ? own : typedBefore(entries, commands);
}
