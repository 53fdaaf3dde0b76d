/** A container's log: what it writes, cut into lines as containerd does, and rotated as the kubelet does. */
import type { Bounded, Meter } from '../script/index.ts';
import { signal, type Clock, type Writer } from '../time/index.ts';
import type { LogLine } from './types.ts';

export type ContainerLog = {
  /** Of the newest file: what `kubectl logs` sees. */
  readonly lines: readonly LogLine[];
  /** Bytes on the disk, older files included. */
  readonly bytes: number;
  writer(stream: 'stdout' | 'stderr'): Writer & Bounded;
  follow(onLine: (line: LogLine) => void, onEnd: () => void): () => void;
  /** Everybody who attached hears the text as it comes. */
  listen(listener: (stream: 'stdout' | 'stderr', text: string) => void): () => void;
  end(): void;
};

/** Longer lines are stored in parts. @k8s containerd pkg/cri/config max_container_log_line_size */
const MAX_LINE = 16_384;
/** @k8s pkg/kubelet/apis/config/v1beta1/defaults.go containerLogMaxSize 10Mi, containerLogMaxFiles 5, containerLogMonitorInterval 10s */
const MAX_FILE = 10 * 1024 * 1024;
const MAX_FILES = 5;
const MONITOR_MS = 10_000;
/** `2026-11-21T12:00:00.000000000Z stdout F ` and the line's end. */
const LINE_HEAD = 41;
/** Ours, so that a flood fits on the page: what is taken at once, what after that in a millisecond, and what one file holds at most. */
const BURST = 4 * 1024 * 1024;
const BYTES_PER_MS = 512;
const HARD_LIMIT = MAX_FILE * 1.5;

/** How much may be written: a bucket that fills again. */
function createGate(clock: Clock): Bounded & { take(bytes: number): void } {
  const changed = signal();
  let room = BURST;
  let seenAt = clock.now;
  let timer: number | undefined;
  const refill = (): void => { room = Math.min(BURST, room + (clock.now - seenAt) * BYTES_PER_MS); seenAt = clock.now; };
  return {
    broken: false, changed: changed.wait,
    get full() { if (room < 0) refill(); return room < 0; },
    take(bytes) {
      refill();
      room -= bytes;
      if (room >= 0 || timer !== undefined) return;
      timer = clock.after(Math.ceil(-room / BYTES_PER_MS), () => { timer = undefined; refill(); changed.fire(); });
    },
  };
}

export function createLog(clock: Clock, meter: Meter): ContainerLog {
  let lines: LogLine[] = [];
  let size = 0;
  let older: readonly number[] = [];
  let olderBytes = 0;
  let rotateAt = clock.now + MONITOR_MS;
  let gate: ReturnType<typeof createGate> | undefined;
  const rest = { stdout: '', stderr: '' };
  const followers = new Set<{ readonly onLine: (line: LogLine) => void; readonly onEnd: () => void }>();
  const listeners = new Set<(stream: 'stdout' | 'stderr', text: string) => void>();
  let ended = false;

  /** @k8s pkg/kubelet/logs/container_log_manager.go rotateLog */
  const rotate = (): void => {
    older = [size, ...older].slice(0, MAX_FILES - 1);
    olderBytes = older.reduce((sum, bytes) => sum + bytes, 0);
    lines = [];
    size = 0;
    rotateAt = clock.now + MONITOR_MS;
  };
  const add = (stream: 'stdout' | 'stderr', text: string, partial: boolean): void => {
    if (size > MAX_FILE && (clock.now >= rotateAt || size > HARD_LIMIT)) rotate();
    const line = { t: clock.now, stream, text, partial };
    lines.push(line);
    size += LINE_HEAD + text.length;
    meter.changes++;
    for (const follower of followers) follower.onLine(line);
  };
  const take = (stream: 'stdout' | 'stderr', text: string): void => {
    for (const listener of listeners) listener(stream, text);
    let waiting = rest[stream] === '' ? text : rest[stream] + text;
    let from = 0;
    let written = 0;
    for (;;) {
      const end = waiting.indexOf('\n', from);
      if (end >= 0 && end - from <= MAX_LINE) { add(stream, waiting.slice(from, end), false); from = end + 1; }
      else if (waiting.length - from > MAX_LINE) { add(stream, waiting.slice(from, from + MAX_LINE), true); from += MAX_LINE; }
      else break;
      written++;
    }
    waiting = waiting.slice(from);
    rest[stream] = waiting;
    gate ??= createGate(clock);
    gate.take(text.length + written * LINE_HEAD);
  };
  return {
    get lines() { return lines; },
    get bytes() { return olderBytes + size; },
    writer: (stream) => ({
      get full() { return gate?.full ?? false; },
      broken: false,
      changed: (wake) => (gate ??= createGate(clock)).changed(wake),
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
