/** IP addresses and ranges as numbers. @k8s k8s.io/utils/net ParseIPSloppy, ParseCIDRSloppy */

export type Family = 'IPv4' | 'IPv6';
/** `mapped`: an IPv4 address written as `::ffff:1.2.3.4`; Go takes it for IPv4. `zeros`: an octet or prefix with leading zeros. */
export type Ip = { readonly family: Family; readonly value: bigint; readonly mapped: boolean; readonly zeros: boolean };
/** `base` is the address with all bits behind the prefix cleared. */
export type Cidr = { readonly family: Family; readonly address: bigint; readonly base: bigint; readonly prefix: number; readonly mapped: boolean; readonly zeros: boolean };

const BITS = { IPv4: 32, IPv6: 128 } as const;
const MAPPED = 0xffffn << 32n;

function parseV4(text: string): { readonly value: bigint; readonly zeros: boolean } | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^\d+$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return { value: BigInt(value), zeros: parts.some((part) => part.length > 1 && part.startsWith('0')) };
}

function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) ? groups.map((group) => BigInt(`0x${group}`)) : undefined;
}

function parseV6(text: string): Ip | undefined {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const v4 = tail.includes('.') ? parseV4(tail) : undefined;
  if (tail.includes('.') && v4 === undefined) return undefined;
  const plain = v4 === undefined ? text
    : `${text.slice(0, text.length - tail.length)}${(v4.value >> 16n).toString(16)}:${(v4.value & 0xffffn).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const [head, rest] = [groupsOf(halves[0] ?? ''), groupsOf(halves[1] ?? '')];
  if (head === undefined || rest === undefined) return undefined;
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...rest];
  const value = groups.reduce((sum, group) => (sum << 16n) + group, 0n);
  const mapped = value >> 32n === MAPPED >> 32n;
  return { family: mapped ? 'IPv4' : 'IPv6', value: mapped ? value & 0xffffffffn : value, mapped, zeros: v4?.zeros ?? false };
}

/** Addresses are validated again with each change of a long list: the last few thousand are known. */
const KNOWN = 4096;
let known = new Map<string, Ip | undefined>();

export function parseIp(text: string): Ip | undefined {
  if (known.has(text)) return known.get(text);
  const ip = parse(text);
  if (known.size >= KNOWN) known = new Map();
  known.set(text, ip);
  return ip;
}

function parse(text: string): Ip | undefined {
  if (text.includes(':')) return parseV6(text);
  const v4 = parseV4(text);
  return v4 && { family: 'IPv4', value: v4.value, mapped: false, zeros: v4.zeros };
}

export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const [ip, digits] = [parseIp(text.slice(0, Math.max(slash, 0))), text.slice(slash + 1)];
  if (slash < 0 || ip === undefined || !/^\d{1,4}$/.test(digits)) return undefined;
  const given = Number(digits);
  const prefix = ip.mapped ? given - 96 : given;
  if (given > (ip.mapped ? 128 : BITS[ip.family]) || prefix < 0) return undefined;
  const rest = BigInt(BITS[ip.family] - prefix);
  return {
    family: ip.family, address: ip.value, base: (ip.value >> rest) << rest, prefix, mapped: ip.mapped,
    zeros: ip.zeros || (digits.length > 1 && digits.startsWith('0')),
  };
}

/** How many addresses of the family a range holds. */
export const cidrSize = ({ family, prefix }: Cidr): bigint => 1n << BigInt(BITS[family] - prefix);

export const cidrContains = (cidr: Cidr, { family, value }: { readonly family: Family; readonly value: bigint }): boolean =>
  family === cidr.family && value >= cidr.base && value < cidr.base + cidrSize(cidr);

const v4Text = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');

/** RFC 5952: the longest run of zero groups becomes `::`. */
function v6Text(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === '0') end++;
    if (end - i > length) [start, length] = [i, end - i];
    if (end > i) i = end;
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

export const formatIp = (family: Family, value: bigint): string => (family === 'IPv4' ? v4Text(value) : v6Text(value));
export const formatCidr = ({ family, base, prefix }: Cidr): string => `${formatIp(family, base)}/${prefix}`;
export const familyOf = (text: string): Family | undefined => parseIp(text)?.family;
