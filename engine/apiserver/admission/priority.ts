/** A pod's priority by its class. @k8s plugin/pkg/admission/priority/admission.go */
import { forbiddenStatus, type Pod } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { fail } from '../context.ts';
import type { AdmissionPlugin } from './types.ts';

/** @k8s pkg/apis/scheduling/types.go */
const SYSTEM: { readonly [name: string]: number } = { 'system-cluster-critical': 2_000_000_000, 'system-node-critical': 2_000_001_000 };

/** A replacement that does not say keeps what the pod has. @k8s golden kubectl/replace-and-force */
function asBefore(pod: Pod, old: Pod): Pod {
  const { priority: value, preemptionPolicy: policy } = old.spec ?? {};
  if (pod.spec === undefined || (pod.spec.priority !== undefined && pod.spec.preemptionPolicy !== undefined)) return pod;
  return { ...pod, spec: { ...(value === undefined ? {} : { priority: value }), ...(policy === undefined ? {} : { preemptionPolicy: policy }), ...pod.spec } };
}

export const priority: AdmissionPlugin = {
  name: 'Priority',
  admit({ operation, resource, subresource, name, old }, object, { store }) {
    if (operation === 'DELETE' || resource !== 'pods' || subresource !== undefined) return object;
    const pod = object as Pod; // the resource tells the type
    if (pod.spec === undefined) return pod;
    if (operation === 'UPDATE') return asBefore(pod, old as Pod); // the resource tells the type
    const className = pod.spec.priorityClassName ?? '';
    const stored = store.get('priorityclasses.scheduling.k8s.io', className) as JsonObject | undefined;
    const value = className === '' ? 0 : typeof stored?.['value'] === 'number' ? stored['value'] : SYSTEM[className];
    if (value === undefined) return fail(forbiddenStatus({ group: '', resource }, name, `no PriorityClass with name ${className} was found`));
    const policy = typeof stored?.['preemptionPolicy'] === 'string' ? stored['preemptionPolicy'] : 'PreemptLowerPriority';
    return { ...pod, spec: { ...pod.spec, priority: value, preemptionPolicy: policy } };
  },
};
