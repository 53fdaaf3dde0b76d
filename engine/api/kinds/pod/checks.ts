/** Small rules that validation of pods and services shares. @k8s apimachinery/pkg/util/validation/validation.go */
import type { Json } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';

export const NOT_NEGATIVE = 'must be greater than or equal to 0';
export const PORT_RANGE = 'must be between 1 and 65535, inclusive';

/** An object before it is validated: even what must be there may be missing. */
export const asGiven = <T extends object>(object: T): Partial<T> => object;

export const invalids = (path: string, value: Json | undefined, problems: readonly string[]): FieldError[] =>
  problems.map((problem) => invalid(path, value, problem));
export const nonNegative = (path: string, value: number | undefined): FieldError[] =>
  (value !== undefined && value < 0 ? [invalid(path, value, NOT_NEGATIVE)] : []);
export const oneOf = (path: string, value: string | undefined, allowed: readonly string[]): FieldError[] =>
  (value === undefined || value === '' ? [required(path)] : allowed.includes(value) ? [] : [notSupported(path, value, allowed)]);

export const portProblems = (port: number): string[] => (port >= 1 && port <= 65535 ? [] : [PORT_RANGE]);

/** Names of ports: an IANA service name. */
export function portNameProblems(name: string): string[] {
  const problems: string[] = [];
  if (name.length > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}

/** A port by number or by name. */
export function validatePortOrName(path: string, port: string | number | undefined): FieldError[] {
  if (typeof port === 'string') return invalids(path, port, portNameProblems(port));
  return invalids(path, port ?? 0, portProblems(port ?? 0));
}

/** Environment variables may be called almost anything since 1.34. */
export const envNameProblems = (name: string): string[] =>
  (/^[\x20-\x3c\x3e-\x7e]+$/.test(name) ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]);

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;
const isIpv6 = (text: string): boolean => {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || (text.match(/::/g) ?? []).length > 1 || text.includes(':::')) return false;
  const groups = text.split(':').filter((group) => group !== '');
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) && (text.includes('::') ? groups.length < 8 : groups.length === 8);
};
export const isIp = (text: string): boolean => IPV4.test(text) || isIpv6(text);
export const ipProblems = (text: string): string[] => (isIp(text) ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)']);

export function cidrProblems(text: string): string[] {
  const [address = '', bits = ''] = text.split('/');
  const good = isIp(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= (address.includes(':') ? 128 : 32);
  return good ? [] : ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
}

/** Relative, and not climbing out. @k8s validateLocalDescendingPath */
export const localPathErrors = (path: string, value: string): FieldError[] => [
  ...(value.startsWith('/') ? [invalid(path, value, 'must be a relative path')] : []), ...backstepErrors(path, value),
];
export const backstepErrors = (path: string, value: string): FieldError[] =>
  (value.split('/').includes('..') ? [invalid(path, value, "must not contain '..'")] : []);
/** Nor may it begin like the kubelet's own names. @k8s ValidateLocalNonReservedPath */
export const localNonReservedErrors = (path: string, value: string): FieldError[] => [
  ...localPathErrors(path, value),
  ...(value.startsWith('..') && !value.startsWith('../') ? [invalid(path, value, "must not start with '..'")] : []),
];

/** Of several fields exactly one may be given. */
export function exactlyOne(path: string, given: readonly string[], what: string): FieldError[] {
  if (given.length === 0) return [required(path, `must specify a ${what}`)];
  return given.slice(1).map((field) => forbidden(`${path}.${field}`, `may not specify more than 1 ${what}`));
}
