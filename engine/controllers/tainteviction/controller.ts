import { KINDS, type Node, type Pod } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { rfc3339, type TimerId } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByNode } from '../nodes.ts';
import { keyOf, nameOf, splitKey } from '../owners.ts';
import { createTimers } from '../timers.ts';
import { BY, cancelled, evict, noExecuteTaints, secondsToStay } from './reconcile.ts';

type Planned = { readonly since: number; readonly timer: TimerId };

export const createTaintEvictionController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const nodes = client.informer(KINDS.Node);
  const pods = client.informer(KINDS.Pod);
  const podsOn = indexByNode(pods);
  const timers = createTimers(clock);
  /** By pod. `done`: it has been evicted, and is not again until the plan is taken back. @k8s timed_workers.go */
  const planned = new Map<string, Planned | 'done'>();
  const recorder = context.recorder(BY);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const pod = pods.get(namespace, name);
      return pod === undefined ? undefined : evict(pod, rfc3339(clock.now));
    },
  });

  const cancel = (key: string): void => {
    const plan = planned.get(key);
    if (plan === undefined) return;
    planned.delete(key);
    if (plan === 'done') return;
    timers.cancel(plan.timer);
    const request = cancelled(key);
    if (request.verb === 'event') recorder.event(request.about, request.type, request.reason, request.message);
  };
  const plan = (key: string, since: number, dueAt: number): void => {
    if (planned.has(key)) return;
    const go = (): void => { planned.set(key, 'done'); loop.add(key); };
    if (dueAt <= clock.now) go(); else planned.set(key, { since, timer: timers.after(dueAt - clock.now, go) });
  };
  /** Whether it is being deleted or has ended makes no difference. */
  const look = (pod: Pod, taints: ReturnType<typeof noExecuteTaints>): void => {
    const key = keyOf(pod);
    const seconds = taints.length === 0 ? undefined : secondsToStay(taints, pod.spec?.tolerations);
    if (seconds === undefined) { cancel(key); return; }
    if (seconds === 'untolerated') { cancel(key); plan(key, clock.now, clock.now); return; }
    // Counted from when the first plan was made, however the taints change since.
    const before = planned.get(key);
    const since = before === undefined || before === 'done' ? clock.now : before.since;
    if (since < clock.now) return;
    if (before !== undefined && before !== 'done') { timers.cancel(before.timer); planned.delete(key); }
    plan(key, since, since + seconds * 1000);
  };
  const nodeChanged = ({ type, object, old }: Change<Node>): void => {
    if (type === 'DELETED') return;
    const taints = noExecuteTaints(object);
    if (old === undefined ? taints.length === 0 : old.spec?.taints === object.spec?.taints || jsonEqual(taints as Json, noExecuteTaints(old) as Json)) return;
    for (const pod of podsOn(nameOf(object))) look(pod, taints);
  };
  const podChanged = ({ type, object, old }: Change<Pod>): void => {
    if (type === 'DELETED') { cancel(keyOf(object)); return; }
    const node = object.spec?.nodeName;
    if (node === undefined || (old?.spec?.nodeName === node && (old.spec.tolerations === object.spec?.tolerations
      || jsonEqual(old.spec.tolerations as Json | undefined, object.spec?.tolerations as Json | undefined)))) return;
    const taints = noExecuteTaints(nodes.get(undefined, node));
    if (taints.length > 0) look(object, taints);
  };
  const stops = [nodes.onChange(nodeChanged, 8), pods.onChange(podChanged)];
  return () => { for (const stop of stops) stop(); loop.stop(); timers.stop(); planned.clear(); };
});
