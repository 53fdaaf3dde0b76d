/** The typing side of a terminal: lines for whoever reads, Ctrl-D as an end of input that does not last. */
import { signal, type Reader, type Task } from '../time/index.ts';

export type TtyInput = Reader & {
  type(text: string): void;
  endOfInput(): void;
  /** What was typed ahead is dropped, as Ctrl-C does. */
  flush(): void;
  /** Does somebody wait for input now? */
  readonly waiting: boolean;
};

export function createTtyInput(): TtyInput {
  const changed = signal();
  let buffer = '';
  let ended = false;
  let waiting = 0;

  function* more(): Task<void> {
    waiting++;
    try { yield changed.wait; } finally { waiting--; }
  }
  /** Takes what `cut` allows; undefined at an end of input, which is used up by that. */
  function* take(cut: () => number): Task<string | undefined> {
    while (buffer === '' && !ended) yield* more();
    if (buffer === '') { ended = false; return undefined; }
    const length = cut();
    const text = buffer.slice(0, length);
    buffer = buffer.slice(length);
    return text;
  }
  return {
    get waiting() { return waiting > 0; },
    type(text) { buffer += text; changed.fire(); },
    endOfInput() { ended = true; changed.fire(); },
    flush() { buffer = ''; },
    read: () => take(() => buffer.length),
    *readLine() {
      // A line that has no end yet is waited for, unless Ctrl-D pushes it through.
      while (!buffer.includes('\n') && !ended) yield* more();
      return yield* take(() => { const end = buffer.indexOf('\n'); return end < 0 ? buffer.length : end + 1; });
    },
    *readAll() {
      let all = '';
      for (let text = yield* take(() => buffer.length); text !== undefined; text = yield* take(() => buffer.length)) all += text;
      return all;
    },
    cancel() { /* the terminal outlives its programs */ },
  };
}
