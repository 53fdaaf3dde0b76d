/** Answers of the API server as HTTP for programs on this machine. */
import type { ApiResponse } from '../../../apiserver/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import type { HttpResponse } from '../../../script/index.ts';
import { createPipe, race, signal, sleep } from '../../../time/index.ts';
import type { Clock, Reader, Task } from '../../../time/index.ts';
import type { Method } from '../../api.ts';

export const lowerNames = (headers: { readonly [name: string]: string }): { [name: string]: string } =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Methods that the API does not know are refused by the server itself. */
export const apiMethod = (method: string): Method => method as Method;

/** People's programs get indented JSON. @k8s apiserver/pkg/endpoints/handlers/responsewriters isPrettyPrint */
export function wantsPretty(headers: { readonly [name: string]: string }, path: string): boolean {
  const asked = /[?&]pretty=([^&]*)/.exec(path)?.[1];
  if (asked !== undefined) return asked === 'true' || asked === '1' || asked === '';
  const agent = headers['user-agent'] ?? '';
  return agent.startsWith('curl') || agent.startsWith('Wget') || agent.startsWith('Mozilla/5.0');
}

/** As Go writes JSON, in the order in which the server gave it. */
export function jsonBody(body: JsonObject, pretty: boolean): string {
  const text = (pretty ? JSON.stringify(body, undefined, 2) : `${JSON.stringify(body)}\n`).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text;
}

const quoted = (text: string): string => `299 - "${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;

/** @param streams takes what goes on as it comes: told how to end it; undefined for a client that wants everything at once. */
export function* toHttp(clock: Clock, response: ApiResponse, pretty: boolean, limitMs: number, streams?: (end: () => void) => void): Task<HttpResponse> {
  const warnings = response.warnings ?? [];
  const headers = (type: string): { readonly [name: string]: string } => ({
    'content-type': type, 'cache-control': 'no-cache, private', ...(warnings.length === 0 ? {} : { warning: warnings.map(quoted).join(', ') }), ...response.headers,
  });
  switch (response.type) {
    case 'object': return { code: response.code, headers: headers('application/json'), body: jsonBody(response.body, pretty) };
    case 'text': return { code: response.code, headers: headers('text/plain; charset=utf-8'), body: response.body };
    case 'stream': if (streams !== undefined) { streams(() => response.body.cancel()); return { code: response.code, headers: headers('text/plain'), body: '', more: response.body }; } return { code: response.code, headers: headers('text/plain'), body: yield* response.body.readAll() };
    case 'watch': if (streams !== undefined) return { code: response.code, headers: headers('application/json'), body: '', more: eventsOf(response, streams) }; return { code: response.code, headers: headers('application/json'), body: yield* watched(clock, response, limitMs) };
    case 'later': return yield* toHttp(clock, yield* awaited(response), pretty, limitMs, streams);
    case 'session': case 'forward': {
      if (response.type === 'session') response.session.kill();
      return { code: 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'unable to upgrade: missing upgrade headers in request\n' };
    }
  }
}

export function* awaited(response: ApiResponse & { readonly type: 'later' }): Task<ApiResponse> {
  const answered = signal();
  let ready: ApiResponse | undefined;
  response.whenReady((answer) => { ready = answer; answered.fire(); });
  while (ready === undefined) yield answered.wait;
  return ready;
}

/** One line an event, as they come. */
function eventsOf(response: ApiResponse & { readonly type: 'watch' }, streams: (end: () => void) => void): Reader {
  const pipe = createPipe();
  const stop = response.listen(({ type, object }) => { pipe.write(jsonBody({ type, object }, false)); }, () => pipe.close());
  const cancel = (): void => { stop(); pipe.cancel(); };
  streams(() => { stop(); pipe.close(); });
  return { read: () => pipe.read(), readLine: () => pipe.readLine(), readAll: () => pipe.readAll(), cancel };
}

/** For a client that takes one piece only: the events come together at the end of the watch, or just before the client gives up. */
function* watched(clock: Clock, response: ApiResponse & { readonly type: 'watch' }, limitMs: number): Task<string> {
  const pipe = createPipe();
  const ended = signal();
  let over = false;
  const stop = response.listen(({ type, object }) => { pipe.write(jsonBody({ type, object }, false)); }, () => { over = true; ended.fire(); });
  try { if (!over) yield race(ended.wait, sleep(clock, Math.max(0, limitMs - 10))); }
  finally { stop(); pipe.close(); }
  return yield* pipe.readAll();
}
