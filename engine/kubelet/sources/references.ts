/** What a static pod may not have: it must run without the API server. @k8s pkg/api/pod/util.go HasAPIObjectReference (PreventStaticPodAPIReferences) */
import type { Container, Pod, Volume } from '../../api/index.ts';

type EnvSources = Pick<Container, 'env' | 'envFrom'>;

const usesSecrets = ({ env, envFrom }: EnvSources): boolean =>
  (env ?? []).some((variable) => variable.valueFrom?.secretKeyRef !== undefined) || (envFrom ?? []).some((source) => source.secretRef !== undefined);
const usesConfigMaps = ({ env, envFrom }: EnvSources): boolean =>
  (env ?? []).some((variable) => variable.valueFrom?.configMapKeyRef !== undefined) || (envFrom ?? []).some((source) => source.configMapRef !== undefined);
const projects = (volume: Volume, source: 'secret' | 'configMap'): boolean => (volume.projected?.sources ?? []).some((each) => each[source] !== undefined);

const IN_VOLUMES: readonly (readonly [holds: (volume: Volume) => boolean, what: string])[] = [
  [(v) => v.csi !== undefined, 'csidrivers (via CSI volumes)'],
  [(v) => v.glusterfs !== undefined, 'endpoints (via glusterFS volumes)'],
  [(v) => v.persistentVolumeClaim !== undefined, 'persistentvolumeclaims'],
  [(v) => v.ephemeral !== undefined, 'persistentvolumeclaims (via ephemeral volumes)'],
  [(v) => (v.projected?.sources ?? []).some((source) => source.serviceAccountToken !== undefined), 'serviceaccounts (via projected volumes)'],
  [(v) => (v.projected?.sources ?? []).some((source) => source.clusterTrustBundle !== undefined), 'clustertrustbundles'],
  [(v) => (v.projected?.sources ?? []).some((source) => source.podCertificate !== undefined), 'podcertificates'],
];

/** `secrets`; undefined: nothing of the API's. */
export function apiReference({ spec }: Pod): string | undefined {
  if (spec === undefined) return undefined;
  const containers = [...spec.initContainers ?? [], ...spec.containers];
  const volumes = spec.volumes ?? [];
  if ((spec.serviceAccountName ?? '') !== '') return 'serviceaccounts';
  if ((spec.imagePullSecrets ?? []).length > 0 || containers.some(usesSecrets) || volumes.some((v) => v.secret !== undefined || v.azureFile !== undefined || projects(v, 'secret'))) return 'secrets';
  if (containers.some(usesConfigMaps) || volumes.some((v) => v.configMap !== undefined || projects(v, 'configMap'))) return 'configmaps';
  if ((spec.resourceClaims ?? []).length > 0) return 'resourceclaims';
  for (const volume of volumes) for (const [holds, what] of IN_VOLUMES) if (holds(volume)) return what;
  return undefined;
}
