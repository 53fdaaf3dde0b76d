/** Validation of containers. @k8s pkg/apis/core/validation/validation.go validateContainers */
import { dns1123LabelProblems } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notFound, notSupported, required, tooMany } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { isSidecar } from '../../rules/resources.ts';
import type { Container, ContainerPort, ContainerResizePolicy, PodSpec } from '../../schema/types.ts';
import { asGiven, invalids, oneOf, portNameProblems, portProblems } from './checks.ts';
import type { AnyContainer, PodContext } from './context.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validateDevices, validateMounts } from './mounts.ts';
import { forbidProbes, validateLifecycle, validateProbe } from './probes.ts';
import { validateClaimNames, validateResources } from './resources.ts';
import { validateContainerSecurity } from './security.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

function validatePorts(path: string, ports: readonly ContainerPort[]): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const here = `${path}[${index}]`;
    const errors: FieldError[] = [];
    const { name = '', hostPort = 0, protocol } = port;
    const containerPort = port.containerPort ?? 0;
    if (name !== '') {
      const problems = portNameProblems(name);
      if (problems.length > 0) errors.push(...invalids(`${here}.name`, name, problems));
      else if (names.has(name)) errors.push(duplicate(`${here}.name`, name));
      else names.add(name);
    }
    if (containerPort === 0) errors.push(required(`${here}.containerPort`));
    else errors.push(...invalids(`${here}.containerPort`, containerPort, portProblems(containerPort)));
    if (hostPort !== 0) errors.push(...invalids(`${here}.hostPort`, hostPort, portProblems(hostPort)));
    return [...errors, ...oneOf(`${here}.protocol`, protocol, PROTOCOLS)];
  });
}

/** @k8s pkg/apis/core/validation/validation.go validateResizePolicy */
function validateResizePolicy(path: string, policies: readonly ContainerResizePolicy[], podPolicy: string): FieldError[] {
  const seen = new Set<string>();
  return policies.flatMap((policy, index) => {
    const { resourceName = '', restartPolicy = '' } = asGiven(policy);
    const errors = seen.has(resourceName) ? [duplicate(`${path}[${index}]`, resourceName)] : [];
    seen.add(resourceName);
    errors.push(...oneOf(path, resourceName, ['cpu', 'memory']), ...oneOf(path, restartPolicy, ['NotRequired', 'RestartContainer']));
    if (podPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.push(invalid(path, restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    }
    return errors;
  });
}

function validateCommon(path: string, container: AnyContainer, context: PodContext): FieldError[] {
  const name = container.name ?? '';
  const claims = container.resources?.claims;
  return [
    ...(name === '' ? [required(`${path}.name`)] : invalids(`${path}.name`, name, dns1123LabelProblems(name))),
    ...((container.image ?? '') === '' ? [required(`${path}.image`)] : []),
    ...oneOf(`${path}.terminationMessagePolicy`, container.terminationMessagePolicy, ['File', 'FallbackToLogsOnError']),
    ...validatePorts(`${path}.ports`, container.ports ?? []),
    ...validateEnv(`${path}.env`, container.env ?? []),
    ...validateEnvFrom(`${path}.envFrom`, container.envFrom ?? []),
    ...validateMounts(`${path}.volumeMounts`, container, context),
    ...validateDevices(`${path}.volumeDevices`, container, context),
    ...oneOf(`${path}.imagePullPolicy`, container.imagePullPolicy, PULL_POLICIES),
    ...validateResources(`${path}.resources`, container.resources),
    ...(claims === undefined ? [] : validateClaimNames(`${path}.resources.claims`, claims, context.claims)),
    ...validateResizePolicy(`${path}.resizePolicy`, container.resizePolicy ?? [], context.restartPolicy),
    ...validateContainerSecurity(`${path}.securityContext`, container.securityContext, context.hostUsers),
  ];
}

const [MAX_RULES, MAX_EXIT_CODES] = [20, 255];
/** @k8s pkg/apis/core/validation/validation.go validateContainerRestartPolicy; golden pods/pod-restart-rules-exit-codes */
function validateRestart(path: string, { restartPolicy, restartPolicyRules = [] }: AnyContainer): FieldError[] {
  if (restartPolicyRules.length > 0 && restartPolicy === undefined) {
    return [required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used')];
  }
  const errors = restartPolicy === undefined || ['Always', 'Never', 'OnFailure'].includes(restartPolicy) ? []
    : [notSupported(`${path}.restartPolicy`, restartPolicy, ['Always', 'Never', 'OnFailure'])];
  const rules = `${path}.restartPolicyRules`;
  if (restartPolicyRules.length > MAX_RULES) errors.push(tooMany(rules, restartPolicyRules.length, MAX_RULES));
  for (const [index, rule] of restartPolicyRules.entries()) {
    const { action = '', exitCodes } = asGiven(rule);
    const here = `${rules}[${index}]`;
    if (!['Restart', 'RestartAllContainers'].includes(action)) {
      errors.push(notSupported(`${here}.action`, action, ['Restart', 'RestartAllContainers']));
    }
    if (exitCodes === undefined) { errors.push(required(`${here}.exitCodes`, 'must be specified')); continue; }
    const { operator = '', values = [] } = asGiven(exitCodes);
    if (!['In', 'NotIn'].includes(operator)) errors.push(notSupported(`${here}.exitCodes.operator`, operator, ['In', 'NotIn']));
    if (values.length > MAX_EXIT_CODES) errors.push(tooMany(`${here}.exitCodes.values`, values.length, MAX_EXIT_CODES));
  }
  return errors;
}

/** @k8s validateInitContainerRestartPolicy */
function validateInitRestart(path: string, container: Container): FieldError[] {
  if (container.restartPolicy === undefined) return [];
  if (container.restartPolicy !== 'Always') return validateRestart(path, container);
  return (container.restartPolicyRules ?? []).length === 0 ? []
    : [forbidden(`${path}.restartPolicyRules`, 'restartPolicyRules are not allowed for init containers with restart policy Always')];
}

/** What containers that go on running may have besides: hooks and probes. */
const validateRunning = (path: string, container: Container, grace: number | undefined): FieldError[] => [
  ...validateLifecycle(path, container.lifecycle, grace),
  ...validateProbe(path, 'livenessProbe', container.livenessProbe), ...validateProbe(path, 'readinessProbe', container.readinessProbe),
  ...validateProbe(path, 'startupProbe', container.startupProbe),
];

/** A port of the host can be taken once. */
function hostPortConflicts(path: string, containers: readonly Container[]): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap((container, at) => (container.ports ?? []).flatMap((port, index) => {
    if ((port.hostPort ?? 0) === 0) return [];
    const key = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort ?? 0}`;
    if (taken.has(key)) return [duplicate(`${path}[${at}].ports[${index}].hostPort`, key)];
    taken.add(key);
    return [];
  }));
}

function validateRegular(path: string, containers: readonly Container[], context: PodContext): FieldError[] {
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, container] of containers.entries()) {
    const here = `${path}[${index}]`;
    errors.push(...validateCommon(here, container, context));
    if (names.has(container.name)) errors.push(duplicate(`${here}.name`, container.name));
    names.add(container.name);
    errors.push(...validateRunning(here, container, context.grace), ...validateRestart(here, container));
  }
  return [...errors, ...hostPortConflicts(path, containers)];
}

function validateInit(path: string, spec: PodSpec, context: PodContext): FieldError[] {
  const names = new Set((spec.containers ?? []).map(({ name }) => name));
  return (spec.initContainers ?? []).flatMap((container, index) => {
    const here = `${path}[${index}]`;
    const errors = [...validateCommon(here, container, context), ...validateInitRestart(here, container)];
    if (names.has(container.name)) errors.push(duplicate(`${here}.name`, container.name));
    else if ((container.name ?? '') !== '') names.add(container.name);
    // Upstream looks at each init container alone, so the first index is always named.
    errors.push(...hostPortConflicts(path, [container]));
    return [...errors, ...(isSidecar(container) ? validateRunning(here, container, context.grace) : forbidProbes(here, container))];
  });
}

const PADDED = 'must not have leading or trailing whitespace';
export const paddedImage = (path: string, image = ''): FieldError[] => (image.trim() === image ? [] : [invalid(`${path}.image`, image, PADDED)]);

const EPHEMERAL = 'cannot be set for an Ephemeral Container';
const NOT_EPHEMERAL = ['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules', 'livenessProbe', 'readinessProbe',
  'startupProbe', 'lifecycle'] as const;
const isSet = (value: unknown): boolean =>
  value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length > 0);

function validateEphemeral(path: string, spec: PodSpec, context: PodContext): FieldError[] {
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name));
  const names = new Set(others);
  return (spec.ephemeralContainers ?? []).flatMap((container, index) => {
    const here = `${path}[${index}]`;
    const target = container.targetContainerName ?? '';
    const errors = [...validateCommon(here, container, context), ...paddedImage(here, container.image)];
    if (names.has(container.name)) errors.push(duplicate(`${here}.name`, container.name));
    names.add(container.name);
    if (target !== '' && !others.has(target)) errors.push(notFound(`${here}.targetContainerName`, target));
    for (const field of NOT_EPHEMERAL) if (isSet(container[field])) errors.push(forbidden(`${here}.${field}`, EPHEMERAL));
    for (const [at, mount] of (container.volumeMounts ?? []).entries()) {
      if ((mount.subPath ?? '') !== '') errors.push(forbidden(`${here}.volumeMounts[${at}].subPath`, EPHEMERAL));
      if ((mount.subPathExpr ?? '') !== '') errors.push(forbidden(`${here}.volumeMounts[${at}].subPathExpr`, EPHEMERAL));
    }
    return errors;
  });
}

/** All three lists of containers; names are unique over all of them. */
export const validateAllContainers = (path: string, spec: PodSpec, context: PodContext): FieldError[] => [
  ...validateRegular(`${path}.containers`, spec.containers ?? [], context),
  ...validateInit(`${path}.initContainers`, spec, context),
  ...validateEphemeral(`${path}.ephemeralContainers`, spec, context),
];
