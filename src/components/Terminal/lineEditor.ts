/** What keys do to the line, apart from what a textarea does by itself. Pure, so that it is tested without a browser. */
import type { Completion } from '@site/src/worker/protocol.ts';

export type Line = { readonly text: string; readonly cursor: number };
/** `at` counts back from the newest line; -1 is the line being written, kept in `draft`. */
export type Recall = { readonly at: number; readonly draft: string };
export const notRecalling: Recall = { at: -1, draft: '' };

const lineOf = (text: string): Line => ({ text, cursor: text.length });

export function recall(history: readonly string[], state: Recall, current: string, step: 1 | -1): { readonly line: Line; readonly state: Recall } | undefined {
  const at = state.at + step;
  if (at < -1 || at >= history.length) return undefined;
  const draft = state.at === -1 ? current : state.draft;
  return { line: lineOf(at === -1 ? draft : history[history.length - 1 - at] ?? ''), state: { at, draft } };
}

/** Newest last, without repeats in a row and without blank lines. */
export const historyOf = (lines: readonly string[]): readonly string[] =>
  lines.filter((line, index) => line.trim() !== '' && line !== lines[index - 1]);

function commonStart(words: readonly string[]): string {
  let start = words[0] ?? '';
  for (const word of words) while (!word.startsWith(start)) start = start.slice(0, -1);
  return start;
}

/** One candidate is put in, several as far as they agree; what is left to choose from is shown. */
export function completed(line: string, { from, to, candidates }: Completion): { readonly line: Line; readonly choices: readonly string[] } | undefined {
  if (candidates.length === 0) return undefined;
  const only = candidates.length === 1;
  const word = commonStart(candidates);
  const insert = only && !/[\s/=]$/.test(word) && line.slice(to, to + 1) !== ' ' ? `${word} ` : word;
  const shorter = insert.length < to - from;
  const text = shorter ? line : line.slice(0, from) + insert + line.slice(to);
  return { line: { text, cursor: shorter ? line.length : from + insert.length }, choices: only ? [] : candidates };
}

/** Chinese input methods type full-width letters, spaces and punctuation; a shell wants the narrow ones. Han text inside quotes stays. */
export const narrow = (text: string): string => text.replace(/[\uff01-\uff5e\u3000]/g, (character) => character.normalize('NFKC'));
