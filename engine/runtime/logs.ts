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

type Follower = { readonly onLine: (line: LogLine) => void; readonly onEnd: () => void };
type Listener = (stream: 'stdout' | 'stderr', text: string) => void;

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

class Log implements ContainerLog {
  lines: LogLine[] = [];
  private readonly clock: Clock;
  private readonly meter: Meter;
  private size = 0;
  private older: readonly number[] = [];
  private olderBytes = 0;
  private rotateAt: number;
  private gate: ReturnType<typeof createGate> | undefined;
  private readonly rest = { stdout: '', stderr: '' };
  /** Made when somebody comes: most logs are never followed. */
  private followers: Set<Follower> | undefined;
  private listeners: Set<Listener> | undefined;
  private ended = false;

  constructor(clock: Clock, meter: Meter) {
    this.clock = clock;
    this.meter = meter;
    this.rotateAt = clock.now + MONITOR_MS;
  }
  get bytes(): number { return this.olderBytes + this.size; }
  gated(): ReturnType<typeof createGate> { return this.gate ??= createGate(this.clock); }
  get full(): boolean { return this.gate?.full ?? false; }
  writer(stream: 'stdout' | 'stderr'): LogWriter { return new LogWriter(this, stream); }
  follow(onLine: Follower['onLine'], onEnd: () => void): () => void {
    const { clock } = this;
    if (this.ended) { const timer = clock.after(0, onEnd); return () => clock.cancel(timer); }
    const follower = { onLine, onEnd };
    (this.followers ??= new Set()).add(follower);
    return () => { this.followers?.delete(follower); };
  }
  listen(listener: Listener): () => void {
    (this.listeners ??= new Set()).add(listener);
    return () => { this.listeners?.delete(listener); };
  }
  end(): void {
    if (this.ended) return;
    const { rest } = this;
    // A last line without its end is a partial one. @k8s containerd internal/cri/io/logger.go
    for (const stream of ['stdout', 'stderr'] as const) if (rest[stream] !== '') { this.add(stream, rest[stream], true); rest[stream] = ''; }
    this.ended = true;
    const present = [...this.followers ?? []];
    this.followers = this.listeners = undefined;
    for (const follower of present) follower.onEnd();
  }
  take(stream: 'stdout' | 'stderr', text: string): void {
    if (text === '' || this.ended) return;
    if (this.listeners !== undefined) for (const listener of this.listeners) listener(stream, text);
    const { rest } = this;
    const waiting = rest[stream] === '' ? text : rest[stream] + text;
    let from = 0;
    let written = 0;
    for (;;) {
      const end = waiting.indexOf('\n', from);
      if (end >= 0 && end - from <= MAX_LINE) { this.add(stream, waiting.slice(from, end), false); from = end + 1; }
      else if (waiting.length - from > MAX_LINE) { this.add(stream, waiting.slice(from, from + MAX_LINE), true); from += MAX_LINE; }
      else break;
      written++;
    }
    rest[stream] = waiting.slice(from);
    this.gated().take(text.length + written * LINE_HEAD);
  }
  private add(stream: 'stdout' | 'stderr', text: string, partial: boolean): void {
    const { clock } = this;
    if (this.size > MAX_FILE && (clock.now >= this.rotateAt || this.size > HARD_LIMIT)) this.rotate();
    const line = { t: clock.now, stream, text, partial };
    this.lines.push(line);
    this.size += LINE_HEAD + text.length;
    this.meter.changes++;
    if (this.followers !== undefined) for (const follower of this.followers) follower.onLine(line);
  }
  /** @k8s pkg/kubelet/logs/container_log_manager.go rotateLog */
  private rotate(): void {
    this.older = [this.size, ...this.older].slice(0, MAX_FILES - 1);
    this.olderBytes = this.older.reduce((sum, bytes) => sum + bytes, 0);
    this.lines = [];
    this.size = 0;
    this.rotateAt = this.clock.now + MONITOR_MS;
  }
}

class LogWriter implements Writer, Bounded {
  readonly broken = false;
  private readonly log: Log;
  private readonly stream: 'stdout' | 'stderr';
  constructor(log: Log, stream: 'stdout' | 'stderr') {
    this.log = log;
    this.stream = stream;
  }
  get full(): boolean { return this.log.full; }
  get changed(): Bounded['changed'] { return (wake) => this.log.gated().changed(wake); }
  write(text: string): boolean { this.log.take(this.stream, text); return true; }
  close(): void { /* the log outlives its writers */ }
}

export const createLog = (clock: Clock, meter: Meter): ContainerLog => new Log(clock, meter);
