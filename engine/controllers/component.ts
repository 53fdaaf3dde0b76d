import type { Component } from '../client/index.ts';

/** A component from a function that starts it and returns how to stop it. Starting twice is starting once. */
export function component(name: string, run: () => () => void): Component {
  let stop: (() => void) | undefined;
  return {
    name,
    start() { stop ??= run(); },
    stop() { stop?.(); stop = undefined; },
  };
}
