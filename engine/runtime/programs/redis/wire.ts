/** Redis' protocol stands on the network as a request with the words and a reply, both as JSON. */
import type { HttpRequest, HttpResponse, NetworkPort } from '../../../script/index.ts';
import type { Task } from '../../../time/index.ts';
import type { Reply } from './values.ts';

export const REDIS_PORT = 6379;
const PATH = 'redis:';
const TIMEOUT_MS = 5000;

export type RedisRequest = { readonly words: readonly string[]; readonly password: string };
export type RedisAnswer = { readonly ok: true; readonly reply: Reply } | { readonly ok: false; readonly reason: string };

export const isRedis = (request: Pick<HttpRequest, 'path'>): boolean => request.path === PATH;
export const readRequest = (request: Pick<HttpRequest, 'body' | 'headers'>): RedisRequest =>
  ({ words: JSON.parse(request.body) as readonly string[], password: request.headers['password'] ?? '' }); // written by `ask`
export const answerOf = (reply: Reply): HttpResponse => ({ code: 200, headers: {}, body: JSON.stringify(reply) });

export function* ask(network: NetworkPort, host: string, port: number, { words, password }: RedisRequest): Task<RedisAnswer> {
  const result = yield* network.http({ method: 'POST', scheme: 'http', host, port, path: PATH, headers: { password }, body: JSON.stringify(words), timeoutMs: TIMEOUT_MS });
  if (result.ok && result.response.code === 200) return { ok: true, reply: JSON.parse(result.response.body) as Reply }; // written by `answerOf`
  const reason = result.ok ? 'Protocol error' : { refused: 'Connection refused', timeout: 'Connection timed out', unresolved: 'Name or service not known', reset: 'Server closed the connection', unreachable: 'No route to host' }[result.reason];
  return { ok: false, reason };
}
