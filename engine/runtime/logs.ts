/** A container's log: what it writes, cut into lines as containerd does. */
import type { Clock, Writer } from '../time/index.ts';
import type { LogLine } from './types.ts';

export type ContainerLog = {
  readonly lines: readonly LogLine[];
  writer(stream: 'stdout' | 'stderr'): Writer;
  follow(onLine: (line: LogLine) => void, onEnd: () => void): () => void;
  /** Everybody who attached hears the text as it comes. */
  listen(listener: (stream: 'stdout' | 'stderr', text: string) => void): () => void;
  end(): void;
};

/** Longer lines are stored in parts. @k8s containerd pkg/cri/config max_container_log_line_size */
const MAX_LINE = 16_384;

export function createLog(clock: Clock): ContainerLog {
  const lines: LogLine[] = [];
  const rest = { stdout: '', stderr: '' };
  const followers = new Set<{ readonly onLine: (line: LogLine) => void; readonly onEnd: () => void }>();
  const listeners = new Set<(stream: 'stdout' | 'stderr', text: string) => void>();
  let ended = false;

  const add = (stream: 'stdout' | 'stderr', text: string, partial: boolean): void => {
    const line = { t: clock.now, stream, text, partial };
    lines.push(line);
    for (const follower of followers) follower.onLine(line);
  };
  const take = (stream: 'stdout' | 'stderr', text: string): void => {
    for (const listener of listeners) listener(stream, text);
    let waiting = rest[stream] + text;
    for (;;) {
      const end = waiting.indexOf('\n');
      if (end >= 0 && end <= MAX_LINE) { add(stream, waiting.slice(0, end), false); waiting = waiting.slice(end + 1); }
      else if (waiting.length > MAX_LINE) { add(stream, waiting.slice(0, MAX_LINE), true); waiting = waiting.slice(MAX_LINE); }
      else break;
    }
    rest[stream] = waiting;
  };
  return {
    lines,
    writer: (stream) => ({
      write(text) { if (text !== '' && !ended) take(stream, text); return true; },
      close() { /* the log outlives its writers */ },
    }),
    follow(onLine, onEnd) {
      if (ended) { const timer = clock.after(0, onEnd); return () => clock.cancel(timer); }
      const follower = { onLine, onEnd };
      followers.add(follower);
      return () => { followers.delete(follower); };
    },
    listen(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    end() {
      if (ended) return;
      // A last line without its end is a partial one. @k8s containerd internal/cri/io/logger.go
      for (const stream of ['stdout', 'stderr'] as const) if (rest[stream] !== '') { add(stream, rest[stream], true); rest[stream] = ''; }
      ended = true;
      const present = [...followers];
      followers.clear();
      listeners.clear();
      for (const follower of present) follower.onEnd();
    },
  };
}
