/** Validation of environment variables. @k8s pkg/apis/core/validation/validation.go validateEnv */
import { canonicalQuantity, dns1123LabelProblems, dns1123SubdomainProblems, qualifiedNameProblems, quantityOf } from '../../../base/index.ts';
import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { maskDash } from '../../meta/objectMeta.ts';
import type {
  EnvFromSource, EnvVar, EnvVarSource, FileKeySelector, ObjectFieldSelector, ResourceFieldSelector,
} from '../../schema/types.ts';
import { configKeyProblems } from '../keyedData.ts';
import { asGiven, backstepErrors, envNameProblems, invalids } from './checks.ts';

/** What a container may learn of its own pod through variables. */
const ENV_FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP',
  'status.hostIPs', 'status.podIP', 'status.podIPs'];
export const VOLUME_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
/** Names that mean something, even where they may not be used. @k8s pkg/apis/core/pods/helpers.go ConvertDownwardAPIFieldLabel */
const KNOWN_FIELDS = [...ENV_FIELDS, ...VOLUME_FIELDS, 'spec.host', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase'];
const SUBSCRIPT = /^(.+?)\['(.*)'\]$/;

export function validateFieldRef(path: string, ref: ObjectFieldSelector, allowed: readonly string[]): FieldError[] {
  const { apiVersion = '', fieldPath = '' } = asGiven(ref);
  if (apiVersion === '') return [required(`${path}.apiVersion`)];
  if (fieldPath === '') return [required(`${path}.fieldPath`)];
  const unknown = (why: string): FieldError[] => [invalid(`${path}.fieldPath`, fieldPath, `error converting fieldPath: ${why}`)];
  if (apiVersion !== 'v1') return unknown(`unsupported pod version: ${apiVersion}`);
  const subscript = SUBSCRIPT.exec(fieldPath);
  if (subscript !== null) {
    const [, map = '', key = ''] = subscript;
    if (map === 'metadata.annotations') return invalids(path, key.toLowerCase(), qualifiedNameProblems(key.toLowerCase()));
    return map === 'metadata.labels' ? invalids(path, key, qualifiedNameProblems(key)) : unknown(`field label does not support subscript: ${fieldPath}`);
  }
  if (!KNOWN_FIELDS.includes(fieldPath)) return unknown(`field label not supported: ${fieldPath}`);
  const converted = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  return allowed.includes(converted) ? [] : [notSupported(`${path}.fieldPath`, converted, allowed)];
}

const RESOURCES = ['limits.cpu', 'limits.ephemeral-storage', 'limits.memory', 'requests.cpu', 'requests.ephemeral-storage', 'requests.memory'];
const BYTE_UNITS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const isHuge = (resource: string): boolean => /^(limits|requests)\.hugepages-/.test(resource);

/** @k8s pkg/apis/core/validation/validation.go validateContainerResourceDivisor */
function validateDivisor(path: string, resource: string, divisor: string | number | undefined): FieldError[] {
  if (divisor === undefined || quantityOf(divisor).nano === 0n) return [];
  const text = canonicalQuantity(divisor);
  const wrong = (allowed: readonly string[], list: string, name: string): FieldError[] => (allowed.includes(text) ? []
    : [invalid(`${path}.divisor`, resource, `only divisor's values ${list} are supported with the ${name} resource`)]);
  if (resource.endsWith('.cpu')) return wrong(['1m', '1'], '1m and 1', 'cpu');
  if (resource.endsWith('.memory')) return wrong(BYTE_UNITS, BYTE_UNITS.join(', '), 'memory');
  if (resource.endsWith('.ephemeral-storage')) return wrong(BYTE_UNITS, BYTE_UNITS.join(', '), 'local ephemeral storage');
  return isHuge(resource) ? wrong(BYTE_UNITS, BYTE_UNITS.join(', '), 'hugepages') : [];
}

export function validateResourceRef(path: string, ref: ResourceFieldSelector, inVolume: boolean): FieldError[] {
  const resource = ref.resource ?? '';
  const own = inVolume && (ref.containerName ?? '') === '' ? [required(`${path}.containerName`)]
    : resource === '' ? [required(`${path}.resource`)]
      : RESOURCES.includes(resource) || isHuge(resource) ? [] : [notSupported(`${path}.resource`, resource, RESOURCES)];
  return [...own, ...validateDivisor(path, resource, ref.divisor)];
}

const validateKeyRef = (path: string, { name = '', key = '' }: { readonly name?: string; readonly key?: string }): FieldError[] => [
  ...invalids(`${path}.name`, name, dns1123SubdomainProblems(name)),
  ...(key === '' ? [required(`${path}.key`)] : invalids(`${path}.key`, key, configKeyProblems(key))),
];

const validateFileRef = (path: string, { key = '', volumeName = '', path: file = '' }: Partial<FileKeySelector>): FieldError[] => [
  ...(key === '' ? [required(`${path}.key`)] : invalids(`${path}.key`, key, envNameProblems(key))),
  ...(volumeName === '' ? [required(`${path}.volumeName`)] : invalids(`${path}.volumeName`, volumeName, dns1123LabelProblems(volumeName))),
  ...(file === '' ? [required(`${path}.path`)] : backstepErrors(`${path}.path`, file)),
];

function validateSource(path: string, variable: EnvVar, source: EnvVarSource): FieldError[] {
  const errors: FieldError[] = [];
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  if (fieldRef !== undefined) errors.push(...validateFieldRef(`${path}.fieldRef`, fieldRef, ENV_FIELDS));
  if (resourceFieldRef !== undefined) errors.push(...validateResourceRef(`${path}.resourceFieldRef`, resourceFieldRef, false));
  if (configMapKeyRef !== undefined) errors.push(...validateKeyRef(`${path}.configMapKeyRef`, configMapKeyRef));
  if (secretKeyRef !== undefined) errors.push(...validateKeyRef(`${path}.secretKeyRef`, secretKeyRef));
  if (fileKeyRef !== undefined) errors.push(...validateFileRef(`${path}.fileKeyRef`, fileKeyRef));
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

/** What concerns a source as a whole is said of the list: upstream leaves the index out. */
export const validateEnvFrom = (path: string, sources: readonly EnvFromSource[]): FieldError[] => sources.flatMap((source, index) => {
  const here = `${path}[${index}]`;
  const errors = (source.prefix ?? '') === '' ? [] : invalids(`${here}.prefix`, source.prefix, envNameProblems(source.prefix ?? ''));
  for (const field of ['configMapRef', 'secretRef'] as const) {
    const ref = source[field];
    if (ref === undefined) continue;
    const name = ref.name ?? '';
    // A prefix of a name would do: the last dash may stay. @k8s ValidateConfigMapName(…, true)
    errors.push(...(name === '' ? [required(`${here}.${field}.name`)] : invalids(`${here}.${field}.name`, name, dns1123SubdomainProblems(maskDash(name)))));
  }
  const count = Number(source.configMapRef !== undefined) + Number(source.secretRef !== undefined);
  if (count === 0) errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
  if (count > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  return errors;
});
