import { accessModesText, storageClassOf, type PersistentVolumeClaim, type Pod } from '../../api/index.ts';
import { listOf, type DescribeContext, type Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { longTime, since } from './times.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

const listText = (items: readonly string[] | undefined): string => `[${(items ?? []).join(' ')}]`;
export const finalizersLine = ({ metadata }: { readonly metadata?: { readonly finalizers?: readonly string[] } }): string => `Finalizers:\t${listText(metadata?.finalizers)}`;

/** The part that claim templates of a StatefulSet show too. @k8s kubectl/pkg/describe printPersistentVolumeClaim */
export function addClaim(lines: Lines, claim: PersistentVolumeClaim, full: { readonly now: number } | undefined): void {
  const { metadata, spec, status } = claim;
  if (full !== undefined) {
    lines.add(0, `Name:\t${metadata?.name}`);
    lines.add(0, `Namespace:\t${metadata?.namespace}`);
  }
  lines.add(0, `StorageClass:\t${storageClassOf(claim)}`);
  if (full !== undefined) lines.add(0, `Status:\t${statusText(claim, full.now)}`);
  const bound = (spec?.volumeName ?? '') !== '';
  lines.add(0, `Volume:\t${spec?.volumeName ?? ''}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  if (full !== undefined) lines.add(0, finalizersLine(claim));
  lines.add(0, `Capacity:\t${bound ? status?.capacity?.['storage'] ?? '0' : ''}`);
  lines.add(0, `Access Modes:\t${bound ? accessModesText(status?.accessModes) : ''}`);
  if (spec?.volumeMode !== undefined) lines.add(0, `VolumeMode:\t${spec.volumeMode}`);
  if (spec?.dataSource === undefined) return;
  lines.add(0, 'DataSource:');
  if (spec.dataSource.apiGroup !== undefined) lines.add(1, `APIGroup:\t${spec.dataSource.apiGroup}`);
  lines.add(1, `Kind:\t${spec.dataSource.kind}`);
  lines.add(1, `Name:\t${spec.dataSource.name}`);
}

type Phased = { readonly metadata?: { readonly deletionTimestamp?: string }; readonly status?: { readonly phase?: string } };
export const statusText = ({ metadata, status }: Phased, now: number): string =>
  (metadata?.deletionTimestamp === undefined ? status?.phase ?? '' : `Terminating (lasts ${since(metadata.deletionTimestamp, now)})`);

/** Pods with the claim among their volumes, then its owners. */
function usersOf(context: DescribeContext, { metadata }: PersistentVolumeClaim): readonly string[] {
  const pods = listOf<Pod>(context, `/api/v1/namespaces/${metadata?.namespace}/pods?limit=500`);
  const users = pods.filter(({ spec }) => (spec?.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === metadata?.name));
  const owners = (metadata?.ownerReferences ?? []).filter(({ kind }) => kind === 'Pod')
    .flatMap(({ uid }) => pods.filter((pod) => pod.metadata?.uid === uid && !users.includes(pod)));
  return [...users, ...owners].map((pod) => pod.metadata?.name ?? '').sort();
}

/** @k8s kubectl/pkg/describe describePersistentVolumeClaim; golden kubectl/pv-pvc-storageclass, cluster/pvc-pending-reasons */
export const describePersistentVolumeClaim: Describer = (object, context) => {
  const claim = object as unknown as PersistentVolumeClaim;
  const lines = createLines();
  addClaim(lines, claim, context);
  const users = usersOf(context, claim);
  if (users.length === 0) lines.add(0, 'Used By:\t<none>');
  users.forEach((name, index) => lines.add(0, `${index === 0 ? 'Used By:' : ''}\t${name}`));
  const conditions = claim.status?.conditions ?? [];
  if (conditions.length > 0) {
    lines.add(0, 'Conditions:\n  Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage');
    lines.add(1, '----\t------\t-----------------\t------------------\t------\t-------');
    const time = (text: string | undefined): string => longTime(text ?? '0001-01-01T00:00:00Z');
    for (const c of conditions) lines.add(1, `${c.type} \t${c.status} \t${time(c.lastProbeTime)} \t${time(c.lastTransitionTime)} \t${c.reason ?? ''} \t${c.message ?? ''}`);
  }
  addEventsOf(lines, context, claim);
  return lines.toString();
};
