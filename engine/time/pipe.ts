/** A stream of text in virtual time: stdout of a process, a log that is followed, both ways of an `exec`. */
import { signal } from './signal.ts';
import type { Task, Wait } from './task.ts';

export type Writer = {
  /** False when nobody reads any more: the writer should stop, as after SIGPIPE. */
  write(text: string): boolean;
  close(): void;
};
export type Reader = {
  /** The text that is there, as soon as there is some; undefined at the end of the stream. */
  read(): Task<string | undefined>;
  /** Up to and including the next newline; the rest at the end; undefined after it. */
  readLine(): Task<string | undefined>;
  /** Everything until the end. */
  readAll(): Task<string>;
  /** The reader goes away: later writes return false. */
  cancel(): void;
};
export type Pipe = Writer & Reader & { readonly closed: boolean };

/** Nobody keeps more without a line's end, `/dev/zero` for one: the reader gets it in pieces. */
const MOST_LINE = 16 * 1024 * 1024;

export function createPipe(initial = ''): Pipe {
  const changed = signal();
  let buffer = initial;
  let closed = false;
  let broken = false;
  const more: Wait = (wake) => changed.wait(wake);

  function* read(): Task<string | undefined> {
    while (buffer === '' && !closed) yield more;
    if (buffer === '') return undefined;
    const text = buffer;
    buffer = '';
    return text;
  }
  return {
    get closed() { return closed; },
    write(text) {
      if (broken || closed) return false;
      if (text !== '') { buffer += text; changed.fire(); }
      return true;
    },
    close() { if (!closed) { closed = true; changed.fire(); } },
    cancel() { broken = true; closed = true; buffer = ''; changed.fire(); },
    read,
    *readLine() {
      let line = '';
      let whole = false;
      try {
        for (;;) {
          const end = buffer.indexOf('\n');
          const cut = end < 0 ? buffer.length : end + 1;
          line += buffer.slice(0, cut);
          buffer = buffer.slice(cut);
          whole = end >= 0 || closed || line.length >= MOST_LINE;
          if (whole) return line === '' ? undefined : line;
          yield more;
        }
      } finally {
        // Given up before the line was whole: the next one reads it from its beginning.
        if (!whole) buffer = line + buffer;
      }
    },
    *readAll() {
      let all = '';
      for (let text = yield* read(); text !== undefined; text = yield* read()) all += text;
      return all;
    },
  };
}

/** A stream that is over: stdin of a program without input. One for all: nothing can change it any more. */
export function emptyReader(): Reader {
  if (empty === undefined) { empty = createPipe(); empty.close(); }
  return empty;
}
let empty: Pipe | undefined;

/** Hands each text to `sink` at once: a terminal, a log file, a test's string. */
export const writerTo = (sink: (text: string) => void): Writer => ({
  write(text) { if (text !== '') sink(text); return true; },
  close() { /* the sink outlives its writers */ },
});
