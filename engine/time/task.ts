/**
 * Programs under virtual time are generators: they yield what they wait for and are resumed by the clock.
 * A shell script, a kubectl command and a web server in a container are all tasks.
 */
import type { Clock } from './clock.ts';

/** Registers for a wake-up; returns how to take the registration back. May call `wake` at most once, at any time. */
export type Wait = (wake: () => void) => () => void;
export type Task<T = void> = Generator<Wait, T, void>;

export type Running<T> = {
  readonly done: boolean;
  /** Set when done by returning; undefined when cancelled. */
  readonly result: T | undefined;
  /** Ends the task where it waits; its `finally` blocks run. Nothing happens if it is done. */
  cancel(): void;
  /** Called once when the task has returned or was cancelled; at once if that has happened. */
  onDone(listener: (result: T | undefined) => void): void;
};

/** A class: there are many, and most end without ever having waited. */
class TaskRun<T> implements Running<T> {
  private readonly clock: Clock;
  private readonly task: Task<T>;
  private listeners: ((result: T | undefined) => void)[] | undefined;
  private state: 'waiting' | 'stepping' | 'ending' | 'done' = 'waiting';
  private cancelled = false;
  result: T | undefined;
  /** Which of its waits is the present one, how to take that back, and its wake-up, once it is queued. */
  private wait = 0;
  private unregister: (() => void) | undefined;
  private timer: number | undefined;

  constructor(clock: Clock, task: Task<T>) { this.clock = clock; this.task = task; }
  get done(): boolean { return this.state === 'done'; }
  cancel(): void {
    this.cancelled = true;
    if (this.state === 'waiting') this.end(); // a task that cancels itself ends at its next wait
  }
  onDone(listener: (result: T | undefined) => void): void {
    if (this.state === 'done') listener(this.result); else (this.listeners ??= []).push(listener);
  }
  step(): void {
    if (this.state !== 'waiting') return;
    this.state = 'stepping';
    this.unregister = this.timer = undefined;
    const next = this.task.next();
    if (next.done === true) { this.finish(next.value); return; }
    this.state = 'waiting';
    const wait = ++this.wait;
    let woken = false;
    this.unregister = next.value(() => {
      if (woken) return;
      woken = true;
      const timer = this.clock.after(0, () => this.step());
      if (this.wait === wait) this.timer = timer;
    });
    if (this.cancelled) this.end();
  }
  private end(): void {
    this.state = 'ending';
    this.unregister?.();
    if (this.timer !== undefined) this.clock.cancel(this.timer);
    this.task.return(undefined as T); // a cancelled task has no result; only its `finally` blocks run
    this.finish(undefined);
  }
  private finish(value: T | undefined): void {
    this.state = 'done';
    this.result = value;
    const { listeners } = this;
    this.listeners = undefined;
    if (listeners !== undefined) for (const listener of listeners) listener(value);
  }
}

/**
 * Starts a task now. Wake-ups are queued on the clock (delay 0), never run inside the waker,
 * so the order of steps is the order of wake-ups and no task is entered twice.
 */
export function startTask<T>(clock: Clock, task: Task<T>): Running<T> {
  const run = new TaskRun(clock, task);
  run.step();
  return run;
}

export const sleep = (clock: Clock, ms: number): Wait => (wake) => {
  const timer = clock.after(ms, wake);
  return () => clock.cancel(timer);
};

/** Waits until the task is done (returned or cancelled). */
export const finished = (running: Running<unknown>): Wait => (wake) => {
  running.onDone(wake);
  return () => undefined;
};

/** Wakes when the first of the waits does. */
export const race = (...waits: Wait[]): Wait => (wake) => {
  let over = false;
  const once = (): void => { if (!over) { over = true; for (const release of releases) release(); wake(); } };
  const releases: (() => void)[] = [];
  for (const wait of waits) { const release = wait(once); if (over) release(); else releases.push(release); }
  return () => { over = true; for (const release of releases) release(); };
};
