/** Addresses and URLs. @k8s apiserver/pkg/cel/library/{ip,cidr,urls}.go */
import { cidrHolds, formatIp, maskIp, parseCidr, parseIp, sameIp, type Cidr, type IpAddress } from '../../base/index.ts';
import { functions, namespace, refuse, type Library } from './library.ts';

class Ip {
  readonly address: IpAddress;
  constructor(address: IpAddress) { this.address = address; }
  toString(): string { return formatIp(this.address); }
}
class Network {
  readonly cidr: Cidr;
  constructor(cidr: Cidr) { this.cidr = cidr; }
  toString(): string { return `${formatIp(this.cidr.ip)}/${this.cidr.bits}`; }
}
type Parts = { readonly scheme: string; readonly host: string; readonly path: string; readonly query: string };
class Url {
  readonly text: string;
  readonly parts: Parts;
  constructor(text: string, parts: Parts) { this.text = text; this.parts = parts; }
  toString(): string { return this.text; }
}

/** Kubernetes takes no address with a zone, nor an IPv4 address in IPv6's form. */
function ipOf(text: string): IpAddress | undefined {
  const address = parseIp(text);
  if (address === undefined || address.zone !== undefined) return undefined;
  return address.version === 6 && address.bytes.slice(0, 10).every((byte) => byte === 0) && address.bytes[10] === 255 && address.bytes[11] === 255 ? undefined : address;
}
function cidrOf(text: string): Cidr | undefined {
  const cidr = parseCidr(text);
  return cidr === undefined || ipOf(formatIp(cidr.ip)) === undefined ? undefined : cidr;
}
const ip = (text: string): Ip => {
  const address = ipOf(text);
  return address === undefined ? refuse(`IP Address ${JSON.stringify(text)} parse error during conversion from string: ParseAddr(${JSON.stringify(text)}): unable to parse IP`) : new Ip(address);
};
const cidr = (text: string): Network => {
  const found = cidrOf(text);
  return found === undefined ? refuse('network address parse error during conversion from string: netip.ParsePrefix('
    + `${JSON.stringify(text)}): ${text.includes('/') ? 'ParseAddr: unable to parse IP' : "no '/'"}`) : new Network(found);
};

function isLoopback({ version, bytes }: IpAddress): boolean {
  return version === 4 ? bytes[0] === 127 : bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
}
const isUnspecified = ({ bytes }: IpAddress): boolean => bytes.every((byte) => byte === 0);
const isLinkLocal = ({ version, bytes: [first = 0, second = 0] }: IpAddress): boolean => (version === 4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80);
const isLinkLocalMulticast = ({ version, bytes: [first = 0, second = 0, third = 0] }: IpAddress): boolean =>
  (version === 4 ? first === 224 && second === 0 && third === 0 : first === 0xff && (second & 0x0f) === 2);
const isMulticast = ({ version, bytes: [first = 0] }: IpAddress): boolean => (version === 4 ? (first & 0xf0) === 0xe0 : first === 0xff);
const isBroadcast = ({ version, bytes }: IpAddress): boolean => version === 4 && bytes.every((byte) => byte === 255);

const URL_PATTERN = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?(.*))?$/s;
/** As Go's url.ParseRequestURI: absolute, or an absolute path. */
function urlOf(text: string): Url | undefined {
  if (text === '' || /[ \p{Cc}]/u.test(text)) return undefined;
  const [, scheme = '', host = '', path = '', query = ''] = URL_PATTERN.exec(text) ?? [];
  if (scheme === '' && !text.startsWith('/')) return undefined;
  return new Url(text, { scheme: scheme.toLowerCase(), host: host.replace(/^[^@]*@/, ''), path: scheme !== '' && !text.includes('//') && !path.startsWith('/') ? '' : path, query });
}

const PORT = /:(\d*)$/;
const parsed = (text: string): Url => urlOf(text) ?? refuse(`URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`);

function queryOf(query: string): { [key: string]: string[] } {
  const out: [string, string[]][] = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const [key = '', ...rest] = part.split('=');
    const decode = (word: string): string => decodeURIComponent(word.replace(/\+/g, ' '));
    const known = out.find(([name]) => name === decode(key));
    if (known === undefined) out.push([decode(key), [decode(rest.join('='))]]); else known[1].push(decode(rest.join('=')));
  }
  return Object.fromEntries(out);
}

export const network: Library = (environment) => {
  environment.registerType('net.IP', Ip).registerType('net.CIDR', Network).registerType('kubernetes.URL', Url);
  functions(environment, {
    'ip(string): net.IP': ip,
    'isIP(string): bool': (text: string) => ipOf(text) !== undefined,
    'string(net.IP): string': (value: Ip) => String(value),
    'net.IP.family(): int': ({ address }: Ip) => BigInt(address.version),
    'net.IP.isUnspecified(): bool': ({ address }: Ip) => isUnspecified(address),
    'net.IP.isLoopback(): bool': ({ address }: Ip) => isLoopback(address),
    'net.IP.isLinkLocalMulticast(): bool': ({ address }: Ip) => isLinkLocalMulticast(address),
    'net.IP.isLinkLocalUnicast(): bool': ({ address }: Ip) => isLinkLocal(address),
    'net.IP.isGlobalUnicast(): bool': ({ address }: Ip) =>
      !isUnspecified(address) && !isLoopback(address) && !isMulticast(address) && !isLinkLocal(address) && !isBroadcast(address),
    'cidr(string): net.CIDR': cidr,
    'isCIDR(string): bool': (text: string) => cidrOf(text) !== undefined,
    'string(net.CIDR): string': (value: Network) => String(value),
    'net.CIDR.containsIP(string): bool': (value: Network, text: string) => cidrHolds(value.cidr, ip(text).address),
    'net.CIDR.containsIP(net.IP): bool': (value: Network, other: Ip) => cidrHolds(value.cidr, other.address),
    'net.CIDR.containsCIDR(string): bool': (value: Network, text: string) => contains(value.cidr, cidr(text).cidr),
    'net.CIDR.containsCIDR(net.CIDR): bool': (value: Network, other: Network) => contains(value.cidr, other.cidr),
    'net.CIDR.ip(): net.IP': (value: Network) => new Ip(value.cidr.ip),
    'net.CIDR.masked(): net.CIDR': (value: Network) => new Network({ ip: maskIp(value.cidr.ip, value.cidr.bits), bits: value.cidr.bits }),
    'net.CIDR.prefixLength(): int': (value: Network) => BigInt(value.cidr.bits),
    'url(string): kubernetes.URL': parsed,
    'isURL(string): bool': (text: string) => urlOf(text) !== undefined,
    'kubernetes.URL.getScheme(): string': ({ parts }: Url) => parts.scheme,
    'kubernetes.URL.getHost(): string': ({ parts }: Url) => parts.host,
    'kubernetes.URL.getHostname(): string': ({ parts }: Url) => parts.host.replace(PORT, '').replace(/^\[|\]$/g, ''),
    'kubernetes.URL.getPort(): string': ({ parts }: Url) => PORT.exec(parts.host)?.[1] ?? '',
    'kubernetes.URL.getEscapedPath(): string': ({ parts }: Url) => parts.path,
    'kubernetes.URL.getQuery(): map': ({ parts }: Url) => queryOf(parts.query),
  });
  environment.registerOperator('net.IP == net.IP', (a: Ip, b: Ip) => sameIp(a.address, b.address));
  environment.registerOperator('net.CIDR == net.CIDR', (a: Network, b: Network) => a.cidr.bits === b.cidr.bits && sameIp(a.cidr.ip, b.cidr.ip));
  namespace(environment, 'ip', { 'isCanonical(string): bool': (text: string) => String(ip(text)) === text });
};
const contains = (outer: Cidr, below: Cidr): boolean => cidrHolds(outer, below.ip) && outer.bits <= below.bits;
