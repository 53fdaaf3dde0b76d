import { KINDS, type Node } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByNode } from '../nodes.ts';
import { nameOf } from '../owners.ts';
import type { Reconcile } from '../request.ts';
import { createTimers } from '../timers.ts';
import { allAreDown, evictionPaceMs, zoneOf } from './disruption.ts';
import { hear, isLost, readyOf, unknownConditions, type Health } from './health.ts';
import { BY, markLost, markPodsNotReady, writeTaints } from './reconcile.ts';
import { noExecuteTaints, noScheduleTaints, NOT_READY, UNREACHABLE } from './taints.ts';

const MONITOR_MS = 5000;
/** Queued NoExecute taints are worked off this often. */
const TAINT_MS = 100;
/** @k8s golden cluster/node-cordon-uncordon: 8–31 ms */
const NO_SCHEDULE_MS = 5;
const LEASES = 'kube-node-lease';

export const createNodeLifecycleController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const nodes = client.informer(KINDS.Node);
  const leases = client.informer(KINDS.Lease);
  const podsOn = indexByNode(client.informer(KINDS.Pod));
  const recorder = context.recorder(BY);
  const timers = createTimers(clock);
  const known = new Map<string, { readonly node: Node; health: Health; ready: string }>();
  const toTaint = new Set<string>();
  const lastTainted = new Map<string, number>();
  const at = (): string => rfc3339(clock.now);

  const work: { readonly [task: string]: (node: Node) => Reconcile | undefined } = {
    lost: (node) => { const conditions = unknownConditions(node, at()); return conditions === undefined ? undefined : markLost(node, conditions, podsOn(nameOf(node)), at()); },
    pods: (node) => markPodsNotReady(podsOn(nameOf(node)), at()),
    noSchedule: (node) => { const taints = noScheduleTaints(node, at()); return taints === undefined ? undefined : writeTaints(node, taints, 'taint by condition'); },
    noExecute: (node) => {
      const status = toTaint.has(nameOf(node)) ? readyOf(node)?.status : 'True';
      const taints = noExecuteTaints(node, status === 'False' ? NOT_READY : status === 'Unknown' ? UNREACHABLE : undefined, at());
      return taints === undefined ? undefined : writeTaints(node, taints, 'taint to evict');
    },
  };
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const [task = '', name = ''] = key.split(' ');
      const node = nodes.get(undefined, name);
      return node === undefined ? undefined : work[task]?.(node);
    },
  });
  const monitorOne = (node: Node): void => {
    const name = nameOf(node);
    const before = known.get(name);
    if (before === undefined) recorder.event(node, 'Normal', 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`);
    const health = hear(before?.health, node, leases.get(LEASES, name), clock.now);
    const ready = readyOf(node)?.status ?? 'Unknown';
    known.set(name, { node, health, ready });
    if (isLost(node, health, clock.now)) loop.add(`lost ${name}`);
    else if (ready === 'False' && before?.ready === 'True') {
      recorder.event(node, 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`);
      loop.add(`pods ${name}`);
    }
    if (ready === 'True') { toTaint.delete(name); loop.add(`noExecute ${name}`); } else queueTaint(name);
  };
  const queueTaint = (name: string): void => {
    if (allAreDown(nodes.list())) return;
    toTaint.add(name);
    timers.after(TAINT_MS, workOffTaints);
  };
  /** Not all nodes at once: a zone loses one, then rests. */
  const workOffTaints = (): void => {
    if (allAreDown(nodes.list())) return;
    let next: number | undefined;
    for (const name of toTaint) {
      const node = nodes.get(undefined, name);
      if (node === undefined || readyOf(node)?.status === 'True') { toTaint.delete(name); continue; }
      if (noExecuteTaints(node, readyOf(node)?.status === 'False' ? NOT_READY : UNREACHABLE, at()) === undefined) continue;
      const pace = evictionPaceMs(nodes.list(), zoneOf(node));
      const due = pace === undefined ? undefined : (lastTainted.get(zoneOf(node)) ?? -Infinity) + pace;
      if (due === undefined || due > clock.now) { next = Math.min(next ?? Infinity, due === undefined ? MONITOR_MS : due - clock.now); continue; }
      lastTainted.set(zoneOf(node), clock.now);
      loop.add(`noExecute ${name}`);
    }
    if (next !== undefined) timers.after(next, workOffTaints);
  };
  const monitor = (): void => {
    for (const [name, { node }] of known) {
      if (nodes.get(undefined, name) !== undefined) continue;
      known.delete(name);
      toTaint.delete(name);
      recorder.event(node, 'Normal', 'RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`);
    }
    for (const node of nodes.list()) monitorOne(node);
    if (!allAreDown(nodes.list())) return;
    for (const name of toTaint) loop.add(`noExecute ${name}`);
    toTaint.clear();
  };
  timers.every(MONITOR_MS, monitor);
  timers.after(1, monitor);
  const stop = nodes.onChange(({ type, object }) => {
    if (type === 'DELETED') return;
    if (noScheduleTaints(object, '') !== undefined) loop.add(`noSchedule ${nameOf(object)}`, NO_SCHEDULE_MS);
    const state = known.get(nameOf(object));
    // A node that has just become Unknown is tainted at the next turn, not at the next round.
    if (state !== undefined && readyOf(object)?.status === 'Unknown' && state.ready !== 'Unknown') { state.ready = 'Unknown'; queueTaint(nameOf(object)); }
  });
  return () => { stop(); loop.stop(); timers.stop(); };
});
