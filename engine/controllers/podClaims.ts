/** Pods by the claims that they use, as `namespace/claim`. */
import type { Pod } from '../api/index.ts';
import type { Informer } from '../client/index.ts';
import { nameOf, namespaceOf } from './owners.ts';

const CLAIMS = 'controllers/claims';

/** Claims of ephemeral volumes are called after pod and volume. @k8s component-helpers/storage/ephemeral VolumeClaimName */
export function claimsOf(pod: Pod): readonly string[] {
  const claims: string[] = []; // a loop: it runs for every change of a pod, and hardly any has one
  for (const { name, persistentVolumeClaim, ephemeral } of pod.spec?.volumes ?? []) {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral === undefined ? undefined : `${nameOf(pod)}-${name}`);
    if (claim !== undefined) claims.push(`${namespaceOf(pod)}/${claim}`);
  }
  return claims;
}

export function indexByClaim(pods: Informer<Pod>): (claim: string) => readonly Pod[] {
  pods.addIndex(CLAIMS, claimsOf, ({ spec }) => spec?.volumes);
  return (claim) => pods.by(CLAIMS, claim);
}
