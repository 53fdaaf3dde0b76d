import { isPodTerminal, KINDS, type Pod } from '../../api/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByNode } from '../nodes.ts';
import { isDeleting, keyOf } from '../owners.ts';
import { createTimers } from '../timers.ts';
import { BY, collect, createQuarantine, isOutOfService, surplus, TERMINATED_LIMIT, type Collectable } from './reconcile.ts';

const PERIOD_MS = 20_000;
const WORKERS = 32;

export const createPodGarbageCollector = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const pods = client.informer(KINDS.Pod);
  const nodes = client.informer(KINDS.Node);
  const podsOn = indexByNode(pods);
  const timers = createTimers(clock);
  const quarantine = createQuarantine();
  /** Nodes that pods name, deleted pods, and pods that have ended: kept up to date, so that nobody has to look at all pods. */
  const named = new Set<string>();
  const [deleting, ended] = [new Map<string, Pod>(), new Map<string, Pod>()];
  let found = new Map<string, Collectable>();
  const loop = createLoop(context, {
    source: BY, callMs: 10, workers: WORKERS,
    reconcile: (key) => {
      const entry = found.get(key);
      return entry === undefined || pods.get(entry.pod.metadata?.namespace, entry.pod.metadata?.name ?? '') === undefined ? undefined : collect(entry, rfc3339(clock.now));
    },
  });
  const keep = (map: Map<string, Pod>, key: string, pod: Pod, holds: boolean): void => { if (holds) map.set(key, pod); else map.delete(key); };
  const podChanged = ({ type, object }: Change<Pod>): void => {
    const key = keyOf(object);
    const here = type !== 'DELETED';
    if (here && object.spec?.nodeName !== undefined) named.add(object.spec.nodeName);
    keep(deleting, key, object, here && isDeleting(object));
    keep(ended, key, object, here && isPodTerminal(object));
  };
  const orphans = (): Collectable[] => {
    const missing: string[] = [];
    for (const name of named) {
      if (podsOn(name).length === 0) named.delete(name);
      else if (nodes.get(undefined, name) === undefined) missing.push(name);
    }
    return quarantine(missing, clock.now).flatMap((name) => podsOn(name)).map((pod) => ({ pod, rule: 'its node no longer exists', disrupted: true }));
  };
  const pass = (): void => {
    const dead = Array.from(deleting.values());
    const all: Collectable[] = [
      ...(ended.size > TERMINATED_LIMIT ? surplus(Array.from(ended.values())) : []).map((pod) => ({ pod, rule: 'too many finished pods', disrupted: false })),
      ...dead.filter((pod) => isOutOfService(nodes.get(undefined, pod.spec?.nodeName ?? ''))).map((pod) => ({ pod, rule: 'its node is out of service', disrupted: false })),
      ...orphans(),
      ...dead.filter((pod) => (pod.spec?.nodeName ?? '') === '').map((pod) => ({ pod, rule: 'a deleted pod without a node goes at once', disrupted: false })),
    ];
    found = new Map(all.map((entry) => [keyOf(entry.pod), entry]));
    for (const key of found.keys()) loop.add(key);
  };
  const stop = pods.onChange(podChanged);
  timers.after(2, pass);
  timers.every(PERIOD_MS, pass);
  return () => { stop(); timers.stop(); loop.stop(); };
});
