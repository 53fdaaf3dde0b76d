/** What is wrong with addresses and ranges in fields. @k8s apimachinery/pkg/util/validation/ip.go, with the gate StrictIPCIDRValidation on */
import { invalid } from '../fieldError.ts';
import type { FieldError } from '../kindDefinition.ts';
import { cidrContains, formatCidr, formatIp, parseCidr, parseIp, type Family } from './ip.ts';

const quoted = (text: string): string => JSON.stringify(text);

/** Any notation that all programs read the same way. `old`: values that the stored object has and so may keep. */
export function ipErrors(path: string, text: string, old: readonly string[] = []): FieldError[] {
  if (old.includes(text)) return [];
  const ip = parseIp(text);
  if (ip === undefined) return [invalid(path, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
  const errors: FieldError[] = [];
  if (ip.zeros) errors.push(invalid(path, text, 'must not have leading 0s'));
  else if (ip.mapped) errors.push(invalid(path, text, 'must not be an IPv4-mapped IPv6 address'));
  return errors;
}

/** The one canonical notation: fields that are younger than the rule. */
export function canonicalIpErrors(path: string, text: string): FieldError[] {
  const [errors, ip] = [ipErrors(path, text), parseIp(text)];
  if (errors.length > 0 || ip === undefined) return errors;
  const canonical = formatIp(ip.family, ip.value);
  return canonical === text ? [] : [invalid(path, text, `must be in canonical form (${quoted(canonical)})`)];
}

export function cidrErrors(path: string, text: string, old: readonly string[] = []): FieldError[] {
  if (old.includes(text)) return [];
  const cidr = parseCidr(text);
  if (cidr === undefined) return [invalid(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
  if (cidr.zeros) return [invalid(path, text, 'must not have leading 0s in IP or prefix length')];
  if (cidr.mapped) return [invalid(path, text, 'must not have an IPv4-mapped IPv6 address')];
  return cidr.address === cidr.base ? [] : [invalid(path, text, 'must not have bits set beyond the prefix length')];
}

export function canonicalCidrErrors(path: string, text: string): FieldError[] {
  const [errors, cidr] = [cidrErrors(path, text), parseCidr(text)];
  if (errors.length > 0 || cidr === undefined) return errors;
  const canonical = formatCidr(cidr);
  return canonical === text ? [] : [invalid(path, text, `must be in canonical form (${quoted(canonical)})`)];
}

const range = (v4: string, v6: string, words: string) => ({ v4: parseCidr(v4), v6: parseCidr(v6), words });
let special: readonly ReturnType<typeof range>[] | undefined;
const specialRanges = (): readonly ReturnType<typeof range>[] => special ??= [
  range('127.0.0.0/8', '::1/128', 'may not be in the loopback range (127.0.0.0/8, ::1/128)'),
  range('169.254.0.0/16', 'fe80::/10', 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'),
  range('224.0.0.0/24', 'ff02::/16', 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'),
];

/** Addresses that mean something else already. @k8s pkg/apis/core/validation/validation.go ValidateNonSpecialIP */
export function nonSpecialIpErrors(path: string, text: string): FieldError[] {
  if (ordinary.has(text)) return [];
  const errors = specialErrors(path, text);
  if (errors.length > 0) return errors;
  if (ordinary.size >= REMEMBERED) ordinary.clear();
  ordinary.add(text);
  return errors;
}
/** Addresses without fault: lists of endpoints are judged again with each change. */
const ordinary = new Set<string>();
const REMEMBERED = 4096;

function specialErrors(path: string, text: string): FieldError[] {
  const ip = parseIp(text);
  if (ip === undefined) return [invalid(path, text, 'must be a valid IP address')];
  if (ip.value === 0n) return [invalid(path, text, `may not be unspecified (${text})`)];
  return specialRanges().filter(({ v4, v6 }) => [v4, v6].some((cidr) => cidr !== undefined && cidrContains(cidr, ip)))
    .map(({ words }) => invalid(path, text, words));
}

export function ipWarnings(path: string, text: string): string[] {
  const ip = parseIp(text);
  if (ip === undefined) return [];
  const canonical = formatIp(ip.family, ip.value);
  if (ip.zeros || ip.mapped) return [`${path}: non-standard IP address ${quoted(text)} is invalid: use ${quoted(canonical)}`];
  if (ip.family === 'IPv4' || canonical === text) return [];
  return [`${path}: IPv6 address ${quoted(text)} should be in RFC 5952 canonical format (${quoted(canonical)})`];
}

export function cidrWarnings(path: string, text: string): string[] {
  const cidr = parseCidr(text);
  if (cidr === undefined) return [];
  const canonical = formatCidr(cidr);
  const warnings: string[] = [];
  if (cidr.address !== cidr.base) {
    const single = `${formatIp(cidr.family, cidr.address)}/${cidr.family === 'IPv4' ? 32 : 128}`;
    warnings.push(`${path}: CIDR value ${quoted(text)} is ambiguous in this context (should be ${quoted(canonical)} or ${quoted(single)}?)`);
  }
  if (cidr.zeros || cidr.mapped) warnings.push(`${path}: non-standard CIDR value ${quoted(text)} is invalid: use ${quoted(canonical)}`);
  if (warnings.length === 0 && cidr.family === 'IPv6' && canonical !== text) {
    warnings.push(`${path}: IPv6 CIDR value ${quoted(text)} should be in RFC 5952 canonical format (${quoted(canonical)})`);
  }
  return warnings;
}

export const isFamily = (text: string): text is Family => text === 'IPv4' || text === 'IPv6';
