/** A cluster behind a real port: kubectl, helm and client libraries talk to it as to any API server. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ApiRequest, ApiResponse, ApiServer, Because, User } from '../apiserver/index.ts';
import type { Clock } from '../time/index.ts';
import type { Json } from '../base/index.ts';
import { connectSession, PROTOCOLS } from './execStream.ts';
import { sendResponse } from './httpResponse.ts';
import { startTimePump, type Speed, type TimePump } from './timePump.ts';
import { decodeProtobuf } from './protobuf/decode.ts';
import { acceptWebSocket } from './webSocket.ts';

/** What of a cluster is served. */
export type ServedCluster = { readonly clock: Clock; readonly api: ApiServer };
export type ServeOptions = {
  readonly cluster: ServedCluster;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly speed: Speed;
};
export type RunningServer = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };

/** @k8s apiserver/pkg/server/config.go MaxRequestBodyBytes */
const MAX_BODY = 3 * 1024 * 1024;
const PROTOBUF = /^application\/vnd\.kubernetes\.protobuf/;
/** There is no decoder for it; clients then use JSON. */
const CBOR = /^application\/cbor/;

export async function startServer({ cluster, port, host = '127.0.0.1', speed }: ServeOptions): Promise<RunningServer> {
  const pump = startTimePump(cluster.clock, speed);
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      pump.sync();
      const pretty = wantsPretty(request);
      const answered = body === undefined ? tooLarge() : answer(cluster.api, request, body);
      if (Buffer.isBuffer(answered)) response.setHeader('content-type', OPENAPI_V2.replace('@', '.')).end(answered);
      else sendResponse({ clock: cluster.clock, pump, response, pretty }, answered);
      pump.sync();
    });
  });
  server.requestTimeout = 0; // watches stay open
  server.on('upgrade', (request: IncomingMessage, socket: Duplex) => upgrade(cluster, pump, request, socket));
  await new Promise<void>((ready, failed) => {
    server.once('error', (error) => { pump.stop(); failed(error); });
    server.listen(port, host, ready);
  });
  const bound = (server.address() as AddressInfo).port; // listening on a port, so it has one
  return { url: `http://${host}:${bound}`, port: bound, close: () => { pump.stop(); return close(server); } };
}

function close(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/** Undefined: too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= MAX_BODY) parts.push(part);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(parts);
}

const status = (code: number, reason: string, message: string): ApiResponse => ({
  type: 'object', code, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
});
const tooLarge = (): ApiResponse => status(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY}`);

function answer(api: ApiServer, request: IncomingMessage, body: Buffer): ApiResponse | Buffer {
  if (wantsOpenApiProtobuf(request)) return EMPTY_OPENAPI_V2;
  const type = String(request.headers['content-type'] ?? '');
  if (body.length === 0) return api.handle(requestOf(request, undefined));
  if (!PROTOBUF.test(type) && !CBOR.test(type)) return api.handle(requestOf(request, body.toString()));
  const decoded = PROTOBUF.test(type) ? decodeProtobuf(body) : undefined;
  if (decoded !== undefined) return api.handle(requestOf(request, decoded));
  return status(415, 'UnsupportedMediaType', 'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml');
}

const OPENAPI_V2 = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
/** `swagger: "2.0"` and nothing else. kubectl asks for it only about kinds that it did not find in OpenAPI v3, so that the answer is always "not there". */
const EMPTY_OPENAPI_V2 = Buffer.from([0x0a, 3, ...Buffer.from('2.0')]);
const wantsOpenApiProtobuf = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'GET' && /^\/openapi\/v2(?:\?|$)/.test(url ?? '') && String(headers.accept ?? '').startsWith(OPENAPI_V2);

function requestOf(request: IncomingMessage, body: Json | undefined): ApiRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  const user = impersonated(headers);
  return {
    method: (request.method ?? 'GET') as ApiRequest['method'], // other methods are refused by the API server
    path: request.url ?? '/', headers, because: becauseOf(headers),
    ...(body === undefined ? {} : { body }), ...(user === undefined ? {} : { user }),
  };
}

/** `kubectl/v1.36.3 (linux/amd64) …` → kubectl. */
function becauseOf(headers: Record<string, string>): Because {
  const by = (headers['user-agent'] ?? '').split(/[/ ]/)[0];
  return { by: by === undefined || by === '' ? 'a client' : by, rule: 'request from outside' };
}

function impersonated(headers: Record<string, string>): User | undefined {
  const name = headers['impersonate-user'];
  if (name === undefined) return undefined;
  const groups = (headers['impersonate-group'] ?? '').split(', ').filter((group) => group !== '');
  return { name, groups: [...groups, 'system:authenticated'] };
}

/** @k8s apiserver/pkg/endpoints/handlers/negotiation isPrettyPrint */
function wantsPretty(request: IncomingMessage): boolean {
  const asked = /[?&]pretty=([^&]*)/.exec(request.url ?? '')?.[1];
  if (asked !== undefined) return asked !== 'false' && asked !== '0';
  return /^(?:curl|Wget|Mozilla)/.test(request.headers['user-agent'] ?? '') || request.url === '/version';
}

/** exec and attach. A refusal goes out as a plain HTTP response. */
function upgrade({ api, clock }: ServedCluster, pump: TimePump, request: IncomingMessage, socket: Duplex): void {
  pump.sync();
  const response = api.handle({ ...requestOf(request, undefined), method: 'GET' });
  const key = request.headers['sec-websocket-key'];
  const offered = String(request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const protocol = PROTOCOLS.find((name) => offered.includes(name));
  if (response.type !== 'session') { refuseUpgrade(socket, response); return; }
  if (key === undefined || protocol === undefined) {
    response.session.kill();
    refuseUpgrade(socket, { type: 'text', code: 400, body: `only WebSocket with ${PROTOCOLS.join(' or ')} is served here` });
    return;
  }
  const done = pump.waiting();
  socket.on('close', done);
  connectSession(clock, acceptWebSocket(socket, key, protocol), response.session, () => pump.sync());
}

function refuseUpgrade(socket: Duplex, response: ApiResponse): void {
  const object = response.type === 'object';
  const body = object ? JSON.stringify(response.body) : response.type === 'text' ? response.body : 'not available over an upgraded connection';
  const code = object || response.type === 'text' ? response.code : 501;
  socket.end([`HTTP/1.1 ${code} Refused`, `Content-Type: ${object ? 'application/json' : 'text/plain; charset=utf-8'}`,
    `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body].join('\r\n'));
}
