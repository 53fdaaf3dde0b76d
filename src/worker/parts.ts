/**
 * The parts of the engine that no cluster needs until somebody types or asks: half of its code, loaded once the first view is shown.
 * Until they are there virtual time stands still and calls wait, so nobody can tell when they came. See engine/base/onDemand.ts.
 */
import type { Call, SessionFile } from './protocol.ts';

export type Parts = {
  readonly there: () => boolean;
  /** Fails if they could not be fetched; the next one who asks tries again. */
  readonly fetch: () => Promise<void>;
};

export function createParts(load: () => Promise<void>): Parts {
  let there = false;
  let coming: Promise<void> | undefined;
  return {
    there: () => there,
    fetch() {
      if (there) return Promise.resolve();
      coming ??= load().then(() => { there = true; }).finally(() => { coming = undefined; });
      return coming;
    },
  };
}

/** A reader's own controller runs in an engine of its own, which most pages never fetch. */
export const hasControllers = (inputs: SessionFile['inputs'] = []): boolean => inputs.some(({ type }) => type === 'controller');
export function needsLearner(call: Call): boolean {
  if (call.name === 'input') return call.bodies.some(({ type }) => type === 'controller');
  return call.name === 'openFile' && call.text.includes('"controller"');
}
