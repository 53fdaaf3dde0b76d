/**
 * minikube's provisioner: a directory on the node for each claim of its classes, taken away with its volume.
 * @k8s kubernetes/minikube pkg/storage/storage_provisioner.go; kubernetes-sigs/sig-storage-lib-external-provisioner controller/controller.go
 */
import { KINDS, storageClassOf, type PersistentVolume, type PersistentVolumeClaim, type StorageClass } from '../../api/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'k8s.io/minikube-hostpath';
const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
const IDENTITY = 'hostPathProvisionerIdentity';
const ASKED = ['volume.kubernetes.io/storage-provisioner', 'volume.beta.kubernetes.io/storage-provisioner'];
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
const ROOT = '/tmp/hostpath-provisioner';

/** Directories on the machine on which the provisioner runs. */
export type ProvisionerDisk = { readonly make: (path: string) => void; readonly remove: (path: string) => void };
export type Provisioner = { readonly identity: string; readonly disk: ProvisionerDisk };

const directoryOf = (claim: PersistentVolumeClaim): string => `${ROOT}/${namespaceOf(claim)}/${nameOf(claim)}`;

/** The class that has to be made a volume from; undefined: it is not this provisioner's turn. */
function classToServe(claim: PersistentVolumeClaim, classOf: (name: string) => StorageClass | undefined): StorageClass | undefined {
  const { annotations = {} } = claim.metadata ?? {};
  if (isDeleting(claim) || (claim.spec?.volumeName ?? '') !== '' || ASKED.every((key) => annotations[key] !== BY)) return undefined;
  const found = classOf(storageClassOf(claim));
  if (found?.provisioner !== BY || claim.spec?.volumeMode === 'Block') return undefined;
  return found.volumeBindingMode === 'WaitForFirstConsumer' && annotations[SELECTED_NODE] === undefined ? undefined : found;
}

export function* provisionClaim(claim: PersistentVolumeClaim, { identity, disk }: Provisioner, classOf: (name: string) => StorageClass | undefined,
  volumeOf: (name: string) => PersistentVolume | undefined): Reconcile {
  const storageClass = classToServe(claim, classOf);
  const name = `pvc-${uidOf(claim)}`;
  if (storageClass === undefined || volumeOf(name) !== undefined) return undefined;
  yield [event(claim, 'Normal', 'Provisioning', `External provisioner is provisioning volume for claim ${JSON.stringify(keyOf(claim))}`)];
  const path = directoryOf(claim);
  disk.make(path);
  const { accessModes = [], resources } = claim.spec ?? {};
  const volume: PersistentVolume = {
    apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name, annotations: { [IDENTITY]: identity, [PROVISIONED_BY]: BY } },
    spec: {
      accessModes, capacity: { storage: resources?.requests?.['storage'] ?? '0' }, hostPath: { path, type: '' },
      claimRef: {
        kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace: namespaceOf(claim), name: nameOf(claim), uid: uidOf(claim),
        resourceVersion: claim.metadata?.resourceVersion ?? '',
      },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete', storageClassName: nameOf(storageClass), volumeMode: 'Filesystem',
      ...(storageClass.mountOptions === undefined ? {} : { mountOptions: storageClass.mountOptions }),
    },
  };
  const because = { by: BY, rule: 'a claim of the class is given a volume', cause: `persistentvolumeclaims/${keyOf(claim)}` };
  const made = yield* send<PersistentVolume>({ verb: 'create', kind: kindOf(KINDS.PersistentVolume), object: volume, because });
  if (!made.ok && made.status.reason !== 'AlreadyExists') return made.status;
  yield [event(claim, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${name}`)];
  return undefined;
}

/** Released volumes whose policy is Delete, if this very provisioner has made them. */
export function* removeVolume(volume: PersistentVolume, { identity, disk }: Provisioner): Reconcile {
  const { annotations = {} } = volume.metadata ?? {};
  const { persistentVolumeReclaimPolicy, hostPath } = volume.spec ?? {};
  if (isDeleting(volume) || volume.status?.phase !== 'Released' || persistentVolumeReclaimPolicy !== 'Delete') return undefined;
  if (annotations[PROVISIONED_BY] !== BY || annotations[IDENTITY] !== identity) return undefined;
  if (hostPath !== undefined) disk.remove(hostPath.path);
  const because = { by: BY, rule: 'nobody claims the volume any more', cause: `persistentvolumes/${nameOf(volume)}` };
  const reply = yield* send({ verb: 'delete', kind: kindOf(KINDS.PersistentVolume), namespace: undefined, name: nameOf(volume), because });
  return reply.ok || reply.status.code === 404 ? undefined : reply.status;
}
