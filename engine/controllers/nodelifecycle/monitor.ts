/** Looks at all nodes every five seconds: who is new, who is gone, who is silent. @k8s node_lifecycle_controller.go monitorNodeHealth */
import { KINDS, type Node } from '../../api/index.ts';
import type { ComponentContext } from '../../client/index.ts';
import { nameOf } from '../owners.ts';
import type { Timers } from '../timers.ts';
import type { Tally } from './disruption.ts';
import { hear, isLost, readyOf, type Health } from './health.ts';
import { BY, nodeReference } from './reconcile.ts';
import { hasTaint, noExecute, NOT_READY, UNREACHABLE, withoutNoExecute } from './taints.ts';
import { countsForDisruption, zoneOf } from './zone.ts';
import { createZones } from './zones.ts';

const MONITOR_MS = 5000;
const LEASES = 'kube-node-lease';

type Known = { node: Node; health: Health; ready: string | undefined };
export type Task = 'lost' | 'pods' | 'noExecute' | 'reachable';
export type Monitor = {
  /** What was last seen of the node's Ready; undefined: it is not known, or has none. */
  readyOf(name: string): string | undefined;
  changed(node: Node, old: Node | undefined): void;
};

/** @param ask asks for something to be done about a node */
export function createMonitor(context: ComponentContext, timers: Timers, ask: (task: Task, name: string) => void): Monitor {
  const { client, clock } = context;
  const nodes = client.informer(KINDS.Node);
  const leases = client.informer(KINDS.Lease);
  const recorder = context.recorder(BY);
  const known = new Map<string, Known>();
  const zones = createZones(clock, timers, (name) => ask('noExecute', name));

  const tell = (node: Node, reason: string, what: string): void =>
    recorder.event(nodeReference(node), 'Normal', reason, `Node ${nameOf(node)} event: ${what} Node ${nameOf(node)} ${reason === 'RegisteredNode' ? 'in' : 'from'} Controller`);
  const reachable = (node: Node, name: string): void => {
    if (withoutNoExecute(node).length > 0) ask('reachable', name);
    zones.queueOf(node).remove(name);
  };
  /** @k8s processTaintBaseEviction: a wrong taint is changed at once, a missing one has to wait for its turn */
  const taint = (node: Node, name: string, ready: string): void => {
    const [own, opposite] = ready === 'False' ? [NOT_READY, UNREACHABLE] : [UNREACHABLE, NOT_READY];
    if (hasTaint(node, noExecute(opposite))) { ask('noExecute', name); return; }
    zones.queueOf(node).add(name, !hasTaint(node, noExecute(own)));
    zones.wake();
  };
  const look = (node: Node): string | undefined => {
    const name = nameOf(node);
    const before = known.get(name);
    const health = hear(before?.health, node, leases.get(LEASES, name), clock.now);
    const lost = isLost(node, health, clock.now);
    const ready = lost ? 'Unknown' : readyOf(node)?.status;
    if (before === undefined) known.set(name, { node, health, ready });
    else { before.node = node; before.health = health; before.ready = ready; }
    if (lost && readyOf(node)?.status !== 'Unknown') ask('lost', name);
    else if (ready === 'True') reachable(node, name);
    else if (ready !== undefined) taint(node, name, ready);
    return ready;
  };
  const classify = (all: readonly Node[]): void => {
    let added = 0;
    for (const node of all) {
      if (known.has(nameOf(node))) { zones.meet(node); continue; }
      added++;
      tell(node, 'RegisteredNode', 'Registered');
      zones.meet(node);
      reachable(node, nameOf(node));
    }
    if (known.size + added === all.length) return;
    const names = new Set(all.map(nameOf));
    for (const [name, { node }] of known) {
      if (names.has(name)) continue;
      tell(node, 'RemovingNode', 'Removing');
      zones.queueOf(node).remove(name);
      known.delete(name);
    }
  };
  const round = (): void => {
    const all = nodes.list();
    classify(all);
    const tallies = new Map<string, Tally>();
    for (const node of all) {
      const ready = look(node);
      if (!countsForDisruption(node)) continue;
      const zone = zoneOf(node);
      let tally = tallies.get(zone);
      if (tally === undefined) { tally = { ready: 0, notReady: 0 }; tallies.set(zone, tally); }
      if (ready === 'True') tally.ready++; else tally.notReady++;
    }
    const change = zones.judge(tallies);
    if (change === 'enter') for (const node of all) reachable(node, nameOf(node));
    if (change === 'leave') for (const one of known.values()) one.health = { ...one.health, heardAt: clock.now };
  };
  timers.every(MONITOR_MS, round);
  timers.after(1, round);
  return {
    readyOf: (name) => known.get(name)?.ready,
    changed(node, old) {
      // It has just been written that nothing is heard of the node: it need not wait for the next round.
      if (old !== undefined && readyOf(node)?.status === 'Unknown' && readyOf(old)?.status !== 'Unknown' && known.has(nameOf(node))) taint(node, nameOf(node), 'Unknown');
    },
  };
}
