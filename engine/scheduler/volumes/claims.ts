/**
 * The claims of one pod, looked up when it is tried: what keeps it from every node, what from some, and which volumes it would take.
 * @k8s pkg/scheduler/framework/plugins/volumebinding/binder.go
 */
import { KINDS, storageClassOf, type CSINode, type Node, type PersistentVolume, type PersistentVolumeClaim, type Pod, type StorageClass, type VolumeAttachment } from '../../api/index.ts';
import { compareQuantity, matchesLabelSelector, quantityOf, quantityValue } from '../../base/index.ts';
import type { Client } from '../../client/index.ts';
import { matchesTerm } from '../nodeSelection.ts';
import { bestFor } from './matching.ts';

/** A volume for a claim, or a claim whose volume is to be made for the node. */
export type Choice =
  | { readonly type: 'bind'; readonly volume: PersistentVolume; readonly claim: PersistentVolumeClaim }
  | { readonly type: 'provision'; readonly claim: PersistentVolumeClaim };
export type Wanted = { readonly name: string; readonly ephemeral: boolean };

export type Claims = {
  readonly wanted: readonly Wanted[];
  claim(name: string): PersistentVolumeClaim | undefined;
  volume(name: string): PersistentVolume | undefined;
  class(name: string): StorageClass | undefined;
  /** It fits nowhere, and why. */
  refused(): string | undefined;
  /** Reasons why not there. */
  onNode(node: Node): readonly string[];
  /** For the claims that waited for this decision; undefined: somebody was faster. */
  chosen(node: Node): readonly Choice[] | undefined;
  /** Pods that are on nodes and have the claim. */
  users(name: string): readonly Pod[];
  csiNode(name: string): CSINode | undefined;
  attachments(node: string): readonly VolumeAttachment[];
  /** Of another pod's namespace. */
  claimOf(namespace: string | undefined, name: string): PersistentVolumeClaim | undefined;
};

export const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
const [CLAIM_INDEX, ATTACHMENT_INDEX] = ['scheduler/claims', 'scheduler/attachments'];
const isBound = ({ spec, metadata }: PersistentVolumeClaim): boolean => (spec?.volumeName ?? '') !== '' && metadata?.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined;
export const isFullyBound = isBound;

/** A volume of the pod's own is claimed by a name made of both. */
export function wantedBy(pod: Pod): readonly Wanted[] {
  const found: Wanted[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of pod.spec?.volumes ?? []) {
    if (persistentVolumeClaim !== undefined) found.push({ name: persistentVolumeClaim.claimName, ephemeral: false });
    else if (ephemeral !== undefined) found.push({ name: `${pod.metadata?.name ?? ''}-${name}`, ephemeral: true });
  }
  return found;
}

export function claimsOf(client: Client, pod: Pod): Claims | undefined {
  const wanted = wantedBy(pod);
  if (wanted.length === 0) return undefined;
  const namespace = pod.metadata?.namespace;
  const [informer, volumes, classes] = [client.informer(KINDS.PersistentVolumeClaim), client.informer(KINDS.PersistentVolume), client.informer(KINDS.StorageClass)];
  const found = wanted.flatMap(({ name }) => informer.get(namespace, name) ?? []);
  const waits = (claim: PersistentVolumeClaim): boolean => classes.get(undefined, storageClassOf(claim))?.volumeBindingMode === 'WaitForFirstConsumer' && (claim.spec?.volumeName ?? '') === '';
  const open = found.filter((claim) => !isBound(claim));
  const bound = found.filter(isBound).map((claim) => volumes.get(undefined, claim.spec?.volumeName ?? ''));
  const choose = (node: Node): Chosen => chooseFor(client, open, node);
  return {
    wanted,
    claim: (name) => informer.get(namespace, name),
    volume: (name) => volumes.get(undefined, name),
    class: (name) => classes.get(undefined, name),
    refused() {
      for (const { name, ephemeral } of wanted) { const problem = claimProblem(pod, informer.get(namespace, name), name, ephemeral); if (problem !== undefined) return problem; }
      return open.some((claim) => !waits(claim)) ? 'pod has unbound immediate PersistentVolumeClaims' : undefined;
    },
    onNode: (node) => problemsOn(node, bound, choose),
    chosen: (node) => { const result = choose(node); return Array.isArray(result) ? result : undefined; },
    users(name) {
      const pods = client.informer(KINDS.Pod);
      pods.addIndex(CLAIM_INDEX, (other) => wantedBy(other).map((each) => `${other.metadata?.namespace ?? ''}/${each.name}`), ({ spec }) => spec?.volumes);
      return pods.by(CLAIM_INDEX, `${namespace ?? ''}/${name}`);
    },
    csiNode: (name) => client.informer(KINDS.CSINode).get(undefined, name),
    attachments(node) {
      const informer = client.informer(KINDS.VolumeAttachment);
      informer.addIndex(ATTACHMENT_INDEX, ({ spec }) => [spec.nodeName], ({ spec }) => spec.nodeName);
      return informer.by(ATTACHMENT_INDEX, node);
    },
    claimOf: (of, name) => informer.get(of, name),
  };
}

/** @k8s binder.go FindPodVolumes: in the order in which it says them */
function problemsOn(node: Node, bound: readonly (PersistentVolume | undefined)[], choose: (node: Node) => Chosen): readonly string[] {
  const reasons: string[] = [];
  // The first bound claim with a problem ends the look at them.
  const wrong = bound.findIndex((volume) => volume === undefined || !reaches(volume, node));
  const lost = wrong !== -1 && bound[wrong] === undefined;
  if (wrong !== -1 && !lost) reasons.push("node(s) didn't match PersistentVolume's node affinity");
  const result = choose(node);
  if (typeof result === 'string') reasons.push(result);
  if (lost) reasons.push('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)');
  return reasons;
}

type Chosen = readonly Choice[] | string;

/** The smallest claims choose first; what finds no volume is provisioned, if it can be there. */
function chooseFor(client: Client, open: readonly PersistentVolumeClaim[], node: Node): Chosen {
  if (open.length === 0) return [];
  const taken = new Set<string>();
  const choices: Choice[] = [];
  const toProvision: PersistentVolumeClaim[] = [];
  const toMatch: PersistentVolumeClaim[] = [];
  for (const claim of open) {
    const selected = claim.metadata?.annotations?.[SELECTED_NODE];
    if (selected === undefined) { toMatch.push(claim); continue; }
    if (selected !== node.metadata?.name) return NOT_FOUND;
    toProvision.push(claim);
  }
  const sizeOf = (claim: PersistentVolumeClaim) => quantityOf(claim.spec?.resources?.requests?.['storage'] ?? 0);
  for (const claim of toMatch.toSorted((a, b) => compareQuantity(sizeOf(a), sizeOf(b)))) {
    const volume = bestFor(claim, client.informer(KINDS.PersistentVolume).list().filter((each) => !taken.has(each.metadata?.name ?? '') && reaches(each, node)));
    if (volume === undefined) { toProvision.push(claim); continue; }
    taken.add(volume.metadata?.name ?? '');
    choices.push({ type: 'bind', volume, claim });
  }
  for (const claim of toProvision) {
    const problem = provisionProblem(client, claim, node);
    if (problem !== undefined) return problem;
    choices.push({ type: 'provision', claim });
  }
  return choices;
}
const NOT_FOUND = "node(s) didn't find available persistent volumes to bind";

/** @k8s binder.go checkVolumeProvisions, hasEnoughCapacity */
function provisionProblem(client: Client, claim: PersistentVolumeClaim, node: Node): string | undefined {
  const found = client.informer(KINDS.StorageClass).get(undefined, storageClassOf(claim));
  if (found === undefined || (found.provisioner ?? '') === '' || found.provisioner === NO_PROVISIONER) return NOT_FOUND;
  const terms = found.allowedTopologies ?? [];
  const allowed = terms.length === 0 || terms.some(({ matchLabelExpressions = [] }) => matchLabelExpressions.every(({ key, values }) => values.includes(node.metadata?.labels?.[key] ?? '')));
  if (!allowed) return NOT_FOUND;
  if (client.informer(KINDS.CSIDriver).get(undefined, found.provisioner)?.spec.storageCapacity !== true) return undefined;
  const size = quantityValue(quantityOf(claim.spec?.resources?.requests?.['storage'] ?? 0));
  const enough = client.informer(KINDS.CSIStorageCapacity).list().some((each) => each.storageClassName === found.metadata?.name && each.nodeTopology !== undefined
    && matchesLabelSelector(each.nodeTopology, node.metadata?.labels) && quantityValue(quantityOf(each.maximumVolumeSize ?? each.capacity ?? -1)) >= size);
  return enough ? undefined : 'node(s) did not have enough free storage';
}

/** @k8s volume_binding.go podHasPVCs */
function claimProblem(pod: Pod, claim: PersistentVolumeClaim | undefined, name: string, ephemeral: boolean): string | undefined {
  if (claim === undefined) return ephemeral ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"` : `persistentvolumeclaim "${name}" not found`;
  if (claim.status?.phase === 'Lost') return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName ?? ''}"`;
  if (claim.metadata?.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
  const owned = !ephemeral || (claim.metadata?.ownerReferences ?? []).some(({ uid, controller }) => uid === pod.metadata?.uid && controller === true);
  return owned ? undefined : `PVC ${claim.metadata?.namespace ?? ''}/${name} was not created for pod ${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''} (pod is not owner)`;
}

const reaches = ({ spec }: PersistentVolume, node: Node): boolean => {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => matchesTerm(node, term));
};
