/** Texts as bytes. Text that came from bytes which are no UTF-8 has one character a byte. */

/** Control characters that no text has, those beyond ASCII too. */
const isInNoText = (code: number): boolean => code < 7 || (code > 13 && code < 27) || (code > 0x7f && code < 0xa0);

/** Whether text stands for bytes that are no UTF-8. */
export function isBinary(text: string): boolean {
  let [beyond, odd] = [false, false];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) return false;
    beyond ||= code > 0x7f;
    odd ||= isInNoText(code);
  }
  return beyond && odd;
}

export function toBytes(text: string): Uint8Array {
  return isBinary(text) ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : new TextEncoder().encode(text);
}

export function fromBytes(bytes: Uint8Array): string {
  try { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes); } catch { return Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''); }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function encodeBase64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63] ?? '');
    out += i + 1 >= bytes.length ? `${digits[0]}${digits[1]}==` : i + 2 >= bytes.length ? `${digits[0]}${digits[1]}${digits[2]}=` : digits.join('');
  }
  return out;
}

/** Undefined bytes after the first character that is not of the alphabet. */
export function decodeBase64(text: string): { readonly bytes: Uint8Array; readonly ok: boolean } {
  const out: number[] = [];
  let bits = 0;
  let count = 0;
  const clean = text.replace(/\s+/g, '');
  let i = 0;
  for (; i < clean.length && clean[i] !== '='; i++) {
    const value = ALPHABET.indexOf(clean[i] ?? '');
    if (value < 0) return { bytes: Uint8Array.from(out), ok: false };
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) { count -= 8; out.push((bits >> count) & 0xff); }
  }
  return { bytes: Uint8Array.from(out), ok: /^=*$/.test(clean.slice(i)) && clean.length % 4 === 0 };
}
