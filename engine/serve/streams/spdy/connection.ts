/** The server's side of a SPDY/3.1 connection: the client opens streams, both write. @k8s moby/spdystream/connection.go */
import { Duplex } from 'node:stream';
import { controlFrame, createFrameReader, dataFrame, FLAG_FIN, numbered, TYPE, type Frame } from './frames.ts';
import { createHeaderCodec, type Headers } from './headers.ts';

export type SpdyStream = Duplex & { readonly headers: Headers };
export type SpdyTransport = {
  send(bytes: Buffer, sent: () => void): void;
  close(): void;
};
export type SpdyConnection = { receive(bytes: Buffer): void; close(): void };

/** Streams that one client may have open. */
const MAX_STREAMS = 500;
const STATUS = { protocolError: 1, refusedStream: 3, cancel: 5 } as const;

/** @param onStream once for each stream, in the order in which they were opened, after it has been accepted */
export function createSpdyConnection(transport: SpdyTransport, onStream: (stream: SpdyStream) => void): SpdyConnection {
  const codec = createHeaderCodec();
  const streams = new Map<number, SpdyStream>();
  let order: Promise<unknown> = Promise.resolve();
  let open = true;
  const send = (bytes: Buffer, sent: () => void = () => undefined): void => { if (open) transport.send(bytes, sent); else sent(); };
  const close = (): void => {
    if (!open) return;
    open = false;
    for (const stream of streams.values()) stream.destroy();
    codec.close();
    transport.close();
  };
  const begin = async (frame: Frame): Promise<void> => {
    if (frame.payload.length < 10) { close(); return; }
    const id = frame.payload.readUInt32BE(0) & 0x7fffffff;
    const headers = await codec.decode(frame.payload.subarray(10));
    if (headers === undefined) { close(); return; }
    if (streams.size >= MAX_STREAMS || streams.has(id)) { send(controlFrame(TYPE.rstStream, numbered(id, STATUS.refusedStream))); return; }
    const stream = createStream(id, headers, send, () => streams.delete(id));
    streams.set(id, stream);
    send(controlFrame(TYPE.synReply, numbered(id, await codec.encode({}))));
    if ((frame.flags & FLAG_FIN) !== 0) stream.push(null);
    onStream(stream);
  };
  const act = async (frame: Frame): Promise<void> => {
    if (!open) return;
    if (!frame.control) {
      const stream = streams.get(frame.stream);
      if (stream === undefined) return;
      if (frame.payload.length > 0) stream.push(Buffer.from(frame.payload));
      if ((frame.flags & FLAG_FIN) !== 0) stream.push(null);
      return;
    }
    switch (frame.type) {
      case TYPE.synStream: await begin(frame); break;
      // One state of compression for all blocks: none may be left out.
      case TYPE.headers: await codec.decode(frame.payload.subarray(4)); break;
      case TYPE.ping: send(controlFrame(TYPE.ping, frame.payload)); break;
      case TYPE.rstStream: if (frame.payload.length >= 4) streams.get(frame.payload.readUInt32BE(0) & 0x7fffffff)?.destroy(); break;
      case TYPE.goAway: close(); break;
      default: // settings and windows change nothing here
    }
  };
  const read = createFrameReader((frame) => { order = order.then(() => act(frame)); });
  return { receive(bytes) { if (!read(bytes)) close(); }, close };
}

function createStream(id: number, headers: Headers, send: (bytes: Buffer, sent?: () => void) => void, gone: () => void): SpdyStream {
  const stream = new Duplex({
    allowHalfOpen: true,
    read() { /* pushed as it comes */ },
    write(chunk: Buffer, _encoding, sent) { send(dataFrame(id, chunk, false), () => sent()); },
    final(sent) { send(dataFrame(id, Buffer.alloc(0), true)); sent(); },
    destroy(error, done) {
      if (!stream.writableFinished) send(controlFrame(TYPE.rstStream, numbered(id, STATUS.cancel)));
      gone();
      done(error);
    },
  });
  stream.on('error', () => stream.destroy());
  return Object.assign(stream, { headers });
}
