/** Distinguished names. */
import { bytesText } from './bytes.ts';
import { ia5, isText, oid, printable, readOid, readText, sequence, set, TAG, utf8, type DerNode } from './der.ts';
import { NAME_PARTS } from './oids.data.ts';

/** One attribute; `type` is its short name (`CN`), or its identifier if it has none here. */
export type NamePart = { readonly type: string; readonly value: string };
/** In the order of the certificate. Attributes that share a set are listed one after the other. */
export type Name = readonly NamePart[];

const oidOf = (type: string): string => NAME_PARTS.find(([short, , long]) => short === type || long === type)?.[1] ?? type;
const shortOf = (id: string): string => NAME_PARTS.find(([, known]) => known === id)?.[0] ?? id;
export const isNamePart = (type: string): boolean => NAME_PARTS.some(([short, , long]) => short === type || long === type) || /^\d+(\.\d+)+$/.test(type);

export const valuesOf = (name: Name, type: string): string[] => name.filter((part) => part.type === type).map(({ value }) => value);
/** As Go reads it: the last of several. */
export const commonName = (name: Name): string => valuesOf(name, 'CN').at(-1) ?? '';
export const organizations = (name: Name): string[] => valuesOf(name, 'O');

function valueOf(type: string, text: string, always8: boolean): Uint8Array {
  if (type === 'emailAddress' || type === 'DC') return ia5(text);
  if (type === 'C' || type === 'serialNumber') return printable(text);
  return !always8 && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text) ? printable(text) : utf8(text);
}

/**
 * Equal types in a row go into one set in Go's names, each into its own in openssl's.
 * @param style `go`: PrintableString where it can be, and one set per type; `openssl`: UTF8String
 */
export function encodeName(name: Name, style: 'go' | 'openssl' = 'go'): Uint8Array {
  const sets: NamePart[][] = [];
  for (const part of name) {
    const last = sets.at(-1);
    if (style === 'go' && last?.[0]?.type === part.type) last.push(part); else sets.push([part]);
  }
  const one = ({ type, value }: NamePart): Uint8Array => sequence(oid(oidOf(type)), valueOf(type, value, style === 'openssl'));
  return sequence(...sets.map((parts) => set(...sorted(parts.map(one)))));
}

/** DER wants the members of a set in the order of their bytes. */
const sorted = (items: readonly Uint8Array[]): Uint8Array[] => [...items].sort((a, b) => {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return a.length - b.length;
});

export function decodeName(node: DerNode | undefined): Name | undefined {
  if (node?.tag !== TAG.sequence) return undefined;
  const out: NamePart[] = [];
  for (const part of node.children.flatMap(({ children }) => children)) {
    const [type, value] = part.children;
    const id = readOid(type);
    if (id === undefined || value === undefined) return undefined;
    out.push({ type: shortOf(id), value: isText(value) ? readText(value) : bytesText(value.content) });
  }
  return out;
}

/** `CN = jane, O = devs`, as openssl 3 prints names. */
export const openSslName = (name: Name): string => name.map(({ type, value }) => `${type} = ${/[,+"\\<>;]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value}`).join(', ');

/** `CN=jane,O=devs`: the last first. @k8s go crypto/x509/pkix RDNSequence.String */
export const goName = (name: Name): string => [...name].reverse().map(({ type, value }) => `${type}=${value.replace(/[,+"\\<>;]/g, '\\$&')}`).join(',');
