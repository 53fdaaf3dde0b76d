/** The databases' protocols stand on the network as one request per statement, in JSON. */
import type { HttpRequest, HttpResponse, NetworkPort } from '../../../script/index.ts';
import type { Task } from '../../../time/index.ts';
import type { Dialect, Problem, Result } from './types.ts';

export type SqlRequest = { readonly user: string; readonly password: string | undefined; readonly database: string; /** Empty: only to open the session. */ readonly sql: string };
/** `refused`: the session was not opened. */
export type SqlAnswer = { readonly result: Result } | { readonly refused: Problem };
export type SqlReply = SqlAnswer | { readonly unreachable: 'refused' | 'timeout' | 'unresolved' | 'reset' | 'unreachable'; readonly address: string };

const TIMEOUT_MS = 10_000;
const pathOf = (dialect: Dialect): string => `${dialect}:`;

export const isSql = (dialect: Dialect, request: Pick<HttpRequest, 'path'>): boolean => request.path === pathOf(dialect);
export const readSql = (request: Pick<HttpRequest, 'body'>): SqlRequest => JSON.parse(request.body) as SqlRequest; // written by `askSql`
export const answerSql = (answer: SqlAnswer): HttpResponse => ({ code: 200, headers: {}, body: JSON.stringify(answer) });

export function* askSql(network: NetworkPort, dialect: Dialect, host: string, port: number, request: SqlRequest): Task<SqlReply> {
  const result = yield* network.http({ method: 'POST', scheme: 'http', host, port, path: pathOf(dialect), headers: {}, body: JSON.stringify(request), timeoutMs: TIMEOUT_MS });
  if (!result.ok) return { unreachable: result.reason, address: result.address ?? '' };
  if (result.response.code !== 200) return { unreachable: 'reset', address: result.address };
  return JSON.parse(result.response.body) as SqlAnswer; // written by `answerSql`
}
