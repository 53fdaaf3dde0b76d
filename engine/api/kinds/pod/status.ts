/** What may be written to a pod's status. @k8s pkg/apis/core/validation/validation.go ValidatePodStatusUpdate */
import { dns1123SubdomainProblems, qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, forbidden, invalid } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { validateImmutable, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { parseIp } from '../../rules/ip.ts';
import { ipErrors } from '../../rules/ipErrors.ts';
import { isSidecar } from '../../rules/resources.ts';
import type { Container, ContainerStatus, Pod, PodCondition, PodSpec, PodStatus } from '../../schema/types.ts';
import { validateAnnotationUpdate } from './annotations.ts';
import { invalids } from './checks.ts';

const COUNT = 'must be a non-negative integer';
const SYSTEM = ['PodScheduled', 'Ready', 'Initialized'];

const validateConditions = (conditions: readonly PodCondition[]): FieldError[] => conditions.flatMap(({ type, observedGeneration = 0 }, index) => {
  const path = `status.conditions[${index}]`;
  return [
    ...(observedGeneration < 0 ? [invalid(`${path}.observedGeneration`, observedGeneration, COUNT)] : []),
    ...(SYSTEM.includes(type) ? [] : invalids(`${path}.Type`, type, qualifiedNameProblems(type))),
  ];
});

/** @k8s gate ClearingNominatedNodeNameAfterBinding */
function validateNomination(next: PodStatus, old: PodStatus, spec: PodSpec | undefined): FieldError[] {
  const [path, name] = ['status.nominatedNodeName', next.nominatedNodeName ?? ''];
  if (name === '' || name === (old.nominatedNodeName ?? '')) return [];
  const bound = (spec?.nodeName ?? '') !== '';
  return [...invalids(path, name, dns1123SubdomainProblems(name)), ...(bound ? [forbidden(path, 'may not be set on pods that are already bound to a node')] : [])];
}

const TRANSITION = 'may not be transitioned to non-terminated state';
type Statuses = readonly ContainerStatus[] | undefined;

/** Containers that ended for good stay so. */
function validateTransitions(path: string, next: Statuses, old: Statuses, mayReturn: (status: ContainerStatus, exitCode: number) => boolean): FieldError[] {
  return (old ?? []).flatMap((status, index) => {
    const ended = status.state?.terminated;
    const now = (next ?? []).find(({ name }) => name === status.name);
    if (ended === undefined || now === undefined || now.state?.terminated !== undefined || mayReturn(status, ended.exitCode ?? 0)) return [];
    return [forbidden(`${path}[${index}].state`, TRANSITION)];
  });
}

const byPolicy = (policy: string | undefined, exitCode: number): boolean => policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);

/** @k8s pkg/api/v1/pod/util.go ContainerShouldRestart */
function restarts(container: Container | undefined, { restartPolicy }: PodSpec, exitCode: number): boolean {
  if (container === undefined) return false;
  const matches = (container.restartPolicyRules ?? []).some(({ exitCodes }) =>
    exitCodes !== undefined && (exitCodes.values ?? []).includes(exitCode) === (exitCodes.operator === 'In'));
  return matches || byPolicy(container.restartPolicy ?? restartPolicy, exitCode);
}

function validateContainers(next: PodStatus, old: PodStatus, spec: PodSpec): FieldError[] {
  const called = (list: readonly Container[] | undefined, wanted: string): Container | undefined => (list ?? []).find(({ name }) => name === wanted);
  // One container's end may begin all of them anew.
  const all = spec.containers.some(({ restartPolicyRules = [] }) => restartPolicyRules.some(({ action }) => action === 'RestartAllContainers'));
  if (all) return [];
  return [
    ...validateTransitions('status.containerStatuses', next.containerStatuses, old.containerStatuses,
      ({ name }, exitCode) => restarts(called(spec.containers, name), spec, exitCode)),
    ...validateTransitions('status.initContainerStatuses', next.initContainerStatuses, old.initContainerStatuses, ({ name }, exitCode) => {
      const container = called(spec.initContainers, name);
      return byPolicy(spec.restartPolicy, exitCode) || (container !== undefined && isSidecar(container));
    }),
    ...validateTransitions('status.ephemeralContainerStatuses', next.ephemeralContainerStatuses, old.ephemeralContainerStatuses, () => false),
  ];
}

function validateClaims({ resourceClaimStatuses = [] }: PodStatus, spec: PodSpec): FieldError[] {
  const names = new Set<string>();
  return resourceClaimStatuses.flatMap(({ name, resourceClaimName: claim }, index) => {
    const path = `status.resourceClaimStatuses[${index}].name`;
    const known = (spec.resourceClaims ?? []).some((each) => each.name === name);
    const errors = known ? [] : [invalid(path, name, 'must match the name of an entry in `spec.resourceClaims`')];
    if (names.has(name)) errors.push(duplicate(path, name));
    names.add(name);
    return claim === undefined ? errors : [...errors, ...invalids(path, claim, dns1123SubdomainProblems(claim))];
  });
}

/** One address of each family. */
function validateAddresses(path: string, next: readonly { readonly ip?: string }[] = [], old: readonly { readonly ip?: string }[] = []): FieldError[] {
  const before = old.map(({ ip = '' }) => ip);
  const errors = next.flatMap(({ ip = '' }, index) => ipErrors(`${path}[${index}]`, ip, before));
  const families = new Set(next.map(({ ip = '' }) => parseIp(ip)?.family));
  if (next.length < 2 || (families.size === 2 && next.length === 2)) return errors;
  return [...errors, invalid(path, next.map(({ ip = '' }) => ({ IP: ip })), 'may specify no more than one IP for each IP family')];
}

export function validatePodStatusUpdate(next: Pod, old: Pod): FieldError[] {
  const [status, before, spec]: [PodStatus, PodStatus, PodSpec] = [next.status ?? {}, old.status ?? {}, old.spec ?? { containers: [] }];
  const { observedGeneration = 0, hostIPs = [], hostIP = '' } = status;
  const [first] = hostIPs;
  return [
    ...validateMetaUpdate(next, old), ...validateAnnotationUpdate(next, old),
    ...validateConditions(status.conditions ?? []),
    ...validateNomination(status, before, old.spec),
    ...(observedGeneration < 0 ? [invalid('status.observedGeneration', observedGeneration, COUNT)] : []),
    ...validateImmutable('status.qosClass', status.qosClass, before.qosClass),
    ...validateContainers(status, before, spec),
    ...validateClaims(status, spec),
    ...validateAddresses('status.podIPs', status.podIPs, before.podIPs),
    ...(first !== undefined && first.ip !== hostIP ? [invalid('status.hostIPs[0].ip', first.ip ?? '', 'must be equal to `hostIP`')] : []),
    ...validateAddresses('status.hostIPs', hostIPs, before.hostIPs),
  ];
}
