/** Claims that waited for the decision get their volumes before the pod gets its node. @k8s pkg/scheduler/framework/plugins/volumebinding PreBind */
import { KINDS, type PersistentVolumeClaim, type Pod } from '../../api/index.ts';
import { patchStatus } from '../podStatus.ts';
import { because, type Running } from '../state.ts';
import { isFullyBound, SELECTED_NODE, type Choice, type Claims } from './claims.ts';

/** Looked at once a second. */
const LOOK_MS = 1000;

/** `done` gets what went wrong. */
export function bindVolumes(running: Running, pod: Pod, claims: Claims | undefined, node: string, timeoutSeconds: number, done: (problem: string | undefined) => void): void {
  const target = claims === undefined ? undefined : running.cache.get(node)?.node;
  const chosen = claims === undefined || target === undefined ? [] : claims.chosen(target);
  if (chosen === undefined) { done('running Reserve plugin "VolumeBinding": somebody was faster'); return; }
  if (chosen.length === 0) { done(undefined); return; }
  // While volumes are bound, everybody can see where the pod will be. @k8s NominatedNodeNameForExpectation
  if (pod.status?.nominatedNodeName !== node) patchStatus(running, pod, { nominatedNodeName: node }, 'volumes are bound for this node first');
  for (const choice of chosen) reserve(running, pod, choice, node);
  const look = (left: number): void => running.later(LOOK_MS, () => {
    const problem = left <= 0 ? 'context deadline exceeded' : problemWith(running, pod, chosen, node);
    if (problem === 'waiting') look(left - 1);
    else done(problem === undefined ? undefined : `running PreBind plugin "VolumeBinding": binding volumes: ${problem}`);
  });
  look(timeoutSeconds);
}

/** From now on the volumes are these claims'; the volume controller does the rest. */
function reserve({ context: { client } }: Running, pod: Pod, choice: Choice, node: string): void {
  const { claim } = choice;
  const { namespace, name = '', uid, resourceVersion } = claim.metadata ?? {};
  if (choice.type === 'provision') {
    if (claim.metadata?.annotations?.[SELECTED_NODE] === node) return;
    client.patch(KINDS.PersistentVolumeClaim, namespace, name, { metadata: { annotations: { [SELECTED_NODE]: node } } }, because('a volume is to be made where the pod will be', pod));
    return;
  }
  if (choice.volume.spec?.claimRef !== undefined) return;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion };
  client.patch(KINDS.PersistentVolume, undefined, choice.volume.metadata?.name ?? '', { metadata: { annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' } }, spec: { claimRef } },
    because('a volume that the chosen node reaches', pod));
}

/** @k8s binder.go checkBindings */
function problemWith({ context: { client } }: Running, pod: Pod, chosen: readonly Choice[], node: string): string | undefined {
  const { namespace, name = '' } = pod.metadata ?? {};
  if (client.informer(KINDS.Pod).get(namespace, name) === undefined) return `pod does not exist any more: pod "${name}" not found`;
  let waits = false;
  for (const choice of chosen) {
    const of = choice.claim.metadata;
    const claim: PersistentVolumeClaim | undefined = client.informer(KINDS.PersistentVolumeClaim).get(of?.namespace, of?.name ?? '');
    const known = `${of?.namespace ?? ''}/${of?.name ?? ''}`;
    if (claim === undefined) return `failed to check ${choice.type === 'bind' ? 'binding' : 'provisioning pvc'}: could not find v1.PersistentVolumeClaim "${known}"`;
    if (choice.type === 'bind') {
      const volume = choice.volume.metadata?.name ?? '';
      if ((client.informer(KINDS.PersistentVolume).get(undefined, volume)?.spec?.claimRef?.uid ?? '') === '') return `ClaimRef got reset for pv "${volume}"`;
    } else if (claim.metadata?.annotations?.[SELECTED_NODE] !== node) return `provisioning failed for PVC "${of?.name ?? ''}"`;
    if (!isFullyBound(claim)) waits = true;
  }
  return waits ? 'waiting' : undefined;
}
