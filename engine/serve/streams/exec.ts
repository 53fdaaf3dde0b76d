/** exec and attach over WebSocket: one byte of channel, then data. @k8s apimachinery/pkg/util/remotecommand, apiserver/pkg/util/wsstream */
import type { WebSocket } from 'ws';
import type { ExecSession } from '../../apiserver/index.ts';
import { startTask, type Clock, type Reader, type Wait } from '../../time/index.ts';
import { createByteWriter, createTextReader } from './bytes.ts';
import { exitStatus, exitText } from './exitStatus.ts';
import { createTerminal } from './terminal.ts';

type Protocol = { readonly name: string; readonly base64: boolean; readonly closes: boolean; readonly status: boolean };
/** In order of preference; with an empty name: no protocol was asked for. */
const PROTOCOLS: readonly Protocol[] = [
  { name: 'v5.channel.k8s.io', base64: false, closes: true, status: true },
  { name: 'v4.channel.k8s.io', base64: false, closes: false, status: true },
  { name: 'v4.base64.channel.k8s.io', base64: true, closes: false, status: true },
  { name: 'channel.k8s.io', base64: false, closes: false, status: false },
  { name: 'base64.channel.k8s.io', base64: true, closes: false, status: false },
  { name: '', base64: false, closes: false, status: false },
];
export const EXEC_PROTOCOLS: readonly string[] = PROTOCOLS.map(({ name }) => name);

const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;
/** Bytes that may wait for the client before the program's output is no longer taken. */
const MAX_WAITING = 1024 * 1024;

/** @param tty the client asked for a terminal; @param pump `sync` lets the engine act on what came in; `delivered` tells that something was sent. */
export function connectSession(clock: Clock, socket: WebSocket, session: ExecSession, tty: boolean, pump: { sync(): void; delivered(): void }): void {
  const protocol = PROTOCOLS.find(({ name }) => name === socket.protocol) ?? PROTOCOLS[0] as Protocol; // the table is not empty
  const sender = createSender(socket, protocol, pump);
  const terminal = tty ? createTerminal((text) => session.stdin.write(text), (text) => sender.send(CHANNEL.stdout, Buffer.from(text))) : undefined;
  const shown = (text: string): string => terminal?.shown(text) ?? text;
  const streams = [copyOut(clock, session.stdout, sender, CHANNEL.stdout, shown), copyOut(clock, session.stderr, sender, CHANNEL.stderr, shown)];
  const read = createTextReader();
  const typed = (text: string): void => { if (terminal === undefined) session.stdin.write(text); else terminal.typed(text); };
  socket.on('message', (data) => {
    const message = decode(data as Buffer, protocol); // nodebuffer is ws' default
    const payload = message.subarray(1);
    switch (message[0]) {
      case CHANNEL.stdin: if (payload.length > 0) typed(read(payload)); break;
      case CHANNEL.resize: resize(session, payload.toString()); break;
      case CHANNEL.close: if (protocol.closes && payload[0] === CHANNEL.stdin) session.stdin.close(); break;
      default: // other channels are the server's
    }
    pump.sync();
  });
  let ended = false;
  socket.on('close', () => { if (!ended) session.kill(); pump.sync(); });
  socket.on('error', () => socket.terminate());
  session.onExit((exit) => {
    ended = true;
    void Promise.all(streams).then(() => {
      const text = protocol.status ? JSON.stringify(exitStatus(exit)) : exitText(exit);
      if (text !== '') sender.send(CHANNEL.error, Buffer.from(text));
      socket.close(1000);
    });
  });
}

const decode = (data: Buffer, { base64 }: Protocol): Buffer =>
  (base64 ? Buffer.concat([Buffer.from([Number(data.toString('latin1', 0, 1))]), Buffer.from(data.toString('latin1', 1), 'base64')]) : data);

type Sender = { send(channel: number, bytes: Buffer): void; readonly room: Wait; readonly full: boolean };

function createSender(socket: WebSocket, { base64 }: Protocol, pump: { sync(): void; delivered(): void }): Sender {
  let waiting: (() => void)[] = [];
  const wake = (): void => { const all = waiting; waiting = []; for (const each of all) each(); pump.sync(); };
  return {
    send(channel, bytes) {
      if (socket.readyState !== socket.OPEN) return;
      pump.delivered();
      const data = base64 ? `${channel}${bytes.toString('base64')}` : Buffer.concat([Buffer.from([channel]), bytes]);
      socket.send(data, () => { if (waiting.length > 0 && socket.bufferedAmount < MAX_WAITING) wake(); });
    },
    get full() { return socket.readyState === socket.OPEN && socket.bufferedAmount >= MAX_WAITING; },
    room(resume) { waiting.push(resume); return () => { waiting = waiting.filter((each) => each !== resume); }; },
  };
}

function copyOut(clock: Clock, reader: Reader, sender: Sender, channel: number, shown: (text: string) => string): Promise<void> {
  const bytesOf = createByteWriter();
  return new Promise((done) => {
    startTask(clock, (function* copy() {
      for (let text = yield* reader.read(); text !== undefined; text = yield* reader.read()) {
        sender.send(channel, bytesOf(shown(text)));
        while (sender.full) yield sender.room;
      }
    })()).onDone(() => done());
  });
}

/** @k8s client-go/tools/remotecommand/resize.go: `{"Width":80,"Height":24}` */
function resize(session: ExecSession, text: string): void {
  try {
    const { Width, Height } = JSON.parse(text) as { Width?: unknown; Height?: unknown };
    if (typeof Width === 'number' && typeof Height === 'number') session.resize(Width, Height);
  } catch { /* what cannot be read changes nothing */ }
}
