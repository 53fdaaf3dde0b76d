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

/**
 * Starts a task now. Wake-ups are queued on the clock (delay 0), never run inside the waker,
 * so the order of steps is the order of wake-ups and no task is entered twice.
 */
export function startTask<T>(clock: Clock, task: Task<T>): Running<T> {
  const listeners: ((result: T | undefined) => void)[] = [];
  let state: 'waiting' | 'stepping' | 'ending' | 'done' = 'waiting';
  let cancelled = false;
  let result: T | undefined;
  let release: (() => void) | undefined;

  const finish = (value: T | undefined): void => {
    state = 'done';
    result = value;
    for (const listener of listeners.splice(0)) listener(value);
  };
  const end = (): void => {
    state = 'ending';
    release?.();
    task.return(undefined as T); // a cancelled task has no result; only its `finally` blocks run
    finish(undefined);
  };
  const step = (): void => {
    if (state !== 'waiting') return;
    state = 'stepping';
    release = undefined;
    const next = task.next();
    if (next.done) { finish(next.value); return; }
    state = 'waiting';
    let timer: number | undefined;
    const unregister = next.value(() => { timer ??= clock.after(0, step); });
    release = () => { unregister(); if (timer !== undefined) clock.cancel(timer); };
    if (cancelled) end();
  };
  step();
  return {
    get done() { return state === 'done'; },
    get result() { return result; },
    cancel() {
      cancelled = true;
      if (state === 'waiting') end(); // a task that cancels itself ends at its next wait
    },
    onDone(listener) { if (state === 'done') listener(result); else listeners.push(listener); },
  };
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
