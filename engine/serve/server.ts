/** A cluster behind a real port: kubectl, helm and client libraries talk to it as to any API server. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ApiRequest, ApiResponse, ApiServer } from '../apiserver/index.ts';
import type { Clock } from '../time/index.ts';
import { MAX_BODY, readBody } from './http/body.ts';
import { DEFAULT_LIMITS, listen, type Limits, type TlsMaterial, type WireRequest, type WireResponse } from './http/listener.ts';
import { readRequest, refusal, requestOf } from './http/request.ts';
import { sendResponse } from './http/respond.ts';
import { createUpgrader } from './streams/upgrade.ts';
import { startTimePump, type Speed } from './timePump.ts';

/** What of a cluster is served. */
export type ServedCluster = { readonly clock: Clock; readonly api: Pick<ApiServer, 'handle'> };
export type ServeOptions = {
  readonly cluster: ServedCluster;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly speed: Speed;
  /** Left out: plain HTTP, where everybody is the administrator. */
  readonly tls?: TlsMaterial;
  readonly limits?: Partial<Limits>;
  /** A mistake of ours, met in a request or while time passed. The server goes on. */
  readonly onBug?: (error: unknown) => void;
};
export type RunningServer = {
  readonly url: string;
  readonly port: number;
  /** Ends watches and streams, lets requests in work finish (at most 2 s), then closes. */
  readonly close: () => Promise<void>;
};

const CLOSE_GRACE_MS = 2000;
/** @k8s apiserver/pkg/server/filters/wrap.go: what a panic looks like */
const PANIC = 'This request caused apiserver to panic. Look in the logs for details.';
const tooLarge = (): ApiResponse => refusal(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY}`);

export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { cluster, port, host = '127.0.0.1', speed, tls, onBug = () => undefined } = options;
  const { clock } = cluster;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const pump = startTimePump(clock, speed, onBug);
  const upgrader = createUpgrader(clock, pump);
  const watches = new Set<() => void>();
  const secure = tls !== undefined;
  const handle = (request: ApiRequest): ApiResponse => {
    try {
      pump.sync();
      return cluster.api.handle(request);
    } catch (error) {
      onBug(error);
      return { type: 'text', code: 500, body: `${PANIC}\n` };
    }
  };
  const answer = async (request: WireRequest, response: WireResponse): Promise<void> => {
    const body = await readBody(request, limits.requestMs);
    if (body.type === 'gone') return;
    const read = body.type === 'too large' ? { refused: tooLarge() } : readRequest(request, body.bytes, secure);
    if (body.type === 'too large' && request.httpVersionMajor === 1) response.setHeader('connection', 'close');
    sendResponse({ clock, pump, request, response, watches }, 'refused' in read ? read.refused : handle(read.request));
    pump.sync();
  };
  const listener = await listen(host, port, tls, {
    request: (request, response) => { answer(request, response).catch((error: unknown) => { onBug(error); response.destroy(); }); },
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => upgrader.accept(request, socket, head, handle(requestOf(request, undefined, secure))),
  }, limits).catch((error: unknown) => { pump.stop(); throw error; });
  return {
    url: `${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${listener.port}`, port: listener.port,
    async close() {
      for (const end of watches) end();
      upgrader.close();
      await listener.close(CLOSE_GRACE_MS);
      pump.stop();
    },
  };
}
