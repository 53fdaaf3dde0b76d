/**
 * The claims of one pod, looked up when it is tried: what keeps it from every node, what from some, and which volumes it would take.
 * @k8s pkg/scheduler/framework/plugins/volumebinding, pkg/scheduler/framework/plugins/volumerestrictions
 */
import { KINDS, storageClassOf, type Node, type PersistentVolume, type PersistentVolumeClaim, type Pod } from '../api/index.ts';
import { compareQuantity, matchesLabelSelector, quantityOf } from '../base/index.ts';
import type { Client } from '../client/index.ts';
import { matchesTerm } from './nodeSelection.ts';
import type { Running } from './state.ts';

export type Claims = {
  readonly keys: readonly string[];
  /** It fits nowhere, and why. */
  readonly refused: string | undefined;
  /** Another pod has a claim that only one may have. */
  readonly taken: boolean;
  onNode(node: Node): string | undefined;
  /** Volumes for the claims that waited for this decision; undefined: somebody was faster. */
  chosen(node: Node): readonly Choice[] | undefined;
};
export type Choice = { readonly volume: PersistentVolume; readonly claim: PersistentVolumeClaim };

const CLAIM_INDEX = 'scheduler/claims';
const nameIn = (pod: Pod, volume: string): string => `${pod.metadata?.name ?? ''}-${volume}`;
type Wanted = { readonly name: string; readonly ephemeral: boolean };

function wantedBy(pod: Pod): readonly Wanted[] {
  const found: Wanted[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of pod.spec?.volumes ?? []) {
    if (persistentVolumeClaim !== undefined) found.push({ name: persistentVolumeClaim.claimName, ephemeral: false });
    else if (ephemeral !== undefined) found.push({ name: nameIn(pod, name), ephemeral: true });
  }
  return found;
}
const keysOf = (pod: Pod): readonly string[] => wantedBy(pod).map(({ name }) => `${pod.metadata?.namespace ?? ''}/${name}`);

const isBound = ({ spec, metadata }: PersistentVolumeClaim): boolean => (spec?.volumeName ?? '') !== '' && metadata?.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined;

export function claimsOf(client: Client, pod: Pod): Claims | undefined {
  const wanted = wantedBy(pod);
  if (wanted.length === 0) return undefined;
  const namespace = pod.metadata?.namespace;
  const [informer, volumes] = [client.informer(KINDS.PersistentVolumeClaim), client.informer(KINDS.PersistentVolume)];
  const found: PersistentVolumeClaim[] = [];
  let refused: string | undefined;
  for (const { name, ephemeral } of wanted) {
    const claim = informer.get(namespace, name);
    refused ??= claimProblem(pod, claim, name, ephemeral);
    if (claim !== undefined) found.push(claim);
  }
  const waits = (claim: PersistentVolumeClaim): boolean =>
    client.informer(KINDS.StorageClass).get(undefined, storageClassOf(claim))?.volumeBindingMode === 'WaitForFirstConsumer';
  const bound = found.filter(isBound);
  const open = found.filter((claim) => !isBound(claim));
  if (refused === undefined && open.some((claim) => !waits(claim))) refused = 'pod has unbound immediate PersistentVolumeClaims';
  const boundVolumes = bound.map((claim) => volumes.get(undefined, claim.spec?.volumeName ?? ''));
  const choose = (node: Node): ReturnType<Claims['chosen']> => {
    const used = new Set<string>();
    const picked: { volume: PersistentVolume; claim: PersistentVolumeClaim }[] = [];
    for (const claim of open) {
      const volume = bestFor(claim, volumes.list().filter((each) => !used.has(each.metadata?.name ?? '') && reaches(each, node)));
      if (volume === undefined) return undefined;
      used.add(volume.metadata?.name ?? '');
      picked.push({ volume, claim });
    }
    return picked;
  };
  return {
    keys: keysOf(pod), refused, taken: found.some((claim) => isTaken(client, pod, claim)),
    onNode(node) {
      if (boundVolumes.includes(undefined)) return 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)';
      if (boundVolumes.some((volume) => volume !== undefined && !reaches(volume, node))) return "node(s) didn't match PersistentVolume's node affinity";
      return choose(node) === undefined ? "node(s) didn't find available persistent volumes to bind" : undefined;
    },
    chosen: choose,
  };
}

/** From now on the volumes are these claims'; the volume controller does the rest. */
export function reserve({ context: { client } }: Pick<Running, 'context'>, chosen: readonly Choice[]): void {
  for (const { volume, claim } of chosen) {
    if (volume.spec?.claimRef !== undefined) continue;
    const { namespace, name = '', uid, resourceVersion } = claim.metadata ?? {};
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion };
    client.patch(KINDS.PersistentVolume, undefined, volume.metadata?.name ?? '', { metadata: { annotations: { 'pv.kubernetes.io/bound-by-controller': 'yes' } }, spec: { claimRef } },
      { by: 'default-scheduler', rule: 'a volume that the chosen node reaches', cause: `persistentvolumeclaims/${namespace ?? ''}/${name}` });
  }
}

function claimProblem(pod: Pod, claim: PersistentVolumeClaim | undefined, name: string, ephemeral: boolean): string | undefined {
  if (claim === undefined) return ephemeral ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"` : `persistentvolumeclaim "${name}" not found`;
  if (claim.status?.phase === 'Lost') return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName ?? ''}"`;
  if (claim.metadata?.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
  const owned = !ephemeral || (claim.metadata?.ownerReferences ?? []).some(({ uid, controller }) => uid === pod.metadata?.uid && controller === true);
  return owned ? undefined : `PVC ${claim.metadata?.namespace ?? ''}/${name} was not created for pod ${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''} (pod is not owner)`;
}

/** ReadWriteOncePod: one pod at a time. */
function isTaken(client: Client, pod: Pod, claim: PersistentVolumeClaim): boolean {
  if (claim.spec?.accessModes?.includes('ReadWriteOncePod') !== true) return false;
  const pods = client.informer(KINDS.Pod);
  pods.addIndex(CLAIM_INDEX, keysOf, ({ spec }) => spec?.volumes);
  const ended = (other: Pod): boolean => other.status?.phase === 'Succeeded' || other.status?.phase === 'Failed';
  return pods.by(CLAIM_INDEX, `${claim.metadata?.namespace ?? ''}/${claim.metadata?.name ?? ''}`).some((other) => other.metadata?.uid !== pod.metadata?.uid && (other.spec?.nodeName ?? '') !== '' && !ended(other));
}

const reaches = ({ spec }: PersistentVolume, node: Node): boolean => {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => matchesTerm(node, term));
};

/** The smallest that will do; one that was kept for the claim before all others. @k8s component-helpers/storage/volume FindMatchingVolume */
function bestFor(claim: PersistentVolumeClaim, volumes: readonly PersistentVolume[]): PersistentVolume | undefined {
  const size = (volume: PersistentVolume) => quantityOf(volume.spec?.capacity?.['storage'] ?? 0);
  const least = quantityOf(claim.spec?.resources?.requests?.['storage'] ?? 0);
  const { accessModes = [], selector, volumeMode = 'Filesystem' } = claim.spec ?? {};
  const fits = (volume: PersistentVolume): boolean => volume.metadata?.deletionTimestamp === undefined && (volume.spec?.volumeMode ?? 'Filesystem') === volumeMode
    && accessModes.every((mode) => volume.spec?.accessModes?.includes(mode)) && compareQuantity(size(volume), least) >= 0;
  const kept = volumes.find(({ spec }) => spec?.claimRef?.name === claim.metadata?.name && spec?.claimRef?.namespace === claim.metadata?.namespace);
  if (kept !== undefined && fits(kept)) return kept;
  const free = volumes.filter((volume) => fits(volume) && volume.spec?.claimRef === undefined && volume.status?.phase === 'Available' && storageClassOf(volume) === storageClassOf(claim)
    && (selector === undefined || matchesLabelSelector(selector, volume.metadata?.labels ?? {})));
  return free.reduce<PersistentVolume | undefined>((best, volume) => (best === undefined || compareQuantity(size(volume), size(best)) < 0 ? volume : best), undefined);
}
