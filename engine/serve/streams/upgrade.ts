/** Requests that become streams. A refusal goes out as a plain HTTP response. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { ApiResponse } from '../../apiserver/index.ts';
import type { Clock } from '../../time/index.ts';
import type { TimePump } from '../timePump.ts';
import { connectSession, EXEC_PROTOCOLS } from './exec.ts';
import { connectPortForward, PORT_FORWARD_PROTOCOLS } from './portForward.ts';

/** A message from a client; kubectl's are of 32 KiB. @k8s apiserver/pkg/util/proxy/streamtranslator.go */
const MAX_MESSAGE = 4 * 1024 * 1024;

const TTY = /[?&]tty=(?:true|1)(?:&|$)/;

export type Upgrader = { accept(request: IncomingMessage, socket: Duplex, head: Buffer, response: ApiResponse): void; close(): void };

export function createUpgrader(clock: Clock, pump: TimePump): Upgrader {
  const server = new WebSocketServer({
    noServer: true, clientTracking: true, perMessageDeflate: false, skipUTF8Validation: true, maxPayload: MAX_MESSAGE,
    handleProtocols: (offered) => EXEC_PROTOCOLS.find((name) => offered.has(name)) ?? false,
  });
  // `SPDY/3.1+…` is no token, which a protocol's name has to be: ws must not see it.
  const tunnels = new WeakSet<IncomingMessage>();
  server.on('headers', (headers, request) => { if (tunnels.has(request)) headers.push(`Sec-WebSocket-Protocol: ${PORT_FORWARD_PROTOCOLS[0] ?? ''}`); });
  return {
    accept(request, socket, head, response) {
      socket.on('error', () => socket.destroy());
      const problem = response.type === 'session' ? cannotSpeak(request, EXEC_PROTOCOLS)
        : response.type === 'forward' ? cannotSpeak(request, PORT_FORWARD_PROTOCOLS) : undefined;
      if (problem !== undefined || (response.type !== 'session' && response.type !== 'forward')) {
        if (response.type === 'session') response.session.kill();
        refuse(socket, problem ?? response);
        return;
      }
      if (response.type === 'forward') { tunnels.add(request); delete request.headers['sec-websocket-protocol']; }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const done = pump.waiting();
        webSocket.on('close', done);
        if (response.type === 'session') connectSession(clock, webSocket, response.session, TTY.test(request.url ?? ''), pump);
        else connectPortForward(webSocket, response.forward, pump);
        pump.sync();
      });
    },
    close() { for (const socket of server.clients) socket.close(1001); },
  };
}

/** Undefined: it can be spoken. SPDY without WebSocket around it is not. */
function cannotSpeak({ headers }: IncomingMessage, protocols: readonly string[]): ApiResponse | undefined {
  if (String(headers.upgrade).toLowerCase() !== 'websocket') {
    return { type: 'text', code: 400, body: `unable to upgrade: unable to negotiate protocol: only WebSocket is served here, the client asked for ${String(headers.upgrade)}` };
  }
  const offered = String(headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (offered.some((name) => protocols.includes(name))) return undefined;
  return { type: 'text', code: 403, body: `unable to upgrade: unable to negotiate protocol: client supports ${JSON.stringify(offered)}, server accepts ${JSON.stringify(protocols.filter((name) => name !== ''))}` };
}

function refuse(socket: Duplex, response: ApiResponse): void {
  const object = response.type === 'object';
  const body = object ? JSON.stringify(response.body) : response.type === 'text' ? response.body : 'not available over an upgraded connection';
  const code = object || response.type === 'text' ? response.code : 501;
  socket.end([`HTTP/1.1 ${code} Refused`, `Content-Type: ${object ? 'application/json' : 'text/plain; charset=utf-8'}`,
    `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body].join('\r\n'));
}
