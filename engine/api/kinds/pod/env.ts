/** Validation of environment variables. @k8s pkg/apis/core/validation/validation.go validateEnv */
import { dns1123SubdomainProblems, qualifiedNameProblems } from '../../../base/index.ts';
import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { EnvFromSource, EnvVar, EnvVarSource, ObjectFieldSelector, ResourceFieldSelector } from '../../schema/types.ts';
import { configKeyProblems } from '../keyedData.ts';
import { envNameProblems, invalids } from './checks.ts';

/** What a container may learn of its own pod through variables. */
const ENV_FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP',
  'status.hostIPs', 'status.podIP', 'status.podIPs'];
export const VOLUME_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
/** Names that mean something, even where they may not be used. */
const KNOWN_FIELDS = [...ENV_FIELDS, ...VOLUME_FIELDS, 'spec.host', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase'];
const SUBSCRIPT = /^(metadata\.(?:annotations|labels))\['(.*)'\]$/;

export function validateFieldRef(path: string, ref: ObjectFieldSelector, allowed: readonly string[]): FieldError[] {
  if (ref.fieldPath === '') return [required(`${path}.fieldPath`)];
  const subscript = SUBSCRIPT.exec(ref.fieldPath);
  if (subscript !== null) {
    const key = subscript[2] ?? '';
    return invalids(`${path}.fieldPath`, key, qualifiedNameProblems(subscript[1] === 'metadata.annotations' ? key.toLowerCase() : key));
  }
  if (!KNOWN_FIELDS.includes(ref.fieldPath)) {
    return [invalid(`${path}.fieldPath`, ref.fieldPath, `error converting fieldPath: field label not supported: ${ref.fieldPath}`)];
  }
  return allowed.includes(ref.fieldPath) ? [] : [notSupported(`${path}.fieldPath`, ref.fieldPath, allowed)];
}

const RESOURCES = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory'];
export function validateResourceRef(path: string, ref: ResourceFieldSelector, inVolume: boolean): FieldError[] {
  if (inVolume && (ref.containerName ?? '') === '') return [required(`${path}.containerName`)];
  if (ref.resource === '') return [required(`${path}.resource`)];
  return RESOURCES.includes(ref.resource) || /^(limits|requests)\.hugepages-/.test(ref.resource) ? []
    : [notSupported(`${path}.resource`, ref.resource, RESOURCES)];
}

function validateKeyRef(path: string, ref: { readonly name?: string; readonly key: string }): FieldError[] {
  return [
    ...((ref.name ?? '') === '' ? [required(`${path}.name`)] : []),
    ...((ref.key ?? '') === '' ? [required(`${path}.key`)] : invalids(`${path}.key`, ref.key, configKeyProblems(ref.key))),
  ];
}

function validateSource(path: string, variable: EnvVar, source: EnvVarSource): FieldError[] {
  const errors: FieldError[] = [];
  if (source.fieldRef !== undefined) errors.push(...validateFieldRef(`${path}.fieldRef`, source.fieldRef, ENV_FIELDS));
  if (source.resourceFieldRef !== undefined) errors.push(...validateResourceRef(`${path}.resourceFieldRef`, source.resourceFieldRef, false));
  if (source.configMapKeyRef !== undefined) errors.push(...validateKeyRef(`${path}.configMapKeyRef`, source.configMapKeyRef));
  if (source.secretKeyRef !== undefined) errors.push(...validateKeyRef(`${path}.secretKeyRef`, source.secretKeyRef));
  const count = Object.values(source).filter((part) => part !== undefined).length;
  if (count === 0) {
    errors.push(invalid(path, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'));
  } else if ((variable.value ?? '') !== '') {
    errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  } else if (count > 1) {
    errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  }
  return errors;
}

export const validateEnv = (path: string, variables: readonly EnvVar[]): FieldError[] => variables.flatMap((variable, index) => {
  const here = `${path}[${index}]`;
  const name = variable.name ?? '';
  return [
    ...(name === '' ? [required(`${here}.name`)] : invalids(`${here}.name`, name, envNameProblems(name))),
    ...(variable.valueFrom === undefined ? [] : validateSource(`${here}.valueFrom`, variable, variable.valueFrom)),
  ];
});

export const validateEnvFrom = (path: string, sources: readonly EnvFromSource[]): FieldError[] => sources.flatMap((source, index) => {
  const here = `${path}[${index}]`;
  const errors = (source.prefix ?? '') === '' ? [] : invalids(`${here}.prefix`, source.prefix, envNameProblems(source.prefix ?? ''));
  for (const field of ['configMapRef', 'secretRef'] as const) {
    const ref = source[field];
    if (ref === undefined) continue;
    const name = ref.name ?? '';
    errors.push(...(name === '' ? [required(`${here}.${field}.name`)] : invalids(`${here}.${field}.name`, name, dns1123SubdomainProblems(name))));
  }
  const count = Number(source.configMapRef !== undefined) + Number(source.secretRef !== undefined);
  if (count === 0) errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
  if (count > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  return errors;
});
