/** Figures about `serve` for the bench: small reads over kept connections, and how long a long list holds up others. */
import { Agent, request } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { testServer, pod } from '../../apiserver/testServer.ts';
import { makeClusterKeys, makeCredentials, startServer } from '../index.ts';

export type Throughput = {
  readonly requestsPerSecond: number;
  /** Until the last byte of a list of so many pods, in ms. */
  readonly listMs: number;
  readonly listBytes: number;
  /** The longest that a small read took meanwhile, in ms. */
  readonly slowestReadMs: number;
};
export type ThroughputOptions = { readonly requests: number; readonly pods: number; readonly connections?: number; readonly https?: boolean };

export async function measureServe({ requests, pods, connections = 8, https = false }: ThroughputOptions): Promise<Throughput> {
  const engine = testServer();
  const keys = https ? await makeClusterKeys(engine.clock.now) : undefined;
  const credentials = keys === undefined ? undefined : makeCredentials(keys, [], Date.now(), engine.clock.now);
  const server = await startServer({ cluster: { clock: engine.clock, api: engine.api }, port: 0, speed: 1, ...(credentials === undefined ? {} : { tls: credentials.tls }) });
  const shared = { keepAlive: true, maxSockets: connections + 1 };
  const agent = credentials === undefined ? new Agent(shared) : new TlsAgent({ ...shared, ca: credentials.tls.ca });
  const get = (path: string): Promise<number> => new Promise((done, failed) => {
    const sent = (credentials === undefined ? request : tlsRequest)({ host: '127.0.0.1', port: server.port, path, agent, headers: { 'user-agent': 'bench/1' } }, (response) => {
      let size = 0;
      response.on('data', (part: Buffer) => { size += part.length; });
      response.on('end', () => done(size));
    });
    sent.on('error', failed);
    sent.end();
  });
  const SMALL = '/api/v1/namespaces/default';
  const many = async (count: number): Promise<void> => {
    let left = count;
    await Promise.all(Array.from({ length: connections }, async () => { while (left-- > 0) await get(SMALL); }));
  };
  await many(500);
  const start = performance.now();
  await many(requests);
  const requestsPerSecond = requests / ((performance.now() - start) / 1000);

  for (let i = 0; i < pods; i++) engine.send('POST', '/api/v1/namespaces/default/pods', pod(`pod-${i}`));
  let listing = true;
  let slowestReadMs = 0;
  const began = performance.now();
  const list = get('/api/v1/pods').finally(() => { listing = false; });
  while (listing) {
    const asked = performance.now();
    await get(SMALL);
    slowestReadMs = Math.max(slowestReadMs, performance.now() - asked);
  }
  const listBytes = await list;
  const listMs = performance.now() - began;
  agent.destroy();
  await server.close();
  return { requestsPerSecond, listMs, listBytes, slowestReadMs };
}
