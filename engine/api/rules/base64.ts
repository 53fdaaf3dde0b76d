/** Base64 of UTF-8 text, without the browser's or Node's help (both lack the same function). */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

export function bytesToBase64(bytes: readonly number[]): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    out += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    out += b === undefined ? '=' : ALPHABET.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    out += c === undefined ? '=' : ALPHABET.charAt(c & 63);
  }
  return out;
}

export function base64ToBytes(text: string): number[] {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const character of text.replace(/[\s=]/g, '')) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) continue;
    held = (held << 6) | digit;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  return bytes;
}

/** Bytes that are no UTF-8 become U+FFFD. */
export function utf8Text(bytes: readonly number[]): string {
  let out = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead >= 0xf0 && lead < 0xf8 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    const rest = bytes.slice(at + 1, at + Math.max(length, 1));
    if (length === 0 || rest.length !== length - 1 || rest.some((byte) => (byte & 0xc0) !== 0x80)) {
      out += '\uFFFD';
      at++;
      continue;
    }
    const first = length === 1 ? lead : lead & (0xff >> (length + 1));
    out += String.fromCodePoint(Math.min(rest.reduce((code, byte) => (code << 6) | (byte & 63), first), 0x10ffff));
    at += length;
  }
  return out;
}

export const encodeBase64 = (text: string): string => bytesToBase64(utf8Bytes(text));
export const decodeBase64 = (text: string): string => utf8Text(base64ToBytes(text));
/** The length of the text when written as UTF-8. */
export const utf8Length = (text: string): number => utf8Bytes(text).length;

/**
 * Where text stops being base64, in Go's way of counting; undefined for good text. Line ends do not matter.
 * @k8s Go's encoding/base64 decodeQuantum
 */
export function base64Error(text: string): number | undefined {
  let held = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n' || character === '\r') continue;
    if (character === '=') return paddingError(text, at, held);
    if (ALPHABET.indexOf(character) < 0) return at;
    held = (held + 1) % 4;
  }
  return held === 0 ? undefined : text.length - held;
}

function paddingError(text: string, at: number, held: number): number | undefined {
  if (held < 2) return at;
  const skip = (from: number): number => (/^[\r\n]*/.exec(text.slice(from))?.[0].length ?? 0) + from;
  let next = skip(at + 1);
  if (held === 2) {
    if (next >= text.length) return text.length;
    if (text.charAt(next) !== '=') return next;
    next = skip(next + 1);
  }
  return next < text.length ? next : undefined;
}
