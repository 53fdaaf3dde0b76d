/** A pod's priority by its class. @k8s plugin/pkg/admission/priority/admission.go; golden cluster/sched-preemption-never, sched-priorityclass-errors */
import { systemPriority, type KubeObject, type Pod, type PriorityClass } from '../../api/index.ts';
import type { Failure, ServerContext } from '../context.ts';
import { forbid } from './forbid.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

const CLASSES = 'priorityclasses.scheduling.k8s.io';
const LOWER = 'PreemptLowerPriority';

/** A replacement that does not say keeps what the pod has. @k8s golden kubectl/replace-and-force */
function asBefore(pod: Pod, old: Pod): Pod {
  const { priority: value, preemptionPolicy: policy } = old.spec ?? {};
  if (pod.spec === undefined || (pod.spec.priority !== undefined && pod.spec.preemptionPolicy !== undefined)) return pod;
  return { ...pod, spec: { ...(value === undefined ? {} : { priority: value }), ...(policy === undefined ? {} : { preemptionPolicy: policy }), ...pod.spec } };
}

/** Of several defaults the lowest counts. */
function defaultClass({ store }: ServerContext): PriorityClass | undefined {
  let found: PriorityClass | undefined;
  for (const each of store.list(CLASSES, undefined) as readonly PriorityClass[]) { // the resource tells the type
    if (each.globalDefault === true && (found === undefined || (each.value ?? 0) < (found.value ?? 0))) found = each;
  }
  return found;
}

type Found = { readonly name: string; readonly value: number; readonly policy: string };

function classOf(name: string, context: ServerContext): Found | undefined {
  if (name === '') {
    const usual = defaultClass(context);
    return { name: usual?.metadata?.name ?? '', value: usual?.value ?? 0, policy: usual?.preemptionPolicy ?? LOWER };
  }
  const stored = context.store.get(CLASSES, name) as PriorityClass | undefined; // the resource tells the type
  if (stored !== undefined) return { name, value: stored.value ?? 0, policy: stored.preemptionPolicy ?? LOWER };
  const system = systemPriority(name);
  return system === undefined ? undefined : { name, value: system, policy: LOWER };
}

function withPriority(attributes: Attributes, pod: Pod, context: ServerContext): Pod | Failure {
  const { priorityClassName = '', priority: given, preemptionPolicy: policy } = pod.spec ?? {};
  const found = classOf(priorityClassName, context);
  if (found === undefined) return forbid(attributes, pod, `no PriorityClass with name ${priorityClassName} was found`);
  const computed = (what: string, ours: string | number): Failure => forbid(attributes, pod,
    `the ${what} must not be provided in pod spec; priority admission controller computed ${ours} from the given PriorityClass name`);
  if (given !== undefined && given !== found.value) return computed(`integer value of priority (${given})`, found.value);
  if (policy !== undefined && policy !== found.policy) return computed(`string value of PreemptionPolicy (${policy})`, found.policy);
  const named = found.name === '' ? {} : { priorityClassName: found.name };
  return { ...pod, spec: { ...pod.spec, ...named, priority: found.value, preemptionPolicy: found.policy } as NonNullable<Pod['spec']> }; // a pod that came so far has a spec
}

export const priority: AdmissionPlugin = {
  name: 'Priority',
  idle: (_operation, subresource) => subresource !== undefined,
  resources: ['pods', CLASSES],
  admit(attributes, object, context) {
    const { operation, resource, subresource, old } = attributes;
    if (operation === 'DELETE' || resource !== 'pods' || subresource !== undefined) return object;
    const pod = object as Pod; // the resource tells the type
    if (pod.spec === undefined) return pod;
    return operation === 'UPDATE' ? asBefore(pod, old as Pod) : withPriority(attributes, pod, context); // a pod replaces a pod
  },
  validate(attributes, object, context) {
    if (attributes.resource !== CLASSES) return undefined;
    return attributes.operation === 'DELETE' ? keepSystemClass(attributes) : oneDefault(attributes, object, context);
  },
};

/** @k8s pkg/registry/scheduling/priorityclass/storage/storage.go Delete */
function keepSystemClass(attributes: Attributes): Failure | undefined {
  return systemPriority(attributes.name) === undefined ? undefined : forbid(attributes, undefined, 'this is a system priority class and cannot be deleted');
}

function oneDefault(attributes: Attributes, object: KubeObject | undefined, context: ServerContext): Failure | undefined {
  if ((object as PriorityClass | undefined)?.globalDefault !== true) return undefined; // the resource tells the type
  const other = defaultClass(context)?.metadata?.name;
  if (other === undefined || (attributes.operation === 'UPDATE' && other === attributes.name)) return undefined;
  return forbid(attributes, object, `PriorityClass ${other} is already marked as default. Only one default can exist`);
}
