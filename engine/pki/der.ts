/** DER, as far as keys, requests and certificates need it. */
import { concat, fromHex, textBytes, toHex, toNumber } from './bytes.ts';

export const TAG = {
  boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, utf8: 0x0c, printable: 0x13, t61: 0x14, ia5: 0x16,
  utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31,
} as const;

function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes = fromHex(length.toString(16));
  return concat(Uint8Array.of(0x80 | bytes.length), bytes);
}

export const element = (tag: number, ...content: readonly Uint8Array[]): Uint8Array => {
  const inside = concat(...content);
  return concat(Uint8Array.of(tag), lengthBytes(inside.length), inside);
};
export const sequence = (...items: readonly Uint8Array[]): Uint8Array => element(TAG.sequence, ...items);
export const set = (...items: readonly Uint8Array[]): Uint8Array => element(TAG.set, ...items);
/** `[n]` around something. */
export const explicit = (n: number, ...items: readonly Uint8Array[]): Uint8Array => element(0xa0 | n, ...items);
/** `[n]` in place of a primitive's own tag. */
export const implicit = (n: number, content: Uint8Array): Uint8Array => element(0x80 | n, content);
export const octets = (content: Uint8Array): Uint8Array => element(TAG.octetString, content);
export const bits = (content: Uint8Array, unused = 0): Uint8Array => element(TAG.bitString, Uint8Array.of(unused), content);
export const nothing = (): Uint8Array => element(TAG.null);
export const bool = (value: boolean): Uint8Array => element(TAG.boolean, Uint8Array.of(value ? 0xff : 0));
export const utf8 = (text: string): Uint8Array => element(TAG.utf8, textBytes(text));
export const printable = (text: string): Uint8Array => element(TAG.printable, textBytes(text));
export const ia5 = (text: string): Uint8Array => element(TAG.ia5, textBytes(text));

/** Not negative. */
export function integer(value: bigint | number): Uint8Array {
  const bytes = fromHex(BigInt(value).toString(16));
  return (bytes[0] ?? 0) >= 0x80 ? element(TAG.integer, Uint8Array.of(0), bytes) : element(TAG.integer, bytes);
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const out: number[] = [];
  for (const part of [first * 40 + second, ...rest]) {
    const groups = [part & 0x7f];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left & 0x7f) | 0x80);
    out.push(...groups);
  }
  return element(TAG.oid, Uint8Array.from(out));
}

/** RFC 5280: two digits of the year until 2049. @param ms since 1970 */
export function time(ms: number): Uint8Array {
  const digits = new Date(ms).toISOString().replace(/\.\d+/, '').replace(/[-:T]/g, '');
  return Number(digits.slice(0, 4)) < 2050 ? element(TAG.utcTime, textBytes(digits.slice(2))) : element(TAG.generalizedTime, textBytes(digits));
}

export type DerNode = {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With tag and length. */
  readonly raw: Uint8Array;
  /** Of a constructed element; else empty. */
  readonly children: readonly DerNode[];
};

/** Undefined: not one complete element (what follows it is an error too, unless `rest` is allowed). */
export function readDer(bytes: Uint8Array): DerNode | undefined {
  const list = readAll(bytes, 0);
  return list?.length === 1 ? list[0] : undefined;
}

/** Deeper than any certificate goes. */
const DEEPEST = 24;

function readAll(bytes: Uint8Array, depth: number): DerNode[] | undefined {
  const out: DerNode[] = [];
  for (let at = 0; at < bytes.length;) {
    const node = readOne(bytes, at, depth);
    if (node === undefined) return undefined;
    out.push(node);
    at += node.raw.length;
  }
  return out;
}

function readOne(bytes: Uint8Array, at: number, depth: number): DerNode | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || depth > DEEPEST) return undefined;
  const long = first >= 0x80 ? first - 0x80 : 0;
  if (first === 0x80 || long > 4) return undefined;
  const start = at + 2 + long;
  const length = long === 0 ? first : Number(toNumber(bytes.subarray(at + 2, start)));
  if (start + length > bytes.length) return undefined;
  const content = bytes.subarray(start, start + length);
  const children = (tag & 0x20) === 0 ? [] : readAll(content, depth + 1);
  return children === undefined ? undefined : { tag, content, raw: bytes.subarray(at, start + length), children };
}

export const readInteger = (node: DerNode | undefined): bigint | undefined => (node?.tag === TAG.integer ? toNumber(node.content) : undefined);

export function readOid(node: DerNode | undefined): string | undefined {
  if (node?.tag !== TAG.oid || node.content.length === 0) return undefined;
  const parts: number[] = [];
  let part = 0;
  for (const byte of node.content) {
    part = part * 128 + (byte & 0x7f);
    if (byte < 0x80) { parts.push(part); part = 0; }
  }
  const [head = 0, ...rest] = parts;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
}

/** The bytes of a bit string without unused bits. */
export const readBits = (node: DerNode | undefined): Uint8Array | undefined =>
  (node?.tag === TAG.bitString && node.content.length > 0 ? node.content.subarray(1) : undefined);

export const isText = (node: DerNode): boolean => [TAG.utf8, TAG.printable, TAG.ia5, TAG.t61].some((tag) => tag === node.tag);
export const readText = (node: DerNode): string => new TextDecoder().decode(node.content);

/** ms since 1970. */
export function readTime(node: DerNode | undefined): number | undefined {
  if (node?.tag !== TAG.utcTime && node?.tag !== TAG.generalizedTime) return undefined;
  const text = readText(node);
  const full = node.tag === TAG.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** `AB:CD:…`, as openssl prints bytes. */
export const colons = (bytes: Uint8Array): string => (toHex(bytes).toUpperCase().match(/../g) ?? []).join(':');
