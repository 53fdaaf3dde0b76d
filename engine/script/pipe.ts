/** Pipes between programs: bounded, so that a producer waits for its reader, and dies when the reader goes away. */
import { signal, type Reader, type Task, type Writer } from '../time/index.ts';

const CAPACITY = 65536;

/** Thrown where a program writes to a pipe that nobody reads: SIGPIPE. */
export class BrokenPipe extends Error {
  override readonly name = 'BrokenPipe';
}

/** Thrown where a program would keep more than the page can hold: the kernel's way out is SIGKILL. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}
/** Characters that one program may keep in one piece. */
export const MOST_KEPT = 1 << 25;

export type BoundedPipe = Writer & Reader & {
  readonly full: boolean;
  readonly broken: boolean;
  /** Changes of any kind: text came, text went, an end was closed. */
  readonly changed: (wake: () => void) => () => void;
};

export function createBoundedPipe(): BoundedPipe {
  const changed = signal();
  let buffer = '';
  let closed = false;
  let broken = false;
  let wantsLine = false;
  function* read(): Task<string | undefined> {
    while (buffer === '' && !closed) yield changed.wait;
    if (buffer === '') return undefined;
    const text = buffer;
    buffer = '';
    changed.fire();
    return text;
  }
  return {
    get full() { return buffer.length >= CAPACITY && !broken && !wantsLine; },
    get broken() { return broken; },
    changed: changed.wait,
    write(text) {
      if (broken || closed) return false;
      if (text !== '') { buffer += text; changed.fire(); }
      return true;
    },
    close() { if (!closed) { closed = true; changed.fire(); } },
    cancel() { broken = true; closed = true; buffer = ''; changed.fire(); },
    read,
    *readLine() {
      // In pieces: a text that grew by bits is copied whole each time that it is searched.
      let line = '';
      let whole = false;
      try {
        for (;;) {
          const end = buffer.indexOf('\n');
          const cut = end < 0 ? buffer.length : end + 1;
          line += buffer.slice(0, cut);
          buffer = buffer.slice(cut);
          if (cut > 0) changed.fire();
          whole = end >= 0 || closed;
          if (whole) return line === '' ? undefined : line;
          if (line.length > MOST_KEPT) { whole = true; throw new OutOfMemory(); }
          // A line longer than the pipe must still come through.
          wantsLine = true;
          try { yield changed.wait; } finally { wantsLine = false; }
        }
      } finally {
        // Given up before the line was whole: the next one reads it from its beginning.
        if (!whole) buffer = line + buffer;
      }
    },
    *readAll() {
      const parts: string[] = [];
      let length = 0;
      for (let text = yield* read(); text !== undefined; text = yield* read()) {
        parts.push(text);
        length += text.length;
        if (length > MOST_KEPT) throw new OutOfMemory();
      }
      return parts.join('');
    },
  };
}

/** A writer that can be too full to take more for a while. */
export type Bounded = Pick<BoundedPipe, 'full' | 'broken' | 'changed'>;
const isBounded = (writer: Writer): writer is Writer & Bounded => 'full' in writer && 'changed' in writer;

/** Writes and waits while the pipe is full. A broken pipe ends the program. */
export function* send(writer: Writer, text: string): Task<void> {
  if (!writer.write(text)) throw new BrokenPipe();
  if (!isBounded(writer)) return;
  while (writer.full) yield writer.changed;
  if (writer.broken) throw new BrokenPipe();
}
