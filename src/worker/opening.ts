/** Sessions that are run again before they are shown: in pieces, so that the page hears how far it is and nobody else waits, until nobody wants it any more. */
import { readSessionFile } from '@site/engine/index.ts';
import type { Hosted } from './hosted.ts';
import type { FromHost, RefusedFile, SessionFile } from './protocol.ts';

/** Real ms of work at a time. */
const pieceMs = 100;
const pause = (): Promise<void> => new Promise((go) => { setTimeout(go, 0); });

export function createOpenings(post: (message: FromHost) => void, now: () => number) {
  const running = new Map<string, { closed: boolean }>();
  const coming = new Map<string, Promise<unknown>>();
  return {
    /** Whoever asks something of a session that is on its way waits for it: a block is run before its cluster is there. */
    expect<Value>(id: string, opened: Promise<Value>): Promise<Value> {
      const end = opened.then(() => undefined, () => undefined).then(() => { if (coming.get(id) === end) coming.delete(id); });
      coming.set(id, end);
      return opened;
    },
    settled: (id: string): Promise<unknown> | undefined => coming.get(id),
    /** False once it was closed. */
    async run(hosted: Hosted, file: Pick<SessionFile, 'inputs' | 'end'>): Promise<boolean> {
      const { spec: { id } } = hosted;
      const own = { closed: false };
      running.set(id, own);
      try {
        let began = now();
        for (const at of hosted.replaying(file)) {
          if (now() - began < pieceMs) continue;
          post({ type: 'opening', session: id, at, end: file.end });
          await pause();
          if (own.closed) return false;
          began = now();
        }
        return true;
      } finally { if (running.get(id) === own) running.delete(id); }
    },
    /** True if it was on its way. */
    close(id: string): boolean {
      const one = running.get(id);
      if (one === undefined) return false;
      one.closed = true;
      return true;
    },
  };
}

/** A file that cannot be read or run leaves everything as it was. */
export function openFile(hosted: Hosted, text: string): RefusedFile | null {
  const read = readSessionFile(text);
  if (!read.ok) return { problems: read.problems.map(({ message }) => message) };
  const before = hosted.session.file();
  if (read.file.seed !== before.seed) return { problems: [], belongsTo: read.file.seed };
  try { hosted.replay(read.file); } catch (error) {
    hosted.replay(before);
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
  return null;
}
