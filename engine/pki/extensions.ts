/** The extensions of certificates and requests. */
import { textBytes, toNumber } from './bytes.ts';
import { bits, bool, implicit, integer, octets, oid, readDer, readInteger, readOid, readText, sequence, TAG, type DerNode } from './der.ts';
import { EXTENDED_KEY_USAGES, KEY_USAGES, OID, type KeyUsage } from './oids.data.ts';

export type AltNames = {
  readonly dns?: readonly string[];
  /** As text: `10.96.0.1`, `::1`. */
  readonly ips?: readonly string[];
  readonly emails?: readonly string[];
  readonly uris?: readonly string[];
};
export type Extensions = {
  readonly altNames?: AltNames;
  readonly keyUsage?: readonly KeyUsage[];
  readonly extendedKeyUsage?: readonly string[];
  /** Basic constraints; left out: none are written. */
  readonly authority?: boolean;
  readonly pathLength?: number;
  readonly subjectKeyId?: Uint8Array;
  readonly authorityKeyId?: Uint8Array;
};
export type RawExtension = { readonly id: string; readonly critical: boolean; readonly value: Uint8Array };

export function ipBytes(text: string): Uint8Array | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split('.').map(Number);
    return parts.every((part) => part < 256) ? Uint8Array.from(parts) : undefined;
  }
  if (!/^[0-9a-fA-F:]+$/.test(text) || !text.includes(':')) return undefined;
  const [head = '', tail] = text.split('::');
  const words = (part: string | undefined): number[] => (part === undefined || part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)));
  const [left, right] = [words(head), words(tail)];
  const all = tail === undefined ? left : [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => 0), ...right];
  return all.length === 8 ? Uint8Array.from(all.flatMap((word) => [word >> 8, word & 255])) : undefined;
}

function ipText(bytes: Uint8Array): string {
  if (bytes.length === 4) return [...bytes].join('.');
  const words = Array.from({ length: bytes.length / 2 }, (_, i) => Number(toNumber(bytes.subarray(2 * i, 2 * i + 2))).toString(16));
  // RFC 5952: the first of the longest runs of zeros becomes `::`.
  const runs = words.join(':').match(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return words.join(':');
  const at = words.join(':').search(new RegExp(`(?<![0-9a-f])${longest}(?![0-9a-f])`));
  return `${words.join(':').slice(0, at).replace(/:$/, '')}::${words.join(':').slice(at + longest.length).replace(/^:/, '')}`;
}

function altNames({ dns = [], ips = [], emails = [], uris = [] }: AltNames): Uint8Array {
  return sequence(
    ...dns.map((name) => implicit(2, textBytes(name))), ...emails.map((name) => implicit(1, textBytes(name))),
    ...ips.flatMap((ip) => { const bytes = ipBytes(ip); return bytes === undefined ? [] : [implicit(7, bytes)]; }), ...uris.map((name) => implicit(6, textBytes(name))),
  );
}

function keyUsageBits(usages: readonly KeyUsage[]): Uint8Array {
  const indices = usages.map((usage) => KEY_USAGES.findIndex(([name]) => name === usage));
  const last = Math.max(0, ...indices);
  const bytes = new Uint8Array(Math.floor(last / 8) + 1);
  for (const index of indices) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return bits(bytes, 7 - (last & 7));
}

const extendedOid = (usage: string): string => EXTENDED_KEY_USAGES.find(([name]) => name === usage)?.[1] ?? usage;

/** In the order in which Go writes them. @k8s go crypto/x509 buildCertExtensions */
export function extensionList(extensions: Extensions): RawExtension[] {
  const out: RawExtension[] = [];
  const { keyUsage = [], extendedKeyUsage = [], authority, pathLength, subjectKeyId, authorityKeyId } = extensions;
  if (keyUsage.length > 0) out.push({ id: OID.keyUsage, critical: true, value: keyUsageBits(keyUsage) });
  if (extendedKeyUsage.length > 0) out.push({ id: OID.extendedKeyUsage, critical: false, value: sequence(...extendedKeyUsage.map((usage) => oid(extendedOid(usage)))) });
  if (authority !== undefined) {
    out.push({ id: OID.basicConstraints, critical: true, value: sequence(...(authority ? [bool(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])) });
  }
  if (subjectKeyId !== undefined) out.push({ id: OID.subjectKeyId, critical: false, value: octets(subjectKeyId) });
  if (authorityKeyId !== undefined) out.push({ id: OID.authorityKeyId, critical: false, value: sequence(implicit(0, authorityKeyId)) });
  if (extensions.altNames !== undefined && Object.values(extensions.altNames).some((list) => list.length > 0)) {
    out.push({ id: OID.subjectAltName, critical: false, value: altNames(extensions.altNames) });
  }
  return out;
}

export const encodeExtensions = (list: readonly RawExtension[]): Uint8Array =>
  sequence(...list.map(({ id, critical, value }) => sequence(oid(id), ...(critical ? [bool(true)] : []), octets(value))));

/** @param node the sequence of extensions */
export function decodeExtensions(node: DerNode | undefined): RawExtension[] | undefined {
  const out: RawExtension[] = [];
  for (const each of node?.children ?? []) {
    const [id, second, third] = each.children;
    const value = third ?? second;
    const name = readOid(id);
    if (name === undefined || value?.tag !== TAG.octetString) return undefined;
    out.push({ id: name, critical: second?.tag === TAG.boolean && second.content[0] !== 0, value: value.content });
  }
  return out;
}

export type ReadExtensions = {
  readonly dnsNames: readonly string[]; readonly ipAddresses: readonly string[]; readonly emails: readonly string[]; readonly uris: readonly string[];
  readonly keyUsage: readonly KeyUsage[];
  /** Names as in EXTENDED_KEY_USAGES, or identifiers. */
  readonly extendedKeyUsage: readonly string[];
  readonly authority: boolean | undefined; readonly pathLength: number | undefined;
  readonly subjectKeyId: Uint8Array | undefined; readonly authorityKeyId: Uint8Array | undefined;
};

export function readExtensions(list: readonly RawExtension[]): ReadExtensions {
  const find = (id: string): DerNode | undefined => { const found = list.find((each) => each.id === id); return found === undefined ? undefined : readDer(found.value); };
  const names = find(OID.subjectAltName)?.children ?? [];
  const texts = (n: number): string[] => names.filter(({ tag }) => tag === (0x80 | n)).map(readText);
  const basic = find(OID.basicConstraints);
  const usage = find(OID.keyUsage)?.content.subarray(1) ?? new Uint8Array(0);
  const path = readInteger(basic?.children.find(({ tag }) => tag === TAG.integer));
  return {
    dnsNames: texts(2), emails: texts(1), uris: texts(6), ipAddresses: names.filter(({ tag }) => tag === 0x87).map(({ content }) => ipText(content)),
    keyUsage: KEY_USAGES.map(([name]) => name).filter((_, i) => ((usage[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0),
    extendedKeyUsage: (find(OID.extendedKeyUsage)?.children ?? []).map((each) => extendedName(readOid(each) ?? '')),
    authority: basic === undefined ? undefined : basic.children[0]?.tag === TAG.boolean && basic.children[0].content[0] !== 0,
    pathLength: path === undefined ? undefined : Number(path),
    subjectKeyId: find(OID.subjectKeyId)?.content, authorityKeyId: find(OID.authorityKeyId)?.children.find(({ tag }) => tag === 0x80)?.content,
  };
}
const extendedName = (id: string): string => EXTENDED_KEY_USAGES.find(([, known]) => known === id)?.[0] ?? id;
