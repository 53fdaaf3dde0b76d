/** Pods by the claims that they use, as `namespace/claim`. */
import type { Pod } from '../api/index.ts';
import type { Informer } from '../client/index.ts';
import { nameOf, namespaceOf } from './owners.ts';

const CLAIMS = 'controllers/claims';

/** Claims of ephemeral volumes are called after pod and volume. @k8s component-helpers/storage/ephemeral VolumeClaimName */
export const claimsOf = (pod: Pod): readonly string[] => (pod.spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
  const claim = persistentVolumeClaim?.claimName ?? (ephemeral === undefined ? undefined : `${nameOf(pod)}-${name}`);
  return claim === undefined ? [] : [`${namespaceOf(pod)}/${claim}`];
});

export function indexByClaim(pods: Informer<Pod>): (claim: string) => readonly Pod[] {
  pods.addIndex(CLAIMS, claimsOf);
  return (claim) => pods.by(CLAIMS, claim);
}
