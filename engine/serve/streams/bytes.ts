/**
 * The engine's streams carry text; the wire carries bytes. Text goes as UTF-8. A stream in which a NUL byte or something that is no
 * UTF-8 has come is no text: from then on one character stands for one byte.
 */

/** Bytes → text, chunk by chunk. */
export function createTextReader(): (bytes: Buffer) => string {
  let binary = false;
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (!binary && all.includes(0)) binary = true;
    if (!binary) {
      const whole = all.length - unfinished(all);
      rest = Buffer.from(all.subarray(whole));
      const text = all.toString('utf8', 0, whole);
      if (!text.includes('\ufffd') || Buffer.from(text).equals(all.subarray(0, whole))) return text;
      binary = true;
    }
    rest = Buffer.alloc(0);
    return all.toString('latin1');
  };
}

/** Length of the beginning of a character at the end. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** Text → bytes, chunk by chunk. */
export function createByteWriter(): (text: string) => Buffer {
  let binary = false;
  return (text) => {
    if (!binary && (text.includes('\0') || bytesAsCharacters(text))) binary = true;
    return binary && !/[^\0-\xff]/.test(text) ? Buffer.from(text, 'latin1') : Buffer.from(text, 'utf8');
  };
}

/** The rule by which the engine's programs tell bytes from text: control characters of Latin-1, which no text has. */
const bytesAsCharacters = (text: string): boolean => /[\x80-\x9f]/.test(text) && !/[^\0-\xff]/.test(text);
