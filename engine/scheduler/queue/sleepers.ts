/** Pods that sleep until something happens that could help, found by the plugins that refused them. */
import type { Waiting } from './waiting.ts';

export type Sleepers = {
  readonly size: number;
  add(waiting: Waiting): void;
  delete(waiting: Waiting): void;
  all(): Iterable<Waiting>;
  plugins(): Iterable<readonly [plugin: string, sleepers: ReadonlySet<Waiting>]>;
};

export function createSleepers(): Sleepers {
  const byPlugin = new Map<string, Set<Waiting>>();
  /** With the plugins under which it lies. */
  const known = new Map<Waiting, ReadonlySet<string>>();
  return {
    get size() { return known.size; },
    add(waiting) {
      known.set(waiting, waiting.rejectedBy);
      for (const plugin of waiting.rejectedBy) {
        const own = byPlugin.get(plugin);
        if (own === undefined) byPlugin.set(plugin, new Set([waiting])); else own.add(waiting);
      }
    },
    delete(waiting) {
      for (const plugin of known.get(waiting) ?? []) {
        const own = byPlugin.get(plugin);
        own?.delete(waiting);
        if (own?.size === 0) byPlugin.delete(plugin);
      }
      known.delete(waiting);
    },
    all: () => known.keys(),
    plugins: () => byPlugin,
  };
}
