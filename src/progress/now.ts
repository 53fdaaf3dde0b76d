/** The one place where wall time is read. Tests of pages set it through `window.peapodNow`, or `setNow`. */
let clock: (() => number) | undefined;

export function setNow(next: (() => number) | undefined): void { clock = next; }

export function now(): number {
  const set: unknown = Reflect.get(globalThis, 'peapodNow');
  return clock?.() ?? (typeof set === 'number' ? set : Date.now());
}
