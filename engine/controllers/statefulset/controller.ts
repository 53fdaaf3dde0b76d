import { controllerOf, isPodReady, KINDS, type Pod, type StatefulSet } from '../../api/index.ts';
import { jsonEqual, matchesLabelSelector, type Json } from '../../base/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByController, isDeleting, keyOf, namespaceOf, splitKey, uidOf } from '../owners.ts';
import { BY } from './pods.ts';
import { reconcileStatefulSet } from './reconcile.ts';

/** Large sets look at all of their pods in each sync: changes are gathered for a moment. */
const GATHER_LARGE_MS = 25;
const LARGE = 100;

export const createStatefulSetController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const sets = client.informer(KINDS.StatefulSet);
  const pods = client.informer(KINDS.Pod);
  const claims = client.informer(KINDS.PersistentVolumeClaim);
  const revisions = client.informer(KINDS.ControllerRevision);
  const podsOf = indexByController(pods);
  const revisionsOf = indexByController(revisions);

  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const set = sets.get(namespace, name);
      if (set === undefined) return undefined;
      return reconcileStatefulSet({
        set, owned: podsOf.owned(uidOf(set)), orphans: podsOf.orphans(namespaceOf(set)),
        revisions: revisionsOf.owned(uidOf(set)).filter(({ metadata }) => matchesLabelSelector(set.spec?.selector, metadata?.labels)),
        orphanRevisions: revisionsOf.orphans(namespaceOf(set)),
        findClaim: (claim) => claims.get(namespace, claim), findRevision: (revision) => revisions.get(namespace, revision), now: clock.now,
      });
    },
  });
  const addSet = (set: StatefulSet): void => loop.add(keyOf(set), (set.spec?.replicas ?? 0) > LARGE ? GATHER_LARGE_MS : 0);
  const ownerOf = (pod: Pod): StatefulSet | undefined => {
    const owner = controllerOf(pod);
    const set = owner?.kind === 'StatefulSet' ? sets.get(namespaceOf(pod), owner.name) : undefined;
    return set !== undefined && uidOf(set) === owner?.uid ? set : undefined;
  };
  const addOwnerOf = (pod: Pod): void => { const set = ownerOf(pod); if (set !== undefined) addSet(set); };
  const addMatching = (pod: Pod): void => {
    for (const set of sets.list(namespaceOf(pod))) if (matchesLabelSelector(set.spec?.selector, pod.metadata?.labels)) addSet(set);
  };
  const podChanged = ({ type, object, old }: Change<Pod>): void => {
    const moved = type === 'MODIFIED' && !jsonEqual(controllerOf(old) as Json | undefined, controllerOf(object) as Json | undefined);
    if (moved) addOwnerOf(old);
    if (controllerOf(object) !== undefined) {
      addOwnerOf(object);
      const minReadySeconds = ownerOf(object)?.spec?.minReadySeconds ?? 0;
      if (type === 'MODIFIED' && minReadySeconds > 0 && isPodReady(object) && !isPodReady(old)) {
        const set = ownerOf(object);
        if (set !== undefined) loop.add(keyOf(set), minReadySeconds * 1000);
      }
      return;
    }
    if (type === 'DELETED' || (type === 'ADDED' && isDeleting(object))) return;
    if (type === 'ADDED' || moved || !jsonEqual(object.metadata?.labels as Json | undefined, old.metadata?.labels as Json | undefined)) addMatching(object);
  };
  const stops = [sets.onChange(({ object }) => addSet(object)), pods.onChange(podChanged)];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
