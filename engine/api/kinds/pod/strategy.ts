/** What of a written pod counts. @k8s pkg/registry/core/pod/strategy.go */
import { qosClass } from '../../rules/resources.ts';
import type { Pod, PodCondition } from '../../schema/types.ts';

/** A pod with scheduling gates says at once that it waits for them. Go prints the times that nobody set as null. */
const GATED = {
  type: 'PodScheduled', status: 'False', lastProbeTime: null, lastTransitionTime: null, reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
} as unknown as PodCondition;

export function prepareForCreate(pod: Pod): Pod {
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
