/** What each terminal shows. Entry arrays are never changed in place, so a mark for undo is a reference. */
import { ownPrompt } from '@site/engine/grading/lesson/prompt.ts';
import type { Entry } from './protocol.ts';

const entriesKept = 400;
const charactersPerEntry = 20_000;

type Scrolls = ReadonlyMap<string, readonly Entry[]>;
export type Transcripts = {
  /** What stands before the typed text, and comes back as its echo, is the line's own from here on. */
  readonly typed: (terminal: string, prompt: string, text: string, run: string | undefined) => void;
  readonly printed: (terminal: string, text: string, run: string | undefined) => void;
  readonly mark: () => Scrolls;
  readonly backTo: (mark: Scrolls) => void;
  readonly entries: (terminal: string) => readonly Entry[];
  readonly terminals: () => readonly string[];
};

const clip = (text: string): string => (text.length > charactersPerEntry ? text.slice(-charactersPerEntry) : text);

export { ownPrompt };

/** The prompt that waits for a line stands before the line, not in the scroll. */
export function withoutPrompt(entries: readonly Entry[], lastLine: string): readonly Entry[] {
  const prompt = ownPrompt(lastLine);
  const last = entries.at(-1);
  if (prompt === '' || last?.kind !== 'output' || !last.text.endsWith(prompt)) return entries;
  const text = last.text.slice(0, -prompt.length);
  return text === '' ? entries.slice(0, -1) : [...entries.slice(0, -1), { ...last, text }];
}

export function createTranscripts(): Transcripts {
  let scrolls: Scrolls = new Map();
  let nextId = 1;
  /** Echoes that the terminal is about to print. */
  const echoes = new Map<string, string>();
  const set = (terminal: string, entries: readonly Entry[]): void => {
    scrolls = new Map(scrolls).set(terminal, entries.slice(-entriesKept));
  };
  const entries = (terminal: string): readonly Entry[] => scrolls.get(terminal) ?? [];
  const tag = (run: string | undefined) => (run === undefined ? {} : { run });
  return {
    typed(terminal, prompt, text, run) {
      set(terminal, [...withoutPrompt(entries(terminal), prompt), { id: nextId++, kind: 'line', prompt: ownPrompt(prompt), text, ...tag(run) }]);
      echoes.set(terminal, `${text}\n`);
    },
    printed(terminal, raw, run) {
      const echo = echoes.get(terminal);
      echoes.delete(terminal);
      const text = echo !== undefined && raw.startsWith(echo) ? raw.slice(echo.length) : raw;
      if (text === '') return;
      const all = entries(terminal);
      const last = all.at(-1);
      if (last?.kind === 'output' && last.run === run && last.text.length < charactersPerEntry) {
        set(terminal, [...all.slice(0, -1), { ...last, text: clip(last.text + text) }]);
      } else set(terminal, [...all, { id: nextId++, kind: 'output', text: clip(text), ...tag(run) }]);
    },
    mark: () => scrolls,
    backTo: (mark) => { scrolls = mark; },
    entries,
    terminals: () => [...scrolls.keys()],
  };
}
