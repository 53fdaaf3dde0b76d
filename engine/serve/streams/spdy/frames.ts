/** Frames of SPDY/3.1. There is no flow control: Kubernetes' implementation has none. @k8s moby/spdystream/spdy/types.go */

export const TYPE = { synStream: 1, synReply: 2, rstStream: 3, settings: 4, ping: 6, goAway: 7, headers: 8, windowUpdate: 9 } as const;
export const FLAG_FIN = 1;

export type Frame =
  | { readonly control: false; readonly stream: number; readonly flags: number; readonly payload: Buffer }
  | { readonly control: true; readonly type: number; readonly flags: number; readonly payload: Buffer };

const HEAD = 8;
const VERSION = 0x8003;
/** Larger frames are not sent by any client. */
const MAX_FRAME = 1024 * 1024;

/** Bytes → frames. False when what came is no SPDY/3.1. */
export function createFrameReader(onFrame: (frame: Frame) => void): (bytes: Buffer) => boolean {
  let pending: Buffer = Buffer.alloc(0);
  return (bytes) => {
    pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    while (pending.length >= HEAD) {
      const size = pending.readUIntBE(5, 3);
      const control = ((pending[0] ?? 0) & 0x80) !== 0;
      if (size > MAX_FRAME || (control && pending.readUInt16BE(0) !== VERSION)) return false;
      if (pending.length < HEAD + size) return true;
      const [flags, payload] = [pending[4] ?? 0, pending.subarray(HEAD, HEAD + size)];
      onFrame(control ? { control, type: pending.readUInt16BE(2), flags, payload } : { control, stream: pending.readUInt32BE(0) & 0x7fffffff, flags, payload });
      pending = pending.subarray(HEAD + size);
    }
    return true;
  };
}

export function dataFrame(stream: number, payload: Buffer, fin: boolean): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(stream);
  head.writeUInt32BE(payload.length, 4);
  head[4] = fin ? FLAG_FIN : 0;
  return Buffer.concat([head, payload]);
}

export function controlFrame(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt16BE(VERSION);
  head.writeUInt16BE(type, 2);
  head.writeUInt32BE(payload.length, 4);
  return Buffer.concat([head, payload]);
}

/** Stream id and block, or id and status. */
export function numbered(id: number, rest: Buffer | number): Buffer {
  const bytes = Buffer.alloc(typeof rest === 'number' ? 8 : 4);
  bytes.writeUInt32BE(id);
  if (typeof rest === 'number') { bytes.writeUInt32BE(rest, 4); return bytes; }
  return Buffer.concat([bytes, rest]);
}
