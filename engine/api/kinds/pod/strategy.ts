/** What of a written pod counts. @k8s pkg/registry/core/pod/strategy.go */
import { qosClass } from '../../rules/resources.ts';
import type { LabelSelector, ObjectMeta, Pod, PodAffinity, PodAffinityTerm, PodCondition, PodSpec } from '../../schema/types.ts';
import { mapSame, set } from '../workload/podTemplate.ts';

/** A pod with scheduling gates says at once that it waits for them. Go prints the times that nobody set as null. */
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

export function prepareForCreate(given: Pod): Pod {
  const pod = given.spec === undefined ? given : set(given, { spec: withLabelKeys(given.spec, given.metadata?.labels) });
  const gated = (pod.spec?.schedulingGates ?? []).length > 0;
  return {
    ...pod,
    metadata: { ...pod.metadata, generation: 1 },
    status: { phase: 'Pending', qosClass: qosClass(pod), ...(gated ? { conditions: [GATED] } : {}) },
  };
}

export const prepareForUpdate = (next: Pod, old: Pod): Pod => {
  const { status: _status, ...rest } = next;
  return { ...rest, ...(old.status === undefined ? {} : { status: old.status }) };
};

/** The spec stays; the class of service was decided when the pod was made. */
export function prepareForStatusUpdate(next: Pod, old: Pod): Pod {
  const { spec: _spec, ...rest } = next;
  const qos = old.status?.qosClass;
  return {
    ...rest, ...(old.spec === undefined ? {} : { spec: old.spec }),
    status: { ...next.status, ...(qos === undefined ? {} : { qosClass: qos }) },
  };
}
