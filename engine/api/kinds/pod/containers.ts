/** Validation of containers. @k8s pkg/apis/core/validation/validation.go validateContainers */
import { dns1123LabelProblems } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { isSidecar } from '../../rules/resources.ts';
import type { Container, ContainerPort, EphemeralContainer, PodSpec, SecurityContext } from '../../schema/types.ts';
import { invalids, oneOf, portNameProblems, portProblems } from './checks.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { forbidProbes, validateLifecycle, validateProbe } from './probes.ts';
import { validateResources } from './resources.ts';
import { validateMounts } from './volumes.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['FallbackToLogsOnError', 'File'];

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

const MAX_ID = 2 ** 31 - 1;
export const validateId = (path: string, id: number | undefined): FieldError[] =>
  (id !== undefined && (id < 0 || id > MAX_ID) ? [invalid(path, id, `must be between 0 and ${MAX_ID}, inclusive`)] : []);

function validateSecurity(path: string, context: SecurityContext | undefined): FieldError[] {
  if (context === undefined) return [];
  const errors = [...validateId(`${path}.runAsUser`, context.runAsUser), ...validateId(`${path}.runAsGroup`, context.runAsGroup)];
  if (context.privileged === true && context.allowPrivilegeEscalation === false) {
    errors.push(invalid(path, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
  }
  return errors;
}

type Any = Container | EphemeralContainer;

function validateCommon(path: string, container: Any, volumes: ReadonlySet<string>): FieldError[] {
  const { image = '' } = container;
  const name = container.name ?? '';
  const policy = container.terminationMessagePolicy;
  return [
    ...(name === '' ? [required(`${path}.name`)] : invalids(`${path}.name`, name, dns1123LabelProblems(name))),
    ...(image === '' ? [required(`${path}.image`)]
      : image.trim() === image ? [] : [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')]),
    ...(policy === undefined || MESSAGE_POLICIES.includes(policy) ? [] : [notSupported(`${path}.terminationMessagePolicy`, policy, MESSAGE_POLICIES)]),
    ...validatePorts(`${path}.ports`, container.ports ?? []),
    ...validateEnv(`${path}.env`, container.env ?? []),
    ...validateEnvFrom(`${path}.envFrom`, container.envFrom ?? []),
    ...validateMounts(`${path}.volumeMounts`, container.volumeMounts ?? [], volumes),
    ...oneOf(`${path}.imagePullPolicy`, container.imagePullPolicy, PULL_POLICIES),
    ...validateResources(`${path}.resources`, container.resources),
    ...validateSecurity(`${path}.securityContext`, container.securityContext),
  ];
}

/** @k8s pkg/apis/core/validation/validation.go validateContainerRestartPolicy */
function validateRestart(path: string, container: Any, init: boolean): FieldError[] {
  const { restartPolicy, restartPolicyRules = [] } = container;
  if (restartPolicyRules.length > 0 && restartPolicy === undefined) {
    return [required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used')];
  }
  const errors = restartPolicy === undefined ? [] : oneOf(`${path}.restartPolicy`, restartPolicy, ['Always', 'Never', 'OnFailure']);
  if (init && restartPolicy === 'Always' && restartPolicyRules.length > 0) {
    errors.push(invalid(`${path}.restartPolicyRules`, restartPolicyRules, 'restartPolicyRules are not supported for sidecar containers'));
  }
  for (const [index, rule] of restartPolicyRules.entries()) {
    const here = `${path}.restartPolicyRules[${index}]`;
    errors.push(...oneOf(`${here}.action`, rule.action, ['Restart', 'RestartAllContainers']));
    if (rule.exitCodes === undefined) errors.push(required(`${here}.exitCodes`, 'must be specified'));
    else errors.push(...oneOf(`${here}.exitCodes.operator`, rule.exitCodes.operator, ['In', 'NotIn']));
  }
  return errors;
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const validateRunning = (path: string, container: Container, grace: number | undefined): FieldError[] => [
  ...validateLifecycle(path, container.lifecycle, grace),
  ...PROBES.flatMap((kind) => validateProbe(path, kind, container[kind])),
];

/** Two containers of a pod cannot have one port of the host. */
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

/** All three lists of containers; names are unique over all of them. */
export function validateAllContainers(path: string, spec: PodSpec, volumes: ReadonlySet<string>): FieldError[] {
  const names = new Set<string>();
  const grace = spec.terminationGracePeriodSeconds;
  const unique = (here: string, name: string): FieldError[] => {
    if (names.has(name)) return [duplicate(`${here}.name`, name)];
    if (name !== '') names.add(name);
    return [];
  };
  const containers = spec.containers ?? [];
  const errors = containers.length === 0 ? [required(`${path}.containers`)] : [];
  for (const [index, container] of containers.entries()) {
    const here = `${path}.containers[${index}]`;
    errors.push(...validateCommon(here, container, volumes), ...unique(here, container.name ?? ''), ...validateRunning(here, container, grace),
      ...validateRestart(here, container, false));
  }
  errors.push(...hostPortConflicts(`${path}.containers`, containers));
  for (const [index, container] of (spec.initContainers ?? []).entries()) {
    const here = `${path}.initContainers[${index}]`;
    errors.push(...validateCommon(here, container, volumes), ...unique(here, container.name ?? ''),
      ...(isSidecar(container) ? validateRunning(here, container, grace) : forbidProbes(here, container)), ...validateRestart(here, container, true));
  }
  return [...errors, ...validateEphemeral(`${path}.ephemeralContainers`, spec, volumes, unique)];
}

const NOT_EPHEMERAL = ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle', 'resizePolicy'] as const;
function validateEphemeral(
  path: string, spec: PodSpec, volumes: ReadonlySet<string>, unique: (here: string, name: string) => FieldError[],
): FieldError[] {
  const targets = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name);
  return (spec.ephemeralContainers ?? []).flatMap((container, index) => {
    const here = `${path}[${index}]`;
    const target = container.targetContainerName ?? '';
    const busy = (container.resources?.limits ?? container.resources?.requests) !== undefined;
    return [
      ...validateCommon(here, container, volumes), ...unique(here, container.name ?? ''),
      ...(target === '' || targets.includes(target) ? [] : [{ type: 'notFound', path: `${here}.targetContainerName`, value: target, detail: '' } as const]),
      ...NOT_EPHEMERAL.filter((field) => container[field] !== undefined)
        .map((field) => forbidden(`${here}.${field}`, 'cannot be set for an Ephemeral Container')),
      ...(busy ? [forbidden(`${here}.resources`, 'cannot be set for an Ephemeral Container')] : []),
    ];
  });
}
