import { KINDS, type Node } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByNode } from '../nodes.ts';
import { nameOf } from '../owners.ts';
import type { Reconcile } from '../request.ts';
import { createTimers } from '../timers.ts';
import { allAreDown } from './disruption.ts';
import { hear, isLost, readyOf, unknownConditions, type Health } from './health.ts';
import { createNoExecuteQueue } from './noExecuteQueue.ts';
import { BY, markLost, markPodsNotReady, writeTaints } from './reconcile.ts';
import { noExecuteTaints, noScheduleTaints } from './taints.ts';

const MONITOR_MS = 5000;
/** @k8s golden cluster/node-cordon-uncordon: 8–31 ms */
const NO_SCHEDULE_MS = 5;
const LEASES = 'kube-node-lease';

type Known = { readonly node: Node; readonly health: Health; ready: string };

export const createNodeLifecycleController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const nodes = client.informer(KINDS.Node);
  const leases = client.informer(KINDS.Lease);
  const podsOn = indexByNode(client.informer(KINDS.Pod));
  const recorder = context.recorder(BY);
  const timers = createTimers(clock);
  const known = new Map<string, Known>();
  const evictions = createNoExecuteQueue(clock, timers, () => nodes.list(), (name) => loop.add(`noExecute ${name}`));

  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const [task = '', name = ''] = key.split(' ');
      const node = nodes.get(undefined, name);
      return node === undefined ? undefined : workOn(task, node, rfc3339(clock.now));
    },
  });
  const workOn = (task: string, node: Node, at: string): Reconcile | undefined => {
    if (task === 'pods') return markPodsNotReady(podsOn(nameOf(node)), at);
    if (task === 'lost') {
      const conditions = unknownConditions(node, at);
      return conditions === undefined ? undefined : markLost(node, conditions, podsOn(nameOf(node)), at);
    }
    const taints = task === 'noSchedule' ? noScheduleTaints(node, at) : noExecuteTaints(node, evictions.taintOf(node, nameOf(node)), at);
    return taints === undefined ? undefined : writeTaints(node, taints, task === 'noSchedule' ? 'taint by condition' : 'taint to evict');
  };
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
    if (ready !== 'True') { evictions.add(name); return; }
    evictions.remove(name);
    loop.add(`noExecute ${name}`);
  };
  const monitor = (): void => {
    for (const [name, { node }] of known) {
      if (nodes.get(undefined, name) !== undefined) continue;
      known.delete(name);
      evictions.remove(name);
      recorder.event(node, 'Normal', 'RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`);
    }
    for (const node of nodes.list()) monitorOne(node);
    if (allAreDown(nodes.list())) for (const name of evictions.clear()) loop.add(`noExecute ${name}`);
  };
  const nodeChanged = (node: Node): void => {
    if (noScheduleTaints(node, '') !== undefined) loop.add(`noSchedule ${nameOf(node)}`, NO_SCHEDULE_MS);
    const state = known.get(nameOf(node));
    // A node that has just become Unknown is tainted at the next turn, not at the next round.
    if (state === undefined || state.ready === 'Unknown' || readyOf(node)?.status !== 'Unknown') return;
    state.ready = 'Unknown';
    evictions.add(nameOf(node));
  };
  timers.every(MONITOR_MS, monitor);
  timers.after(1, monitor);
  const stop = nodes.onChange(({ type, object }) => { if (type !== 'DELETED') nodeChanged(object); });
  return () => { stop(); loop.stop(); timers.stop(); };
});
