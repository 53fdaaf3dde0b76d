/** What `resize` and `ephemeralcontainers` may change. @k8s pkg/apis/core/validation/validation.go ValidatePodResize, ValidatePodEphemeralContainersUpdate */
import { forbidden, invalid } from '../../fieldError.ts';
import { ephemeralDifference, podSpecDifference } from '../../goDump/dump.ts';
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
  return { ...old, spec: { ...from, containers: merged('containers'), ...(from.initContainers === undefined ? {} : { initContainers: merged('initContainers') }) } };
}

function orderErrors(next: PodSpec, old: PodSpec): FieldError[] {
  return LISTS.flatMap((list) => {
    const [now, before] = [next[list] ?? [], old[list] ?? []];
    if (now.length !== before.length) return [forbidden('spec', `${list} may not be added or removed on resize`)];
    return before.flatMap(({ name }, index) => (now[index]?.name === name ? []
      : [forbidden(`spec.${list}[${index}].name`, `${list} may not be renamed or reordered on resize`)]));
  });
}

const removed = (next: Amounts = {}, old: Amounts = {}): boolean => Object.keys(old).some((name) => next[name] === undefined);

const removalErrors = (path: string, next: Container | undefined, old: Container): FieldError[] => [
  ...(removed(next?.resources?.requests, old.resources?.requests) ? [forbidden(`${path}.resources.requests`, 'resource requests cannot be removed')] : []),
  ...(removed(next?.resources?.limits, old.resources?.limits) ? [forbidden(`${path}.resources.limits`, 'resource limits cannot be removed')] : []),
];

/** The amounts with CPU and memory as they were. */
function withOldCompute(next: Amounts | undefined, old: Amounts | undefined): Amounts | undefined {
  const amounts: { [name: string]: string | number } = { ...next };
  for (const name of ['cpu', 'memory']) {
    const before = old?.[name];
    if (before === undefined) delete amounts[name];
    else amounts[name] = before;
  }
  return Object.keys(amounts).length === 0 && old === undefined ? undefined : amounts;
}

/** The new container as it would be if neither CPU, memory nor their policy had changed. */
function munged(next: Container, old: Container): Container {
  const { resources: _resources, resizePolicy: _policy, ...rest } = next;
  const requests = withOldCompute(next.resources?.requests, old.resources?.requests);
  const limits = withOldCompute(next.resources?.limits, old.resources?.limits);
  const resources: ResourceRequirements = { ...next.resources, ...(requests === undefined ? {} : { requests }), ...(limits === undefined ? {} : { limits }) };
  const kept = { ...resources } as { requests?: unknown; limits?: unknown };
  if (requests === undefined) delete kept.requests;
  if (limits === undefined) delete kept.limits;
  const none = Object.keys(kept).length === 0 && old.resources === undefined;
  return { ...rest, ...(none ? {} : { resources: kept as ResourceRequirements }), ...(old.resizePolicy === undefined ? {} : { resizePolicy: old.resizePolicy }) };
}

function changeErrors(next: PodSpec, old: PodSpec): FieldError[] {
  const errors: FieldError[] = [];
  const initContainers = (next.initContainers ?? []).map((container, index) => {
    const before = old.initContainers?.[index] ?? container;
    if (isSidecar(container)) return munged(container, before);
    if (!sameObject(container.resources ?? {}, before.resources ?? {})) {
      errors.push(forbidden(`spec.initContainers[${index}].resources`, 'resources for non-sidecar init containers are immutable'));
    }
    return before;
  });
  const containers = next.containers.map((container, index) => munged(container, old.containers[index] ?? container));
  const spec: PodSpec = { ...next, containers, ...(next.initContainers === undefined ? {} : { initContainers }) };
  if (!sameObject(spec, old)) errors.push(forbidden('spec', `only cpu and memory resources are mutable\n${podSpecDifference(spec, old)}`));
  return errors;
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
  const order = orderErrors(spec, before);
  if (order.length > 0) return [...errors, ...order];
  const kept = (before.initContainers ?? []).flatMap((container, index) =>
    (container.restartPolicy === undefined || isSidecar(container) ? removalErrors(`spec.initContainers[${index}]`, spec.initContainers?.[index], container) : []));
  return [...errors, ...kept, ...before.containers.flatMap((container, index) => removalErrors(`spec.containers[${index}]`, spec.containers[index], container)),
    ...changeErrors(spec, before)];
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
