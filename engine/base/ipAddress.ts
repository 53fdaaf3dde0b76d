/** Internet addresses as Go's net/netip reads them. */
export type IpAddress = { readonly version: 4 | 6; readonly bytes: readonly number[]; readonly zone?: string };

function parse4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) return undefined;
  return parts.map(Number);
}

function parse6(text: string): number[] | undefined {
  let source = text;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(source);
  if (tail !== null) {
    const four = parse4(tail[2] ?? '');
    if (four === undefined) return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = four;
    source = `${tail[1] ?? ''}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const words = (half: string | undefined): string[] => (half === undefined || half === '' ? [] : half.split(':'));
  const [head, rest] = [words(halves[0]), words(halves[1])];
  const count = head.length + rest.length;
  if (halves.length === 1 ? count !== 8 : count > 7) return undefined;
  const all = [...head, ...Array.from({ length: 8 - count }, () => '0'), ...rest];
  if (all.some((word) => !/^[0-9a-fA-F]{1,4}$/.test(word))) return undefined;
  return all.flatMap((word) => { const value = parseInt(word, 16); return [value >> 8, value & 255]; });
}

/** Undefined for what is not an address. */
export function parseIp(text: string): IpAddress | undefined {
  const four = parse4(text);
  if (four !== undefined) return { version: 4, bytes: four };
  const [address = '', zone] = text.split('%');
  const six = address.includes(':') ? parse6(address) : undefined;
  if (six === undefined || zone === '') return undefined;
  return { version: 6, bytes: six, ...(zone === undefined ? {} : { zone }) };
}

/** The shortest form: RFC 5952. */
export function formatIp({ version, bytes }: IpAddress): string {
  if (version === 4) return bytes.join('.');
  const words = Array.from({ length: 8 }, (_, index) => (bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0));
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff) return `::ffff:${bytes.slice(12).join('.')}`;
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && words[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  const text = (part: readonly number[]): string => part.map((word) => word.toString(16)).join(':');
  return best.at < 0 ? text(words) : `${text(words.slice(0, best.at))}::${text(words.slice(best.at + best.length))}`;
}

export type Cidr = { readonly ip: IpAddress; readonly bits: number };
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.lastIndexOf('/');
  const ip = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (ip === undefined || ip.zone !== undefined || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > ip.bytes.length * 8) return undefined;
  return { ip, bits: Number(length) };
}

/** The address with all bits after the prefix zero. */
export function maskIp(ip: IpAddress, bits: number): IpAddress {
  return { ...ip, bytes: ip.bytes.map((byte, index) => {
    const kept = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  }) };
}
export const sameIp = (a: IpAddress, b: IpAddress): boolean => a.version === b.version && a.bytes.every((byte, index) => byte === b.bytes[index]);
export const cidrHolds = (cidr: Cidr, ip: IpAddress): boolean => cidr.ip.version === ip.version && sameIp(maskIp(cidr.ip, cidr.bits), maskIp(ip, cidr.bits));
