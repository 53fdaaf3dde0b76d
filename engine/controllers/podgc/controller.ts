import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf } from '../owners.ts';
import { createTimers } from '../timers.ts';
import { BY, collect, collectable, QUARANTINE_MS, type Collectable } from './reconcile.ts';

const PERIOD_MS = 20_000;

export const createPodGarbageCollector = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const pods = client.informer(KINDS.Pod);
  const nodes = client.informer(KINDS.Node);
  const timers = createTimers(clock);
  const missingSince = new Map<string, number>();
  let found = new Map<string, Collectable>();
  const loop = createLoop(context, {
    source: BY, callMs: 10,
    reconcile: (key) => {
      const entry = found.get(key);
      return entry === undefined ? undefined : collect(entry, rfc3339(clock.now));
    },
  });
  const longGone = (name: string): boolean => clock.now - (missingSince.get(name) ?? clock.now) >= QUARANTINE_MS;
  const pass = (): void => {
    const all = pods.list();
    const named = new Set(all.map((pod) => pod.spec?.nodeName ?? '').filter((name) => name !== '' && nodes.get(undefined, name) === undefined));
    for (const name of missingSince.keys()) if (!named.has(name)) missingSince.delete(name);
    for (const name of named) if (!missingSince.has(name)) missingSince.set(name, clock.now);
    found = new Map(collectable(all, (name) => nodes.get(undefined, name), longGone).map((entry) => [keyOf(entry.pod), entry]));
    for (const key of found.keys()) loop.add(key);
  };
  timers.every(PERIOD_MS, pass);
  return () => { timers.stop(); loop.stop(); };
});
