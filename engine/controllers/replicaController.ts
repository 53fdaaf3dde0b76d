/** What wakes a ReplicaSet or a ReplicationController. */
import { controllerOf, isPodActive, KINDS, type KindDefinition, type KubeObject, type Pod, type ReplicaSet } from '../api/index.ts';
import { jsonEqual, matchesLabelSelector, type Json } from '../base/index.ts';
import type { Change, Component, ComponentContext } from '../client/index.ts';
import { component } from './component.ts';
import { createLoop } from './loop.ts';
import { indexByController, keyOf, namespaceOf, splitKey, uidOf } from './owners.ts';
import { createCounter, type Counter } from './replicaCensus.ts';
import { createRest, isAtRest, reconcileReplicas, type ReplicaRules, type ReplicaView, type Rest } from './replicas.ts';
import { kindOf } from './request.ts';

/** Changes of pods are gathered for a moment; longer for large sets, whose pods are all looked at in each sync. */
const GATHER_MS = 2;
const GATHER_LARGE_MS = 25;
const LARGE = 100;

/** A kind of which each object can be read as a ReplicaSet. @k8s pkg/controller/replication/conversion.go */
export type ReplicaForm<T extends KubeObject> = Omit<ReplicaRules, 'kind'> & {
  readonly kind: KindDefinition<T>;
  /** The same set for the same object, with the same `spec` for the same `spec`. */
  readonly setOf: (object: T) => ReplicaSet;
};

export const createReplicaController = <T extends KubeObject>(context: ComponentContext, form: ReplicaForm<T>): Component => component(form.by, () => {
  const { client, clock } = context;
  const objects = client.informer(form.kind);
  const pods = client.informer(KINDS.Pod);
  const podsOf = indexByController(pods);
  const objectsOf = indexByController(objects);
  const rules = { ...form, kind: kindOf(form.kind) };
  const setAt = (namespace: string | undefined, name: string): ReplicaSet | undefined => {
    const object = objects.get(namespace, name);
    return object === undefined ? undefined : form.setOf(object);
  };

  const related = (set: ReplicaSet): readonly Pod[] =>
    objectsOf.owned(controllerOf(set)?.uid ?? '').flatMap((sibling) => podsOf.owned(uidOf(sibling)).filter(isPodActive));
  const memories = new Map<string, { readonly count: Counter; readonly rest: Rest }>();
  const memoryOf = (uid: string): { readonly count: Counter; readonly rest: Rest } => {
    let memory = memories.get(uid);
    if (memory === undefined) { memory = { count: createCounter(), rest: createRest() }; memories.set(uid, memory); }
    return memory;
  };
  const loop = createLoop(context, {
    source: form.by,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const set = setAt(namespace, name);
      if (set === undefined) return undefined;
      const uid = uidOf(set);
      const { count, rest } = memoryOf(uid);
      const view: ReplicaView = { rules, set, owned: podsOf.owned(uid), orphans: podsOf.orphans(namespaceOf(set)), related: () => related(set), count, now: clock.now, rest };
      return isAtRest(view) ? undefined : reconcileReplicas(view);
    },
  });
  const addSet = (set: ReplicaSet): void => loop.add(keyOf(set), (set.spec?.replicas ?? 0) > LARGE ? GATHER_LARGE_MS : GATHER_MS);
  const addOwnerOf = (pod: Pod): void => {
    const owner = controllerOf(pod);
    const set = owner?.kind === form.kind.kind ? setAt(namespaceOf(pod), owner.name) : undefined;
    if (set !== undefined && uidOf(set) === owner?.uid) addSet(set);
  };
  const addMatching = (pod: Pod): void => {
    for (const object of objects.list(namespaceOf(pod))) {
      const set = form.setOf(object);
      if (matchesLabelSelector(set.spec?.selector, pod.metadata?.labels)) addSet(set);
    }
  };
  const podChanged = ({ type, object, old }: Change<Pod>): void => {
    if (type === 'MODIFIED' && controllerOf(old)?.uid !== controllerOf(object)?.uid) addOwnerOf(old);
    if (controllerOf(object) !== undefined) { addOwnerOf(object); return; }
    if (type === 'DELETED') return;
    const changed = type === 'ADDED' || controllerOf(old) !== undefined || !jsonEqual(object.metadata?.labels as Json | undefined, old.metadata?.labels as Json | undefined);
    if (changed) addMatching(object);
  };
  const stops = [
    objects.onChange(({ type, object }) => { if (type === 'DELETED') memories.delete(uidOf(object)); else loop.add(keyOf(object)); }),
    pods.onChange(podChanged),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
