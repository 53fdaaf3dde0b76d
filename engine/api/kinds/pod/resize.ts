/** What `resize` and `ephemeralcontainers` may change. @k8s pkg/apis/core/validation/validation.go ValidatePodResize, ValidatePodEphemeralContainersUpdate */
import { compareQuantity, quantityOf } from '../../../base/index.ts';
import { forbidden, invalid } from '../../fieldError.ts';
import { ephemeralDifference } from '../../goDump/dump.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import { isSidecar, qosClass } from '../../rules/resources.ts';
import type { Container, Pod, PodSpec, ResourceRequirements } from '../../schema/types.ts';

const MIRROR = 'kubernetes.io/config.mirror';
/** Upstream's path for "the whole object". */
const ROOT = '[]';
const LISTS = ['containers', 'initContainers'] as const;
type Amounts = { readonly [name: string]: string | number };

const isMirror = (pod: Pod): boolean => pod.metadata?.annotations?.[MIRROR] !== undefined;

/** Only resources and how they are changed count; added, removed or renamed containers stay for the validation to refuse. */
export function resized(next: Pod, old: Pod): Pod {
  const [to, from] = [next.spec, old.spec];
  if (to === undefined || from === undefined) return old;
  if (LISTS.some((list) => (to[list] ?? []).length !== (from[list] ?? []).length)) return next;
  const merged = (list: typeof LISTS[number]): readonly Container[] => {
    const [now, before] = [to[list] ?? [], from[list] ?? []];
    if (now.some(({ name }, index) => name !== before[index]?.name)) return now;
    return before.map((container, index) => {
      const { resources: _resources, resizePolicy: _policy, ...rest } = container;
      const { resources, resizePolicy } = now[index] ?? {};
      return { ...rest, ...(resources === undefined ? {} : { resources }), ...(resizePolicy === undefined ? {} : { resizePolicy }) };
    });
  };
  const { resources: _resources, ...kept } = from;
  return {
    ...old,
    spec: {
      ...kept, containers: merged('containers'), ...(from.initContainers === undefined ? {} : { initContainers: merged('initContainers') }),
      ...(to.resources === undefined ? {} : { resources: to.resources }),
    },
  };
}

function orderErrors(next: PodSpec, old: PodSpec): FieldError[] {
  return LISTS.flatMap((list) => {
    const [now, before] = [next[list] ?? [], old[list] ?? []];
    if (now.length !== before.length) return [forbidden(`spec.${list}`, `${list} may not be added or removed on resize`)];
    return before.flatMap(({ name }, index) => (now[index]?.name === name ? []
      : [forbidden(`spec.${list}[${index}].name`, `${list} may not be renamed or reordered on resize`)]));
  });
}

const removed = (next: Amounts = {}, old: Amounts = {}): boolean => Object.keys(old).some((name) => next[name] === undefined);

const removalErrors = (path: string, next: ResourceRequirements = {}, old: ResourceRequirements = {}, whose = 'resource'): FieldError[] => [
  ...(removed(next.requests, old.requests) ? [forbidden(`${path}.requests`, `${whose} requests cannot be removed`)] : []),
  ...(removed(next.limits, old.limits) ? [forbidden(`${path}.limits`, `${whose} limits cannot be removed`)] : []),
];

/** Whether amounts of anything but CPU and memory differ. */
function otherChanged(next: Amounts = {}, old: Amounts = {}): boolean {
  const names = new Set([...Object.keys(next), ...Object.keys(old)]);
  return [...names].some((name) => name !== 'cpu' && name !== 'memory'
    && (next[name] === undefined || old[name] === undefined || compareQuantity(quantityOf(next[name]), quantityOf(old[name])) !== 0));
}

const otherResources = (next: ResourceRequirements = {}, old: ResourceRequirements = {}): boolean =>
  otherChanged(next.requests, old.requests) || otherChanged(next.limits, old.limits);

/** Whether a container differs in more than CPU and memory; one with claims always does. */
function alien(next: Container, old: Container): boolean {
  const { resources, resizePolicy = [], ...rest } = next;
  const { resources: before, resizePolicy: policy = [], ...kept } = old;
  return otherResources(resources, before) || (before?.claims ?? []).length > 0 || !sameObject(resizePolicy, policy) || !sameObject(rest, kept);
}

function initErrors(path: string, next: Container, old: Container): FieldError[] {
  const restarts = !isSidecar(next) && (next.resizePolicy ?? []).some(({ restartPolicy }) => restartPolicy === 'RestartContainer') && !sameObject(next, old);
  return [
    ...(alien(next, old) ? [forbidden(path, 'only cpu and memory resources for init or sidecar containers are mutable')] : []),
    ...(restarts ? [forbidden(path, 'non-sidecar init containers with a resize policy of RestartContainer cannot be resized')] : []),
  ];
}

/** What the pod asks for as a whole. @k8s ValidatePodResize under the gate InPlacePodLevelResourcesVerticalScaling */
function podLevelErrors({ resources: next }: PodSpec, { resources: old }: PodSpec): FieldError[] {
  const set = (resources: ResourceRequirements = {}): boolean => Object.keys({ ...resources.requests, ...resources.limits }).length > 0;
  if (!set(next) && !set(old)) return [];
  if (next === undefined) return [forbidden('spec.resources', 'pod-level resources cannot be removed')];
  return [...removalErrors('spec.resources', next, old, 'pod-level resource'),
    ...(otherResources(next, old) ? [forbidden('spec', 'only cpu and memory resources are mutable at pod-level')] : [])];
}

/** golden pods/pod-resize-refused */
export function resizeErrors(next: Pod, old: Pod): FieldError[] {
  if (isMirror(old)) return [forbidden(ROOT, 'static pods cannot be resized')];
  if (old.spec?.os?.name === 'windows') return [forbidden(ROOT, 'windows pods cannot be resized')];
  const errors = validateMetaUpdate(next, old);
  const [spec, before] = [next.spec, old.spec];
  if (spec === undefined || before === undefined) return errors;
  if (qosClass(next) !== qosClass(old)) {
    errors.push(invalid('spec', next.status?.qosClass ?? qosClass(next), 'Pod QOS Class may not change as a result of resizing'));
  }
  errors.push(...podLevelErrors(spec, before));
  const order = orderErrors(spec, before);
  if (order.length > 0) return [...errors, ...order];
  for (const list of ['initContainers', 'containers'] as const) {
    errors.push(...(before[list] ?? []).flatMap(({ resources }, index) => removalErrors(`spec.${list}[${index}].resources`, spec[list]?.[index]?.resources, resources)));
  }
  for (const [index, container] of before.containers.entries()) {
    const now = spec.containers[index];
    if (now !== undefined && alien(now, container)) errors.push(forbidden('spec', 'only cpu and memory resources are mutable'));
  }
  for (const [index, container] of (before.initContainers ?? []).entries()) {
    const now = spec.initContainers?.[index];
    if (now !== undefined) errors.push(...initErrors(`spec.initContainers[${index}]`, now, container));
  }
  return errors;
}

/** golden pods/pod-ephemeral-debug */
export function ephemeralContainerErrors(next: Pod, old: Pod): FieldError[] {
  if (isMirror(old)) return [forbidden(ROOT, 'static pods do not support ephemeral containers')];
  const now = next.spec?.ephemeralContainers ?? [];
  const changes = (old.spec?.ephemeralContainers ?? []).flatMap((before) => {
    const after = now.find(({ name }) => name === before.name);
    if (after === undefined) return [forbidden('spec.ephemeralContainers', `existing ephemeral containers "${before.name}" may not be removed\n`)];
    return sameObject(after, before) ? []
      : [forbidden('spec.ephemeralContainers', `existing ephemeral containers "${before.name}" may not be changed\n${ephemeralDifference(after, before)}`)];
  });
  return [...validateMetaUpdate(next, old), ...changes];
}
