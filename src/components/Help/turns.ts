/** What was typed and what it printed, command by command, as help is asked for. */
import type { Entry, HelpTurn } from '@site/src/worker/protocol.ts';

/** @param expected what the page says that a command prints; without it the page says nothing */
export function turnsOf(entries: readonly Entry[], expected?: (line: string) => string): readonly HelpTurn[] {
  const turns: { line: string; output: string; expected?: string }[] = [];
  for (const entry of entries) {
    if (entry.kind === 'line') turns.push({ line: entry.text, output: '', ...(expected === undefined ? {} : { expected: expected(entry.text) }) });
    else if (turns.length > 0) turns.at(-1)!.output += entry.text;
  }
  return turns;
}

/** The last command, if somebody typed it by hand: what a live block types is explained there. */
export function lastTyped(entries: readonly Entry[]): readonly HelpTurn[] {
  const first = entries.findLastIndex((entry) => entry.kind === 'line' && entry.text.trim() !== '');
  return first < 0 || entries[first]?.run !== undefined ? [] : turnsOf(entries.slice(first)).slice(0, 1);
}
