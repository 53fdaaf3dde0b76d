/** What a pod's RuntimeClass adds to it. @k8s plugin/pkg/admission/runtimeclass/admission.go; golden cluster/sched-runtimeclass */
import { sameObject, type Pod, type RuntimeClass, type Toleration } from '../../api/index.ts';
import { isFailure, type Failure, type ServerContext } from '../context.ts';
import { forbid } from './forbid.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

const isOurs = ({ operation, resource, subresource }: Attributes): boolean => operation === 'CREATE' && resource === 'pods' && subresource === undefined;

function classOf(pod: Pod, { store }: ServerContext): RuntimeClass | undefined {
  const name = pod.spec?.runtimeClassName;
  return name === undefined ? undefined : store.get('runtimeclasses.node.k8s.io', name) as RuntimeClass | undefined; // the resource tells the type
}

const MISMATCH = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  idle: (operation, subresource) => operation !== 'CREATE' || subresource !== undefined,
  resources: ['pods'],
  admit(attributes, object, context) {
    const pod = object as Pod; // checked next
    if (!isOurs(attributes) || pod.spec?.runtimeClassName === undefined) return object;
    const found = classOf(pod, context);
    if (found === undefined) return forbid(attributes, pod, `pod rejected: RuntimeClass ${JSON.stringify(pod.spec.runtimeClassName)} not found`);
    const weighed = withOverhead(attributes, pod, found);
    return isFailure(weighed) ? weighed : withScheduling(attributes, weighed, found);
  },
  validate(attributes, object, context) {
    if (!isOurs(attributes)) return undefined;
    const pod = object as Pod; // the resource tells the type
    const fixed = classOf(pod, context)?.overhead?.podFixed;
    const own = pod.spec?.overhead;
    if (fixed !== undefined) return sameObject(fixed, own) ? undefined : forbid(attributes, pod, MISMATCH);
    return Object.keys(own ?? {}).length === 0 ? undefined
      : forbid(attributes, pod, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
  },
};

function withOverhead(attributes: Attributes, pod: Pod, { overhead }: RuntimeClass): Pod | Failure {
  const { spec } = pod;
  if (overhead?.podFixed === undefined || spec === undefined) return pod;
  if (spec.overhead !== undefined && !sameObject(spec.overhead, overhead.podFixed)) return forbid(attributes, pod, MISMATCH);
  return { ...pod, spec: { ...spec, overhead: overhead.podFixed } };
}

function withScheduling(attributes: Attributes, pod: Pod, { scheduling }: RuntimeClass): Pod | Failure {
  const { spec } = pod;
  if (scheduling === undefined || spec === undefined) return pod;
  const { nodeSelector: wanted = {}, tolerations: more = [] } = scheduling;
  const own = spec.nodeSelector ?? {};
  for (const key of Object.keys(wanted).sort()) {
    if (own[key] !== undefined && own[key] !== wanted[key]) {
      return forbid(attributes, pod, `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${wanted[key]}; pod.spec.nodeSelector[${key}] = ${own[key]}`);
    }
  }
  const nodeSelector = { ...own, ...wanted };
  const tolerations = merged(spec.tolerations ?? [], more);
  return { ...pod, spec: { ...spec, ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }), ...(tolerations.length === 0 ? {} : { tolerations }) } };
}

/** Without those that another one covers. @k8s pkg/util/tolerations/tolerations.go MergeTolerations */
function merged(first: readonly Toleration[], second: readonly Toleration[]): readonly Toleration[] {
  const all = [...first, ...second];
  return all.filter((toleration, i) => !all.some((other, j) => i !== j && covers(other, toleration) && !(j > i && covers(toleration, other))));
}

function covers(wide: Toleration, narrow: Toleration): boolean {
  if (sameObject(wide, narrow)) return true;
  if ((wide.key ?? '') !== (narrow.key ?? '') && !((wide.key ?? '') === '' && wide.operator === 'Exists')) return false;
  if ((wide.effect ?? '') !== '' && wide.effect !== narrow.effect) return false;
  if (wide.effect === 'NoExecute') {
    if (wide.tolerationSeconds !== undefined && (narrow.tolerationSeconds === undefined || wide.tolerationSeconds < narrow.tolerationSeconds)) return false;
  }
  return wide.operator === 'Exists' || (wide.value ?? '') === (narrow.value ?? '');
}
