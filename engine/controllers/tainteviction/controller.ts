import { isPodTerminal, KINDS, type Node, type Pod } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { rfc3339, type TimerId } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByNode } from '../nodes.ts';
import { isDeleting, keyOf, nameOf, splitKey, uidOf } from '../owners.ts';
import { createTimers } from '../timers.ts';
import { BY, cancelled, evict, noExecuteTaints, secondsToStay } from './reconcile.ts';

type Planned = { readonly since: number; readonly timer: TimerId };

export const createTaintEvictionController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const nodes = client.informer(KINDS.Node);
  const pods = client.informer(KINDS.Pod);
  const podsOn = indexByNode(pods);
  const timers = createTimers(clock);
  const planned = new Map<string, Planned>();
  const recorder = context.recorder(BY);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const pod = pods.get(namespace, name);
      return pod === undefined || isDeleting(pod) ? undefined : evict(pod, rfc3339(clock.now));
    },
  });

  const cancel = (pod: Pod, tell: boolean): void => {
    const plan = planned.get(uidOf(pod));
    if (plan === undefined) return;
    planned.delete(uidOf(pod));
    timers.cancel(plan.timer);
    const request = cancelled(pod);
    if (tell && request.verb === 'event') recorder.event(request.about, request.type, request.reason, request.message);
  };
  const plan = (pod: Pod, since: number, dueMs: number): void => {
    const timer = timers.after(dueMs, () => { planned.delete(uidOf(pod)); loop.add(keyOf(pod)); });
    planned.set(uidOf(pod), { since, timer });
  };
  const look = (pod: Pod): void => {
    if (isDeleting(pod) || isPodTerminal(pod)) return;
    const taints = noExecuteTaints(nodes.get(undefined, pod.spec?.nodeName ?? ''));
    const seconds = taints.length === 0 ? undefined : secondsToStay(taints, pod.spec?.tolerations);
    if (seconds === undefined) { cancel(pod, true); return; }
    if (seconds === 0) { cancel(pod, true); loop.add(keyOf(pod)); return; }
    // Counted from when the first plan was made, however the taints change since.
    const since = planned.get(uidOf(pod))?.since;
    if (since !== undefined && since < clock.now) return;
    cancel(pod, false);
    plan(pod, since ?? clock.now, (since ?? clock.now) + seconds * 1000 - clock.now);
  };
  const nodeChanged = ({ type, object, old }: Change<Node>): void => {
    if (type === 'DELETED' || (old !== undefined && jsonEqual(noExecuteTaints(object) as Json, noExecuteTaints(old) as Json))) return;
    if (old === undefined && noExecuteTaints(object).length === 0) return;
    for (const pod of podsOn(nameOf(object))) look(pod);
  };
  const podChanged = ({ type, object, old }: Change<Pod>): void => {
    if (type === 'DELETED') { cancel(object, false); return; }
    if ((object.spec?.nodeName ?? '') === '') return;
    if (old?.spec?.nodeName === object.spec?.nodeName && jsonEqual(old?.spec?.tolerations as Json | undefined, object.spec?.tolerations as Json | undefined)) return;
    look(object);
  };
  const stops = [nodes.onChange(nodeChanged, 8), pods.onChange(podChanged)];
  return () => { for (const stop of stops) stop(); loop.stop(); timers.stop(); planned.clear(); };
});
