/** Header blocks of SPDY/3.1: name and value pairs, compressed with one state for the whole connection. */
import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib';
import { DICTIONARY_TEXT, DICTIONARY_WORDS } from './dictionary.data.ts';

export type Headers = { readonly [name: string]: string };

let made: Buffer | undefined;
export function dictionary(): Buffer {
  made ??= Buffer.concat([...DICTIONARY_WORDS.flatMap((word) => [length(word.length), Buffer.from(word)]), Buffer.from(DICTIONARY_TEXT)]);
  return made;
}

function length(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A block that unpacks to more is no header block. */
const MAX_BLOCK = 64 * 1024;

export type HeaderCodec = {
  /** Blocks must be given in the order in which they came. Undefined: not readable; the connection is of no use any more. */
  decode(block: Buffer): Promise<Headers | undefined>;
  encode(headers: Headers): Promise<Buffer>;
  close(): void;
};

export function createHeaderCodec(): HeaderCodec {
  const inflate = createInflate({ dictionary: dictionary(), flush: constants.Z_SYNC_FLUSH });
  const deflate = createDeflate({ dictionary: dictionary(), flush: constants.Z_SYNC_FLUSH });
  const unpack = through(inflate);
  const pack = through(deflate);
  return {
    async decode(block) {
      const bytes = await unpack(block);
      return bytes === undefined ? undefined : readPairs(bytes);
    },
    async encode(headers) { return await pack(writePairs(headers)) ?? Buffer.alloc(0); },
    close() { inflate.destroy(); deflate.destroy(); },
  };
}

/** One chunk in, all that comes of it out, in order. */
function through(transform: Inflate | Deflate): (bytes: Buffer) => Promise<Buffer | undefined> {
  let parts: Buffer[] = [];
  let size = 0;
  let broken = false;
  transform.on('data', (part: Buffer) => { size += part.length; if (size <= MAX_BLOCK) parts.push(part); });
  transform.on('error', () => { broken = true; });
  let last: Promise<unknown> = Promise.resolve();
  return (bytes) => {
    const next = last.then(() => new Promise<Buffer | undefined>((done) => {
      if (broken || transform.destroyed) { done(undefined); return; }
      parts = [];
      size = 0;
      const fail = (): void => { done(undefined); };
      transform.once('error', fail);
      transform.write(bytes, () => {
        transform.off('error', fail);
        // What was unpacked is handed out in the turn after the write.
        setImmediate(() => { done(broken || size > MAX_BLOCK ? undefined : Buffer.concat(parts)); });
      });
    }));
    last = next;
    return next;
  };
}

function readPairs(bytes: Buffer): Headers | undefined {
  const headers: { [name: string]: string } = Object.create(null) as { [name: string]: string }; // a client chooses the names
  let at = 0;
  const text = (): string | undefined => {
    if (at + 4 > bytes.length) return undefined;
    const size = bytes.readUInt32BE(at);
    if (at + 4 + size > bytes.length) return undefined;
    at += 4 + size;
    return bytes.toString('utf8', at - size, at);
  };
  if (bytes.length < 4) return undefined;
  const count = bytes.readUInt32BE(0);
  at = 4;
  for (let i = 0; i < count; i++) {
    const name = text();
    const value = text();
    if (name === undefined || value === undefined) return undefined;
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

function writePairs(headers: Headers): Buffer {
  const pairs = Object.entries(headers);
  return Buffer.concat([length(pairs.length), ...pairs.flatMap(([name, value]) => [length(Buffer.byteLength(name)), Buffer.from(name), length(Buffer.byteLength(value)), Buffer.from(value)])]);
}
