/** What makes a pod a certain one of its set: ordinal, name, labels, host name, and the volumes of its claims. @k8s pkg/controller/statefulset/stateful_set_utils.go */
import type { Pod, StatefulSet, Volume } from '../../api/index.ts';
import { nameOf, namespaceOf } from '../owners.ts';
import { podFromTemplate } from '../podControl.ts';
import { REVISION_LABEL } from '../revisions.ts';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';
const HIGHEST_ORDINAL = 2147483647;

type Place = { readonly parent: string; readonly ordinal: number };

/** `web-2` is number 2 of `web`; −1 for a name that says no number. */
function placeOf(pod: Pod): Place {
  const [, parent = '', digits = ''] = /^(.*)-([0-9]+)$/s.exec(nameOf(pod)) ?? [];
  const ordinal = digits === '' ? -1 : Number(digits);
  return { parent, ordinal: ordinal > HIGHEST_ORDINAL ? -1 : ordinal };
}
export const ordinalOf = (pod: Pod): number => placeOf(pod).ordinal;
export const isMemberOf = (set: StatefulSet, pod: Pod): boolean => placeOf(pod).parent === nameOf(set);

export const replicasOf = (set: StatefulSet): number => set.spec?.replicas ?? 0;
export const startOrdinal = (set: StatefulSet): number => set.spec?.ordinals?.start ?? 0;
export const isInRange = (set: StatefulSet, ordinal: number): boolean => ordinal >= startOrdinal(set) && ordinal < startOrdinal(set) + replicasOf(set);
export const podName = (set: StatefulSet, ordinal: number): string => `${nameOf(set)}-${ordinal}`;
export const claimName = (set: StatefulSet, template: string, ordinal: number): string => `${template}-${nameOf(set)}-${ordinal}`;
export const revisionOf = (pod: Pod): string => pod.metadata?.labels?.[REVISION_LABEL] ?? '';

/** Names of the claim templates; a later one of the same name takes its place. */
export const claimTemplates = (set: StatefulSet): readonly string[] => [...new Set((set.spec?.volumeClaimTemplates ?? []).map(nameOf))];

export const identityMatches = (set: StatefulSet, pod: Pod): boolean => {
  const { parent, ordinal } = placeOf(pod);
  return ordinal >= 0 && parent === nameOf(set) && nameOf(pod) === podName(set, ordinal) && pod.metadata?.labels?.[POD_NAME] === nameOf(pod);
};

/** Every claim template has its volume. */
export function storageMatches(set: StatefulSet, pod: Pod): boolean {
  const names = claimTemplates(set);
  if (names.length === 0) return true;
  const ordinal = ordinalOf(pod);
  const volumes = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, volume]));
  return names.every((name) => volumes.get(name)?.persistentVolumeClaim?.claimName === claimName(set, name, ordinal));
}

export function withIdentity(set: StatefulSet, pod: Pod): Pod {
  const ordinal = ordinalOf(pod);
  const name = podName(set, ordinal);
  return {
    ...pod, metadata: { ...pod.metadata, name, namespace: namespaceOf(set), labels: { ...pod.metadata?.labels, [POD_NAME]: name, [POD_INDEX]: String(ordinal) } },
  };
}

/** The claims' volumes first; the template's own of the same names give way. */
export function withStorage(set: StatefulSet, pod: Pod): Pod {
  const names = claimTemplates(set);
  if (pod.spec === undefined || names.length === 0) return pod;
  const ordinal = ordinalOf(pod);
  const claims = names.map((name): Volume => ({ name, persistentVolumeClaim: { claimName: claimName(set, name, ordinal) } }));
  return { ...pod, spec: { ...pod.spec, volumes: [...claims, ...(pod.spec.volumes ?? []).filter(({ name }) => !names.includes(name))] } };
}

/** @param set with the template of the revision */
export function newPod(set: StatefulSet, revision: string, ordinal: number): Pod {
  const plain = podFromTemplate(set, set.spec?.template);
  const name = podName(set, ordinal);
  const subdomain = set.spec?.serviceName ?? '';
  const { subdomain: _, ...spec } = plain.spec ?? { containers: [] };
  const named = withIdentity(set, {
    ...plain, metadata: { ...plain.metadata, name }, spec: { ...spec, hostname: name, ...(subdomain === '' ? {} : { subdomain }) },
  });
  const pod = withStorage(set, named);
  return { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata?.labels, [REVISION_LABEL]: revision } } };
}

/** Below the partition a new pod is of the old revision. @k8s newVersionedStatefulSetPod */
export function isHeldBack(set: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {};
  if (rollingUpdate !== undefined) return ordinal < startOrdinal(set) + (rollingUpdate.partition ?? 0);
  return type === 'RollingUpdate' && ordinal < startOrdinal(set) + (set.status?.currentReplicas ?? 0);
}
