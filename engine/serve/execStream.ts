/** exec and attach over WebSocket: one byte of channel, then data. @k8s apimachinery/pkg/util/remotecommand v5.channel.k8s.io */
import type { ExecSession } from '../apiserver/index.ts';
import { startTask, type Clock, type Reader } from '../time/index.ts';
import type { WebSocket } from './webSocket.ts';

export const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;

/** @param advance lets the engine act on what came in. */
export function connectSession(clock: Clock, socket: WebSocket, session: ExecSession, advance: () => void): void {
  const send = (channel: number, text: string): void => socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  const pump = (channel: number, reader: Reader): Promise<void> => new Promise((done) => {
    startTask(clock, (function* copy() {
      for (let text = yield* reader.read(); text !== undefined; text = yield* reader.read()) send(channel, text);
    })()).onDone(() => done());
  });
  const streams = [pump(CHANNEL.stdout, session.stdout), pump(CHANNEL.stderr, session.stderr)];
  socket.onMessage((message) => {
    const channel = message[0];
    const text = message.subarray(1).toString();
    if (channel === CHANNEL.stdin) session.stdin.write(text);
    else if (channel === CHANNEL.resize) resize(session, text);
    else if (channel === CHANNEL.close && message[1] === CHANNEL.stdin) session.stdin.close();
    advance();
  });
  socket.onClose(() => session.kill());
  session.onExit((exit) => {
    void Promise.all(streams).then(() => {
      send(CHANNEL.error, JSON.stringify(exitStatus(exit)));
      socket.close();
    });
  });
}

function resize(session: ExecSession, text: string): void {
  const size = JSON.parse(text) as { Width?: number; Height?: number }; // kubectl's own message
  session.resize(size.Width ?? 80, size.Height ?? 24);
}

/** The API server translates between WebSocket and the kubelet's stream, and wraps the error once more. @k8s golden pods/pod-exec */
export function exitStatus({ code, error }: { readonly code: number; readonly error?: string }): object {
  if (error !== undefined) {
    const message = `Internal error occurred: error executing command in container: ${error}`;
    return { metadata: {}, status: 'Failure', message: `Internal error occurred: ${message}`, reason: 'InternalError', details: { causes: [{ message }] }, code: 500 };
  }
  if (code === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {}, status: 'Failure', reason: 'NonZeroExitCode',
    message: `command terminated with non-zero exit code: exit status ${code}`, details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}
