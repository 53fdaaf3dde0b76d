/** What volumes, claims and classes have in common. @k8s pkg/apis/core/v1/helper/helpers.go */
import { compareQuantity, dns1123SubdomainProblems, qualifiedNameProblems, quantityOf } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required, tooLong } from '../../fieldError.ts';
import type { FieldError, KubeObject } from '../../kindDefinition.ts';
import { invalids } from '../pod/checks.ts';

export const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';
export const CLASS_DEPRECATED = 'deprecated since v1.8; use "storageClassName" attribute instead';
export const VOLUME_MODES = ['Block', 'Filesystem'];
const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const SHORT: readonly (readonly [string, string])[] =
  [['ReadWriteOnce', 'RWO'], ['ReadOnlyMany', 'ROX'], ['ReadWriteMany', 'RWX'], ['ReadWriteOncePod', 'RWOP']];

/** `RWO,ROX`: always in the same order. */
export const accessModesText = (modes: readonly string[] = []): string =>
  SHORT.filter(([mode]) => modes.includes(mode)).map(([, short]) => short).join(',');

type Classed = KubeObject & { readonly spec?: { readonly storageClassName?: string } };
/** The annotation of old comes first. */
export const storageClassOf = ({ metadata, spec }: Classed): string => metadata?.annotations?.[BETA_CLASS] ?? spec?.storageClassName ?? '';

export function accessModeErrors(path: string, modes: readonly string[]): FieldError[] {
  const errors = modes.flatMap((mode) => (MODES.includes(mode) ? [] : [notSupported(path, mode, MODES)]));
  const alone = modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod' && MODES.includes(mode));
  return alone ? [...errors, forbidden(path, 'may not use ReadWriteOncePod with other access modes')] : errors;
}

export const positiveErrors = (path: string, amount: string | number): FieldError[] =>
  (compareQuantity(quantityOf(amount), quantityOf(0)) > 0 ? [] : [invalid(path, String(amount), 'must be greater than zero')]);

export const classNameErrors = (path: string, name: string): FieldError[] => invalids(path, name, dns1123SubdomainProblems(name));

const MAX_DRIVER = 63;
/** @k8s pkg/apis/core/validation/validation.go ValidateCSIDriverName */
export const driverNameErrors = (path: string, name: string): FieldError[] => [
  ...(name === '' ? [required(path)] : []), ...(name.length > MAX_DRIVER ? [tooLong(path, MAX_DRIVER)] : []),
  ...(name === '' ? [] : invalids(path, name, dns1123SubdomainProblems(name.toLowerCase()))),
];

const [MAX_PARAMETERS, MAX_PARAMETER_BYTES] = [512, 256 * 1024];
/** @k8s pkg/apis/storage/validation/validation.go validateProvisioner, validateParameters */
export const provisionerErrors = (path: string, name: string): FieldError[] =>
  (name === '' ? [required(path)] : invalids(path, name.toLowerCase(), qualifiedNameProblems(name.toLowerCase())));

export function parameterErrors(path: string, parameters: { readonly [key: string]: string }, mayBeEmpty: boolean): FieldError[] {
  const entries = Object.entries(parameters);
  if (entries.length > MAX_PARAMETERS) return [tooLong(path, MAX_PARAMETERS)];
  const errors = entries.flatMap(([key]) => (key === '' ? [invalid(path, key, 'field can not be empty.')] : []));
  const size = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (size > MAX_PARAMETER_BYTES) errors.push(tooLong(path, MAX_PARAMETER_BYTES));
  return mayBeEmpty || entries.length > 0 ? errors : [...errors, required(path, 'must contain at least one key/value pair')];
}

const OLD_LABELS: { readonly [label: string]: string } = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};
/** @k8s pkg/api/node/util.go GetLabelDeprecatedMessage */
export const labelWarnings = (path: string, keys: readonly string[]): string[] => keys.flatMap((key, index) =>
  (OLD_LABELS[key] === undefined ? [] : [`${path}[${index}].key: ${key} is ${OLD_LABELS[key]}`]));
