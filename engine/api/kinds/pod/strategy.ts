/** What of a written pod counts. @k8s pkg/registry/core/pod/strategy.go */
import { qosClass } from '../../rules/resources.ts';
import { sameObject } from '../../meta/equal.ts';
import type {
  AppArmorProfile, Container, EphemeralContainer, LabelSelector, ObjectMeta, Pod, PodAffinity, PodAffinityTerm, PodCondition, PodSpec, PodStatus,
} from '../../schema/types.ts';
import { APPARMOR } from './annotations.ts';
import { mapSame, set } from '../workload/podTemplate.ts';

/** A pod with scheduling gates says at once that it waits for them; `stampPod` adds when. Go prints the times that nobody set as null. */
const GATED = {
  type: 'PodScheduled', status: 'False', lastProbeTime: null, lastTransitionTime: null, reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
} as unknown as PodCondition;

type Labels = ObjectMeta['labels'];

/** Keys whose values are the pod's own become part of the selector. @k8s pkg/registry/core/pod/strategy.go applyMatchLabelKeysAndMismatchLabelKeys */
function withKeys(selector: LabelSelector | undefined, keys: readonly string[] = [], operator: string, labels: Labels): LabelSelector | undefined {
  const own = keys.flatMap((key) => (labels?.[key] === undefined ? [] : [{ key, operator, values: [labels[key] ?? ''] }]));
  return selector === undefined || own.length === 0 ? selector : { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...own] };
}

function withTermKeys(term: PodAffinityTerm, labels: Labels): PodAffinityTerm {
  const matched = withKeys(term.labelSelector, term.matchLabelKeys, 'In', labels);
  return set(term, { labelSelector: withKeys(matched, term.mismatchLabelKeys, 'NotIn', labels) });
}

const withAffinityKeys = (affinity: PodAffinity | undefined, labels: Labels): PodAffinity | undefined => affinity && set(affinity, {
  requiredDuringSchedulingIgnoredDuringExecution: mapSame(affinity.requiredDuringSchedulingIgnoredDuringExecution, (term) => withTermKeys(term, labels)),
  preferredDuringSchedulingIgnoredDuringExecution: mapSame(affinity.preferredDuringSchedulingIgnoredDuringExecution,
    (preference) => set(preference, { podAffinityTerm: withTermKeys(preference.podAffinityTerm ?? {} as PodAffinityTerm, labels) })),
});

function withLabelKeys(spec: PodSpec, labels: Labels): PodSpec {
  if (spec.topologySpreadConstraints === undefined && spec.affinity === undefined) return spec;
  return set(spec, {
    topologySpreadConstraints: mapSame(spec.topologySpreadConstraints, (constraint) =>
      set(constraint, { labelSelector: withKeys(constraint.labelSelector, constraint.matchLabelKeys, 'In', labels) })),
    affinity: spec.affinity && set(spec.affinity, {
      podAffinity: withAffinityKeys(spec.affinity.podAffinity, labels), podAntiAffinity: withAffinityKeys(spec.affinity.podAntiAffinity, labels),
    }),
  });
}

/** The profile that the old annotation names. @k8s pkg/api/pod/util.go ApparmorFieldForAnnotation */
export function annotatedProfile(annotation: string | undefined): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const local = annotation?.startsWith('localhost/') === true ? annotation.slice('localhost/'.length) : '';
  return local === '' || local.trim() !== local ? undefined : { type: 'Localhost', localhostProfile: local };
}

/** Annotations become fields, where these are not set. @k8s pkg/registry/core/pod/strategy.go applyAppArmorVersionSkew */
function withProfiles(spec: PodSpec, annotations: ObjectMeta['annotations']): PodSpec {
  if (annotations === undefined || spec.os?.name === 'windows') return spec;
  const change = <T extends Container | EphemeralContainer>(container: T): T => {
    const profile = annotatedProfile(annotations[`${APPARMOR}${container.name}`]);
    if (profile === undefined || container.securityContext?.appArmorProfile !== undefined) return container;
    if (sameObject(profile, spec.securityContext?.appArmorProfile)) return container;
    return { ...container, securityContext: { ...container.securityContext, appArmorProfile: profile } };
  };
  return set(spec, { containers: mapSame(spec.containers, change), initContainers: mapSame(spec.initContainers, change) });
}

export function prepareForCreate(given: Pod): Pod {
  const pod = given.spec === undefined ? given
    : set(given, { spec: withProfiles(withLabelKeys(given.spec, given.metadata?.labels), given.metadata?.annotations) });
  const gated = (pod.spec?.schedulingGates ?? []).length > 0;
  return {
    ...pod,
    metadata: { ...pod.metadata, generation: 1 },
    status: { phase: 'Pending', qosClass: qosClass(pod), ...(gated ? { conditions: [GATED] } : {}) },
  };
}

/** @k8s pkg/api/pod/util.go UpdatePodCondition: a condition that is set gets the time of its setting */
export function stampPod(next: Pod, old: Pod | undefined, now: string): Pod {
  if (old !== undefined || !(next.status?.conditions?.includes(GATED) ?? false)) return next;
  return { ...next, status: { ...next.status, conditions: [{ ...GATED, lastTransitionTime: now }] } };
}

export const prepareForUpdate = (next: Pod, old: Pod): Pod => {
  const { status: _status, ...rest } = next;
  return { ...rest, ...(old.status === undefined ? {} : { status: old.status }) };
};

const NONE: readonly PodCondition[] = [];

/** Which spec a status was made of is not forgotten by clients that do not know of it. @k8s preserveOldObservedGeneration */
function withGenerations(status: PodStatus, old: PodStatus): PodStatus {
  const forgotten = (status.conditions ?? NONE).some(({ type, observedGeneration = 0 }) =>
    observedGeneration === 0 && (old.conditions ?? NONE).some((before) => before.type === type && before.observedGeneration !== undefined));
  if (!forgotten && ((status.observedGeneration ?? 0) !== 0 || old.observedGeneration === undefined)) return status;
  const left = [...(old.conditions ?? [])];
  const conditions = mapSame(status.conditions, (condition) => {
    const at = left.findIndex(({ type }) => type === condition.type);
    const before = at < 0 ? undefined : left.splice(at, 1)[0]?.observedGeneration;
    return before === undefined || (condition.observedGeneration ?? 0) !== 0 ? condition : { ...condition, observedGeneration: before };
  });
  const seen = (status.observedGeneration ?? 0) === 0 ? old.observedGeneration : undefined;
  return set(status, { conditions, observedGeneration: seen });
}

/** The spec and the owners stay; the class of service was decided when the pod was made. */
export function prepareForStatusUpdate(next: Pod, old: Pod): Pod {
  const owners = old.metadata?.ownerReferences;
  const qos = (next.status?.qosClass ?? '') === '' ? old.status?.qosClass : undefined;
  if (next.spec === old.spec && next.metadata?.ownerReferences === owners && qos === undefined && next.status !== undefined) {
    const status = withGenerations(next.status, old.status ?? {});
    return status === next.status ? next : { ...next, status };
  }
  const { spec: _spec, ...rest } = next;
  const { ownerReferences: _owners, ...meta } = next.metadata ?? {};
  return {
    ...rest, metadata: owners === undefined ? meta : { ...meta, ownerReferences: owners }, ...(old.spec === undefined ? {} : { spec: old.spec }),
    status: set(withGenerations(next.status ?? {}, old.status ?? {}), { qosClass: qos }),
  };
}
