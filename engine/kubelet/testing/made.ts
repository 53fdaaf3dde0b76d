/** Keeps what a runtime has made and a clock has to do, so that a test sees what is left. */
import type { ContainerRuntime } from '../../runtime/index.ts';
import type { Clock, TimerId } from '../../time/index.ts';

export type MadeThings = {
  /** Addresses of a pod's sandboxes in the order in which they were made, by its uid. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  /** What still is there, each with its pod's name first. */
  left(): readonly string[];
};

export function watchMade(real: ContainerRuntime): { readonly runtime: ContainerRuntime; readonly made: MadeThings } {
  const addresses = new Map<string, string[]>();
  const sandboxes = new Map<string, string>();
  const containers = new Map<string, string>();
  const runtime: ContainerRuntime = {
    ...real, // all else is the real one's
    runSandbox: ((config, done) => real.runSandbox(config, (sandbox) => {
      if ('error' in sandbox) { done(sandbox); return; }
      sandboxes.set(sandbox.id, config.pod);
      addresses.set(config.uid, [...addresses.get(config.uid) ?? [], sandbox.ip]);
      done(sandbox);
    })) satisfies ContainerRuntime['runSandbox'],
    createContainer: ((sandbox, config) => {
      const result = real.createContainer(sandbox, config);
      if (result.ok) containers.set(result.id, `${sandboxes.get(sandbox) ?? ''} ${config.name}`);
      return result;
    }) satisfies ContainerRuntime['createContainer'],
  };
  const left = (): string[] => [
    ...[...sandboxes].filter(([id]) => real.sandbox(id) !== undefined).map(([id, pod]) => `${pod} sandbox ${real.sandbox(id)?.state ?? ''}`),
    ...[...containers].filter(([id]) => real.container(id) !== undefined).map(([id, name]) => `${name} ${real.container(id)?.state ?? ''}`),
  ];
  return { runtime, made: { addresses, left } };
}

export function countingClock(real: Clock): { readonly clock: Clock; readonly pending: () => number; readonly ran: () => number } {
  const waiting = new Set<TimerId>();
  let ran = 0;
  const clock: Clock = {
    get now() { return real.now; },
    after(ms, task) {
      const id = real.after(ms, () => { waiting.delete(id); ran++; task(); });
      waiting.add(id);
      return id;
    },
    cancel(id) { waiting.delete(id); real.cancel(id); },
    advance: (ms) => real.advance(ms), runUntil: (predicate, limitMs) => real.runUntil(predicate, limitMs), nextDue: () => real.nextDue(),
  };
  return { clock, pending: () => waiting.size, ran: () => ran };
}
