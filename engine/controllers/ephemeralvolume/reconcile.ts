/** Makes the claim of a generic ephemeral volume; the pod owns it, so it goes with the pod. @k8s pkg/controller/volume/ephemeral/controller.go */
import type { PersistentVolumeClaim, Pod, Volume } from '../../api/index.ts';
import { isPodTerminal } from '../../api/index.ts';

export const BY = 'ephemeral_volume';
export const claimName = (pod: Pod, volume: Volume): string => `${pod.metadata?.name ?? ''}-${volume.name}`;

export type Wish = { readonly claim: PersistentVolumeClaim } | { readonly conflict: string };

/** What is missing, and claims of others that are in the way. @param claimOf by its name in the pod's namespace */
export function missingClaims(pod: Pod, claimOf: (name: string) => PersistentVolumeClaim | undefined): readonly Wish[] {
  if (pod.metadata?.deletionTimestamp !== undefined || isPodTerminal(pod)) return [];
  return (pod.spec?.volumes ?? []).flatMap((volume): Wish[] => {
    const template = volume.ephemeral?.volumeClaimTemplate;
    if (template === undefined) return [];
    const name = claimName(pod, volume);
    const present = claimOf(name);
    if (present === undefined) return [{ claim: claimFor(pod, name, template) }];
    const owned = (present.metadata?.ownerReferences ?? []).some(({ uid, controller }) => uid === pod.metadata?.uid && controller === true);
    const where = pod.metadata?.namespace ?? '';
    return owned ? [] : [{ conflict: `PVC ${where}/${name} was not created for pod ${where}/${pod.metadata?.name ?? ''} (pod is not owner)` }];
  });
}

function claimFor(pod: Pod, name: string, { metadata, spec }: NonNullable<NonNullable<Volume['ephemeral']>['volumeClaimTemplate']>): PersistentVolumeClaim {
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim',
    metadata: {
      name, namespace: pod.metadata?.namespace ?? '', ...(metadata?.annotations === undefined ? {} : { annotations: metadata.annotations }), ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: pod.metadata?.name ?? '', uid: pod.metadata?.uid ?? '', controller: true, blockOwnerDeletion: true }],
    },
    spec,
  };
}
