/** The sockets: HTTP, or HTTPS with HTTP/2 beside HTTP/1.1, with limits for clients that are slow or do not end. */
import { createServer as createHttp, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** PEM texts. `ca` signs the clients' certificates. */
export type TlsMaterial = { readonly key: string; readonly certificate: string; readonly ca: string };
/** HTTP/2 comes through Node's compatibility layer, whose objects have the same methods. */
export type WireRequest = IncomingMessage;
export type WireResponse = ServerResponse;
export type Handlers = {
  readonly request: (request: WireRequest, response: WireResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};
export type Listener = { readonly port: number; close(graceMs: number): Promise<void> };
export type Limits = {
  /** How long a client may take for its headers. @k8s apiserver/pkg/server/secure_serving.go ReadHeaderTimeout */
  readonly headersMs: number;
  /** How long it may take for a whole request. */
  readonly requestMs: number;
  /** Open connections; more are closed at once. */
  readonly connections: number;
};
export const DEFAULT_LIMITS: Limits = { headersMs: 32_000, requestMs: 60_000, connections: 20_000 };

/** @k8s go net/http DefaultMaxHeaderBytes */
const MAX_HEADER = 1024 * 1024;
/** @k8s apiserver/pkg/server/config.go: of one HTTP/2 connection */
const STREAMS = 250;
const IDLE_MS = 90_000;
const TIMEOUT_CHECK_MS = 2000;

export async function listen(host: string, port: number, tls: TlsMaterial | undefined, handlers: Handlers, limits: Limits): Promise<Listener> {
  const sockets = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  const server = tls === undefined ? plain(limits) : secure(tls, limits);
  server.on('request', handlers.request as () => void); // see WireRequest
  server.on('upgrade', handlers.upgrade);
  server.on('clientError', refuseBroken);
  server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session);
    let streams = 0;
    session.on('stream', (stream) => { streams++; stream.once('close', () => { streams--; }); });
    session.on('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
    session.setTimeout(IDLE_MS, () => { if (streams === 0) session.close(); });
  });
  server.on('connection', (socket: Socket) => {
    if (sockets.size >= limits.connections) { socket.destroy(); return; }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // a client that goes away is no matter
    socket.setNoDelay(true);
  });
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => { server.off('error', failed); ready(); });
  });
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port, so it has one
    close: (graceMs) => closeAll(server, sockets, sessions, graceMs),
  };
}

function plain({ headersMs, requestMs }: Limits): HttpServer {
  const server = createHttp({ maxHeaderSize: MAX_HEADER, connectionsCheckingInterval: TIMEOUT_CHECK_MS, keepAliveTimeout: IDLE_MS, requestTimeout: requestMs, headersTimeout: headersMs });
  server.maxHeadersCount = 0;
  return server;
}

function secure({ key, certificate, ca }: TlsMaterial, { headersMs, requestMs }: Limits): Http2SecureServer {
  const timed = { maxHeaderSize: MAX_HEADER, connectionsCheckingInterval: TIMEOUT_CHECK_MS, keepAliveTimeout: IDLE_MS, requestTimeout: requestMs, headersTimeout: headersMs };
  const server = createSecureServer({
    key, cert: certificate, ca, requestCert: true, rejectUnauthorized: false, allowHTTP1: true, minVersion: 'TLSv1.2', handshakeTimeout: headersMs,
    settings: { maxConcurrentStreams: STREAMS, maxHeaderListSize: MAX_HEADER }, ...timed,
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('sessionError', () => undefined);
  return server;
}

/** What is no HTTP gets an answer as Go's server gives it, and the connection ends. @k8s go net/http server.go badRequestError */
function refuseBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) { socket.destroy(); return; }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large'
    : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${status}`);
  socket.destroySoon();
}

function closeAll(server: HttpServer | Http2SecureServer, sockets: ReadonlySet<Socket>, sessions: ReadonlySet<ServerHttp2Session>, graceMs: number): Promise<void> {
  return new Promise((done) => {
    const kill = setTimeout(() => { for (const socket of sockets) socket.destroy(); }, graceMs);
    server.close(() => { clearTimeout(kill); done(); });
    for (const session of sessions) session.close();
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}
