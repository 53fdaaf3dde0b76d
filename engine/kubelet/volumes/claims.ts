/** From a volume of the spec to what it stands for: itself, or the persistent volume behind its claim. @k8s pkg/kubelet/volumemanager/populator createVolumeSpec */
import { KINDS, type PersistentVolume, type PersistentVolumeClaim, type Volume } from '../../api/index.ts';
import { nameOf, namespaceOf, specOf } from '../pods/work.ts';
import type { Kit, PodWork, VolumeSource } from '../types.ts';

export type Resolved = { readonly ok: true; readonly source: VolumeSource } | { readonly ok: false; readonly message: string };
const PROTECTION = 'kubernetes.io/pvc-protection';
const failed = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message });

export function resolveVolume(kit: Kit, work: PodWork, volume: Volume): Resolved {
  const ephemeral = volume.persistentVolumeClaim === undefined && volume.ephemeral !== undefined;
  const name = ephemeral ? `${nameOf(work.pod)}-${volume.name}` : volume.persistentVolumeClaim?.claimName;
  if (name === undefined) return { ok: true, source: { name: volume.name, volume, persistent: undefined, readOnly: false } };
  const namespace = namespaceOf(work.pod);
  const wrong = (why: string): Resolved => failed(`error processing PVC ${namespace}/${name}: ${why}`);
  const claim = kit.context.client.informer(KINDS.PersistentVolumeClaim).get(namespace, name);
  const unusable = claimProblem(claim, name);
  if (claim === undefined || unusable !== undefined) return wrong(unusable ?? '');
  if (ephemeral && !isOwnedBy(claim, work)) return failed(`PVC ${namespace}/${name} was not created for pod ${work.key} (pod is not owner)`);
  const persistent = kit.context.client.informer(KINDS.PersistentVolume).get(undefined, claim.spec?.volumeName ?? '');
  const unbound = persistentProblem(persistent, claim);
  if (persistent === undefined || unbound !== undefined) return wrong(unbound ?? '');
  const misused = modeProblem(work, volume, persistent);
  if (misused !== undefined) return failed(misused);
  return { ok: true, source: { name: persistent.metadata?.name ?? '', volume, persistent, readOnly: volume.persistentVolumeClaim?.readOnly === true } };
}

function claimProblem(claim: PersistentVolumeClaim | undefined, name: string): string | undefined {
  if (claim === undefined) return `failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`;
  if (claim.metadata?.deletionTimestamp !== undefined && claim.metadata.finalizers?.includes(PROTECTION) !== true) return 'PVC is being deleted';
  if (claim.status?.phase !== 'Bound') return 'PVC is not bound';
  return (claim.spec?.volumeName ?? '') === '' ? 'PVC has empty pvc.Spec.VolumeName' : undefined;
}

function persistentProblem(persistent: PersistentVolume | undefined, claim: PersistentVolumeClaim): string | undefined {
  const name = claim.spec?.volumeName ?? '';
  if (persistent === undefined) return `failed to fetch PV ${name} from API server: persistentvolumes "${name}" not found`;
  const ref = persistent.spec?.claimRef;
  if (ref === undefined) return `found PV object ${name} but it has a nil pv.Spec.ClaimRef indicating it is not yet bound to the claim`;
  const uid = claim.metadata?.uid ?? '';
  return ref.uid === uid ? undefined : `found PV object ${name} but its pv.Spec.ClaimRef.UID ${ref.uid ?? ''} does not point to claim.UID ${uid}`;
}

function modeProblem(work: PodWork, volume: Volume, persistent: PersistentVolume): string | undefined {
  const mode = persistent.spec?.volumeMode ?? 'Filesystem';
  const { containers, initContainers } = specOf(work.pod);
  const all = [...initContainers ?? [], ...containers];
  const used = (list: 'volumeMounts' | 'volumeDevices'): boolean => all.some((container) => container[list]?.some(({ name }) => name === volume.name) === true);
  if (mode !== 'Filesystem' && used('volumeMounts')) return `volume ${volume.name} has volumeMode ${mode}, but is specified in volumeMounts`;
  if (mode !== 'Block' && used('volumeDevices')) return `volume ${volume.name} has volumeMode ${mode}, but is specified in volumeDevices`;
  return undefined;
}

const isOwnedBy = (claim: PersistentVolumeClaim, work: PodWork): boolean =>
  (claim.metadata?.ownerReferences ?? []).some(({ uid, controller }) => uid === work.uid && controller === true);
