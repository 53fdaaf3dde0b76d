/**
 * Parts of the engine that no cluster needs until somebody types or asks: shell commands, kubectl, expressions, most images.
 *
 * A folder that has such a part says so with three files: `code.ts` lists the part, `onDemand.ts` hands it on (in Node, and wherever
 * all is loaded at once), and in browsers `onDemand.browser.ts` takes its place (`browser` in engine/package.json): the same names,
 * which find the code once `engine/parts.ts` has brought it. Whoever runs a session lets no time pass and takes no command before.
 */
import { invariant } from './invariant.ts';

export type Part<T> = {
  /** The code. Broken, if it is asked for before it is there: never a wrong answer. */
  (): T;
  readonly provide: (code: T) => void;
};

export function createPart<T extends object>(name: string): Part<T> {
  let there: T | undefined;
  const part = (): T => {
    invariant(there !== undefined, `the part ${name} of the engine is not loaded yet`);
    return there;
  };
  return Object.assign(part, { provide: (code: T) => { there = code; } });
}
