import { controllerOf, KINDS, type Deployment, type Pod, type ReplicaSet } from '../../api/index.ts';
import { jsonEqual, matchesLabelSelector, type Json } from '../../base/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByController, keyOf, namespaceOf, splitKey, uidOf } from '../owners.ts';
import { BY } from './newSet.ts';
import { reconcileDeployment } from './reconcile.ts';

/** @k8s pkg/controller/deployment/deployment_controller.go maxRetries */
const MAX_RETRIES = 15;
/** What happens at the same moment is seen together. */
const GATHER_MS = 1;
/** @k8s golden controllers (a ReplicaSet's status → its Deployment's: median 12 ms) */
const GATHER_SETS_MS = 5;

export const createDeploymentController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const deployments = client.informer(KINDS.Deployment);
  const sets = client.informer(KINDS.ReplicaSet);
  const pods = client.informer(KINDS.Pod);
  const setsOf = indexByController(sets);
  const podsOf = indexByController(pods);

  const podsOfDeployment = (deployment: Deployment): readonly Pod[] => setsOf.owned(uidOf(deployment)).flatMap((set) => podsOf.owned(uidOf(set)));
  const loop = createLoop(context, {
    source: BY, maxRetries: MAX_RETRIES,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const deployment = deployments.get(namespace, name);
      if (deployment === undefined) return undefined;
      return reconcileDeployment({
        deployment, owned: setsOf.owned(uidOf(deployment)), orphans: setsOf.orphans(namespaceOf(deployment)),
        pods: () => podsOfDeployment(deployment), now: clock.now,
      });
    },
  });
  const ownerOf = (object: ReplicaSet): Deployment | undefined => {
    const owner = controllerOf(object);
    const deployment = owner?.kind === 'Deployment' ? deployments.get(namespaceOf(object), owner.name) : undefined;
    return uidOf(deployment ?? {}) === owner?.uid ? deployment : undefined;
  };
  const add = (deployment: Deployment | undefined, afterMs = GATHER_SETS_MS): void => { if (deployment !== undefined) loop.add(keyOf(deployment), afterMs); };
  const setChanged = ({ type, object, old }: Change<ReplicaSet>): void => {
    if (type === 'MODIFIED' && controllerOf(old)?.uid !== controllerOf(object)?.uid) add(ownerOf(old));
    if (controllerOf(object) !== undefined) { add(ownerOf(object)); return; }
    if (type === 'DELETED') return;
    if (type === 'MODIFIED' && controllerOf(old) === undefined && jsonEqual(object.metadata?.labels as Json | undefined, old.metadata?.labels as Json | undefined)) return;
    for (const deployment of deployments.list(namespaceOf(object))) if (matchesLabelSelector(deployment.spec?.selector, object.metadata?.labels)) add(deployment);
  };
  /** Recreate waits for the last old pod to be gone. */
  const podChanged = ({ type, object }: Change<Pod>): void => {
    const owner = type === 'DELETED' ? controllerOf(object) : undefined;
    if (owner?.kind !== 'ReplicaSet') return;
    const set = sets.get(namespaceOf(object), owner.name);
    const deployment = set === undefined ? undefined : ownerOf(set);
    if (deployment?.spec?.strategy?.type === 'Recreate' && podsOfDeployment(deployment).length === 0) add(deployment);
  };
  const stops = [
    deployments.onChange(({ type, object }) => { if (type !== 'DELETED') add(object, GATHER_MS); }),
    sets.onChange(setChanged),
    pods.onChange(podChanged),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
