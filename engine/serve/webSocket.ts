/** The little of WebSocket (RFC 6455) that exec and attach need: handshake, binary messages, ping, close. */
import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type WebSocket = {
  send(message: Buffer): void;
  close(): void;
  onMessage(listener: (message: Buffer) => void): void;
  onClose(listener: () => void): void;
};

export const acceptKey = (key: string): string => createHash('sha1').update(key + GUID).digest('base64');

/** Answers the handshake and takes the connection over. */
export function acceptWebSocket(socket: Duplex, key: string, protocol: string): WebSocket {
  socket.write(['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${acceptKey(key)}`, `Sec-WebSocket-Protocol: ${protocol}`, '', ''].join('\r\n'));
  let onMessage: (message: Buffer) => void = () => undefined;
  let onClose: () => void = () => undefined;
  let pending: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let closed = false;

  const shut = (): void => { if (!closed) { closed = true; onClose(); socket.end(); } };
  const receive = ({ final, opcode, payload }: Frame): void => {
    if (opcode === OPCODE.ping) socket.write(frame(OPCODE.pong, payload));
    else if (opcode === OPCODE.close) { if (!closed) socket.write(frame(OPCODE.close, payload)); shut(); }
    else if (opcode === OPCODE.text || opcode === OPCODE.binary || opcode === OPCODE.continuation) {
      parts.push(payload);
      if (final) { const message = Buffer.concat(parts); parts = []; onMessage(message); }
    }
  };
  socket.on('data', (data: Buffer) => {
    pending = Buffer.concat([pending, data]);
    for (let read = readFrame(pending); read !== undefined; read = readFrame(pending)) {
      pending = pending.subarray(read.length);
      receive(read.frame);
    }
  });
  socket.on('close', shut);
  socket.on('error', shut);
  return {
    send(message) { if (!closed) socket.write(frame(OPCODE.binary, message)); },
    close() {
      if (closed) return;
      const normal = Buffer.alloc(2);
      normal.writeUInt16BE(1000);
      socket.write(frame(OPCODE.close, normal));
      shut();
    },
    onMessage(listener) { onMessage = listener; },
    onClose(listener) { onClose = listener; },
  };
}

type Frame = { readonly final: boolean; readonly opcode: number; readonly payload: Buffer };

/** A frame from a client (masked); undefined while it is not whole. */
export function readFrame(data: Buffer): { readonly frame: Frame; readonly length: number } | undefined {
  if (data.length < 2) return undefined;
  const [first = 0, second = 0] = data;
  const masked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  const sizeBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const head = 2 + sizeBytes + (masked ? 4 : 0);
  if (data.length < head) return undefined;
  const size = sizeBytes === 0 ? short : sizeBytes === 2 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
  if (data.length < head + size) return undefined;
  const payload = Buffer.from(data.subarray(head, head + size));
  if (masked) for (let i = 0; i < size; i++) payload[i] = (payload[i] ?? 0) ^ (data[head - 4 + (i & 3)] ?? 0);
  return { frame: { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload }, length: head + size };
}

/** A frame to a client (not masked). */
export function frame(opcode: number, payload: Buffer): Buffer {
  const size = payload.length;
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (size < 126) head[1] = size;
  else if (size < 65_536) { head[1] = 126; head.writeUInt16BE(size, 2); }
  else { head[1] = 127; head.writeBigUInt64BE(BigInt(size), 2); }
  return Buffer.concat([head, payload]);
}
