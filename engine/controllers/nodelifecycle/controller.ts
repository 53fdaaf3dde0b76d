import { KINDS, podCondition, type Node, type Pod } from '../../api/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByNode } from '../nodes.ts';
import { keyOf, nameOf, splitKey } from '../owners.ts';
import type { Reconcile } from '../request.ts';
import { createTimers } from '../timers.ts';
import { createMonitor } from './monitor.ts';
import { olderLabels } from './labels.ts';
import { readyOf, unknownConditions } from './health.ts';
import { BY, markLost, markPodsNotReady, swapTaints, writeLabels } from './reconcile.ts';
import { noExecuteTaints, noScheduleTaints, withoutNoExecute } from './taints.ts';

/** @k8s golden cluster/node-cordon-uncordon: 8–31 ms */
const NO_SCHEDULE_MS = 5;
/** @k8s nodeUpdateWorkerSize */
const WORKERS = 8;

export const createNodeLifecycleController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const nodes = client.informer(KINDS.Node);
  const pods = client.informer(KINDS.Pod);
  const podsOn = indexByNode(pods);
  const timers = createTimers(clock);

  const loop = createLoop(context, {
    source: BY, workers: WORKERS,
    reconcile: (key) => {
      const [task = '', name = ''] = key.split(' ');
      if (task === 'pod') return workOnPod(name);
      const node = nodes.get(undefined, name);
      return node === undefined ? undefined : workOn(task, node, rfc3339(clock.now));
    },
  });
  const workOn = (task: string, node: Node, at: string): Reconcile | undefined => {
    const ready = readyOf(node)?.status;
    switch (task) {
      case 'lost': {
        const conditions = unknownConditions(node, at);
        return conditions === undefined ? undefined : markLost(node, conditions, ready === 'True', () => loop.add(`pods ${nameOf(node)}`));
      }
      case 'pods': return ready === 'True' ? undefined : markPodsNotReady(podsOn(nameOf(node)), at);
      case 'noSchedule': { const change = noScheduleTaints(node); return change === undefined ? undefined : swapTaints(node, change, at, 'taint by condition'); }
      case 'noExecute': { const change = noExecuteTaints(node, ready); return change === undefined ? undefined : swapTaints(node, change, at, 'taint to evict'); }
      case 'labels': { const labels = olderLabels(node); return labels === undefined ? undefined : writeLabels(node, labels); }
      default: { const remove = withoutNoExecute(node); return remove.length === 0 ? undefined : swapTaints(node, { add: [], remove }, at, 'the node is heard from'); }
    }
  };
  /** A pod that has come to a node which is not well. */
  const workOnPod = (key: string): Reconcile | undefined => {
    const { namespace, name } = splitKey(key);
    const pod = pods.get(namespace, name);
    return pod === undefined || monitor.readyOf(pod.spec?.nodeName ?? '') === 'True' ? undefined : markPodsNotReady([pod], rfc3339(clock.now));
  };
  const monitor = createMonitor(context, timers, (task, name) => loop.add(`${task} ${name}`));
  const nodeChanged = ({ type, object, old }: Change<Node>): void => {
    if (type === 'DELETED') return;
    if (noScheduleTaints(object) !== undefined) loop.add(`noSchedule ${nameOf(object)}`, NO_SCHEDULE_MS);
    if (old?.metadata?.labels !== object.metadata?.labels && olderLabels(object) !== undefined) loop.add(`labels ${nameOf(object)}`, NO_SCHEDULE_MS);
    monitor.changed(object, old);
  };
  const podChanged = ({ type, object, old }: Change<Pod>): void => {
    const node = object.spec?.nodeName;
    if (type === 'DELETED' || node === undefined || node === old?.spec?.nodeName) return;
    const ready = monitor.readyOf(node);
    if (ready !== undefined && ready !== 'True' && podCondition(object, 'Ready')?.status === 'True') loop.add(`pod ${keyOf(object)}`);
  };
  const stops = [nodes.onChange(nodeChanged), pods.onChange(podChanged)];
  return () => { for (const stop of stops) stop(); loop.stop(); timers.stop(); };
});
