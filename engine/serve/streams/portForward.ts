/**
 * port-forward: SPDY inside a WebSocket, two streams for each connection, one for errors and one for data. Programs
 * that speak a protocol of their own get the bytes; to all others what comes over a connection is read as HTTP. @k8s client-go/tools/portforward, apiserver/pkg/util/proxy/streamtunnel.go
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';
import type { PortConnection, PortForwarding, ProxyResponse } from '../../apiserver/index.ts';
import { createByteWriter, createTextReader } from './bytes.ts';
import { createSpdyConnection, type SpdyStream } from './spdy/connection.ts';

export const PORT_FORWARD_PROTOCOLS: readonly string[] = ['SPDY/3.1+portforward.k8s.io'];

type Pump = { sync(): void; delivered(): void; waiting(): () => void };
const MAX_REQUEST = 3 * 1024 * 1024;

export function connectPortForward(socket: WebSocket, forward: PortForwarding, pump: Pump): void {
  const errors = new Map<string, SpdyStream>();
  const server = createServer();
  const connection = createSpdyConnection({
    send(bytes, sent) { if (socket.readyState === socket.OPEN) socket.send(bytes, () => sent()); else sent(); },
    close() { socket.close(1000); },
  }, (stream) => {
    const { streamtype = '', requestid = '', port = '' } = stream.headers;
    if (streamtype === 'error') { errors.set(requestid, stream); stream.resume(); stream.on('close', () => errors.delete(requestid)); return; }
    const error = errors.get(requestid);
    const number = Number(port);
    if (streamtype !== 'data' || error === undefined || !Number.isInteger(number) || number < 1 || number > 65_535) { stream.destroy(); return; }
    carry(server, stream, error, number, forward, pump);
  });
  socket.on('message', (data) => connection.receive(data as Buffer)); // nodebuffer is ws' default
  socket.on('close', () => connection.close());
  socket.on('error', () => socket.terminate());
}

function carry(server: Server, data: SpdyStream, error: SpdyStream, port: number, forward: PortForwarding, pump: Pump): void {
  const done = pump.waiting();
  pump.sync();
  forward.dial(port, (problem) => {
    done();
    pump.delivered();
    if (problem !== undefined) { error.end(problem); data.end(); return; }
    data.once('close', () => { error.end(); });
    const connection = forward.connect?.(port);
    if (connection !== undefined) { bytesThrough(data, connection, pump); return; }
    ports.set(data, { port, forward, pump });
    // Node's server reads from any stream; it is never bound to a port.
    if (server.listenerCount('request') === 0) server.on('request', (request, response) => void answer(request, response));
    server.emit('connection', data);
  });
  pump.sync();
}

/** As it comes, both ways. */
function bytesThrough(data: SpdyStream, connection: PortConnection, pump: Pump): void {
  let over = false;
  const close = (): void => { if (over) return; over = true; pump.sync(); connection.close(); };
  connection.onText((text) => { data.write(Buffer.from(text, 'latin1')); pump.delivered(); }, () => { data.end(); pump.delivered(); });
  data.on('data', (bytes: Buffer) => { if (over) return; pump.sync(); connection.write(bytes.toString('latin1')); pump.sync(); });
  data.once('end', close);
  data.once('close', close);
}

const ports = new WeakMap<object, { readonly port: number; readonly forward: PortForwarding; readonly pump: Pump }>();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = ports.get(request.socket);
  const body = await textOf(request);
  if (target === undefined || body === undefined) { request.socket.destroy(); return; }
  const { port, forward, pump } = target;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const done = pump.waiting();
  pump.sync();
  forward.request(port, { method: request.method ?? 'GET', path: request.url ?? '/', headers, body }, (result) => {
    done();
    pump.delivered();
    write(response, result, request.method === 'HEAD');
  });
  pump.sync();
}

function write(response: ServerResponse, result: ProxyResponse, headOnly: boolean): void {
  if (!result.ok) { response.socket?.destroy(); return; }
  const body = createByteWriter()(result.body);
  response.sendDate = false;
  response.statusCode = result.code;
  for (const [name, value] of Object.entries(result.headers)) {
    if (/^transfer-encoding$/i.test(name)) continue;
    response.setHeader(name, /^content-length$/i.test(name) && !headOnly ? body.length : value);
  }
  if (!response.hasHeader('content-length') && !headOnly) response.setHeader('Content-Length', body.length);
  if (!response.hasHeader('connection')) response.setHeader('Connection', 'keep-alive');
  response.end(body);
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const read = createTextReader();
  let text = '';
  for await (const part of request as AsyncIterable<Buffer>) {
    text += read(part);
    if (text.length > MAX_REQUEST) return undefined;
  }
  return text;
}
