/** For tests: an API server without nodes behind a port, and clients that are not well-behaved. */
import { request as httpRequest, Agent, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { testServer, type TestServer } from '../../apiserver/testServer.ts';
import { startServer, type Limits, type RunningServer } from '../index.ts';

export type Answer = { readonly code: number; readonly headers: IncomingHttpHeaders; readonly body: string };
export type WireServer = {
  readonly engine: TestServer;
  readonly server: RunningServer;
  readonly bugs: unknown[];
  send(method: string, path: string, body?: string | Buffer, headers?: { readonly [name: string]: string }): Promise<Answer>;
  /** Writes bytes as they are; resolves with what came back when the connection has ended, or after `ms`. */
  raw(bytes: string | Buffer, ms?: number): Promise<string>;
  open(): Socket;
  close(): Promise<void>;
};

export async function wireServer(limits: Partial<Limits> = {}): Promise<WireServer> {
  const engine = testServer();
  const bugs: unknown[] = [];
  const server = await startServer({ cluster: { clock: engine.clock, api: engine.api }, port: 0, speed: 1, limits, onBug: (error) => { bugs.push(error); } });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const open = (): Socket => connect(server.port, '127.0.0.1').on('error', () => undefined);
  return {
    engine, server, bugs, open,
    send: (method, path, body, headers = {}) => new Promise((done, failed) => {
      const sent = httpRequest({ host: '127.0.0.1', port: server.port, agent, method, path, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }), ...headers } }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done({ code: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString() }));
        response.on('error', failed);
      });
      sent.on('error', failed);
      sent.end(body);
    }),
    raw: (bytes, ms = 3000) => new Promise((done) => {
      const socket = open();
      let seen = '';
      const timer = setTimeout(() => socket.destroy(), ms);
      socket.on('data', (part: Buffer) => { seen += part.toString('latin1'); });
      socket.on('close', () => { clearTimeout(timer); done(seen); });
      socket.write(bytes);
    }),
    async close() { agent.destroy(); await server.close(); },
  };
}
