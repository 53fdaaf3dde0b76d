/** Requests of one command: who asks, warnings on stderr, errors as kubectl says them. */
import type { Status } from '../api/index.ts';
import type { ApiRequest, ApiResponse, Credentials, WatchEvent } from '../apiserver/index.ts';
import { isObject } from '../base/index.ts';
import type { Json, JsonObject } from '../base/index.ts';
import { signal } from '../time/index.ts';
import type { Task, Wait } from '../time/index.ts';
import { Failure, statusProblem } from './problems.ts';
import type { Trouble } from './connection.ts';

export type Method = ApiRequest['method'];
export type Options = {
  readonly body?: Json | undefined;
  readonly headers?: { readonly [name: string]: string };
  /** Rule words for "why?": `kubectl scale`. */
  readonly rule?: string;
};
export type Answer = { readonly ok: true; readonly code: number; readonly body: JsonObject } | { readonly ok: false; readonly status: Status };

/** Events as they come. `next` waits; undefined is the end. Call `stop` in `finally`. */
export type Watch = { next(): Task<WatchEvent | undefined>; /** Wakes when an event is there or the watch has ended. */ readonly ready: Wait; take(): WatchEvent | undefined; readonly ended: boolean; stop(): void };

export type Api = {
  /** The bare response: streams, sessions, text. */
  send(method: Method, path: string, options?: Options): ApiResponse;
  attempt(method: Method, path: string, options?: Options): Answer;
  /** The body; throws a Failure with the Status. */
  call(method: Method, path: string, options?: Options): JsonObject;
  /** `path` without `watch=true`; throws a Failure if the server refuses. */
  watch(path: string, options?: Options): Watch;
  readonly warned: boolean;
  readonly trouble: Trouble | undefined;
};

export type Wire = {
  readonly request: (request: ApiRequest) => ApiResponse;
  readonly credentials: Credentials;
  readonly headers: { readonly [name: string]: string };
  /** Why no request can be made: the server of the kubeconfig is not there. */
  readonly trouble: Trouble | undefined;
  readonly rule: string;
  readonly printError: (text: string) => void;
};

const isStatus = (body: Json): body is JsonObject => isObject(body) && body['kind'] === 'Status';

export function createApi(wire: Wire): Api {
  const seen = new Set<string>();

  function send(method: Method, path: string, options: Options = {}): ApiResponse {
    if (wire.trouble !== undefined) throw new Failure(wire.trouble.problem);
    const response = wire.request({
      method, path,
      headers: { accept: 'application/json', ...wire.headers, ...(options.body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers },
      ...(options.body === undefined ? {} : { body: options.body }),
      credentials: wire.credentials,
      because: { by: 'kubectl', rule: options.rule ?? wire.rule },
    });
    for (const warning of response.warnings ?? []) {
      if (seen.has(warning)) continue;
      seen.add(warning);
      wire.printError(`Warning: ${warning}\n`);
    }
    return response;
  }
  function attempt(method: Method, path: string, options?: Options): Answer {
    const response = send(method, path, options);
    if (response.type === 'object') {
      if (response.code < 400) return { ok: true, code: response.code, body: response.body };
      return { ok: false, status: response.body as Status };
    }
    if (response.code >= 400) return { ok: false, status: textStatus(response) };
    return { ok: true, code: response.code, body: {} };
  }
  return {
    send, attempt, trouble: wire.trouble,
    get warned() { return seen.size > 0; },
    call(method, path, options) {
      const answer = attempt(method, path, options);
      if (!answer.ok) throw new Failure(statusProblem(answer.status));
      return answer.body;
    },
    watch(path, options) {
      const response = send('GET', withQuery(path, { watch: 'true' }), options);
      if (response.type === 'watch') return createWatch(response.listen);
      if (response.type === 'object' && isStatus(response.body)) throw new Failure(statusProblem(response.body as Status));
      throw new Failure(statusProblem(textStatus(response)));
    },
  };
}

/** The client quotes no more of an answer than this. @k8s client-go/rest/request.go maxUnstructuredResponseTextBytes */
const QUOTED_BYTES = 2048;

/** An answer that is no Status. @k8s apimachinery/pkg/api/errors NewGenericServerResponse */
export function textStatus(response: ApiResponse): Status {
  const { code } = response;
  const said = response.type === 'text' ? response.body.slice(0, QUOTED_BYTES).trim() : 'unknown';
  const of = (reason: string, message: string): Status => ({ status: 'Failure', code, reason, message });
  switch (code) {
    case 401: return of('Unauthorized', 'the server has asked for the client to provide credentials');
    case 403: return of('Forbidden', said);
    case 404: return of('NotFound', 'the server could not find the requested resource');
    case 405: return of('MethodNotAllowed', 'the server does not allow this method on the requested resource');
    case 429: return of('TooManyRequests', 'the server has received too many requests and has asked us to try again later');
    case 503: return of('ServiceUnavailable', 'the server is currently unable to handle the request');
    case 504: return of('Timeout', 'the server was unable to return a response in the time allotted, but may still be processing the request');
    default: return code >= 500 ? of('InternalError', `an error on the server (${JSON.stringify(said)}) has prevented the request from succeeding`) : of('', said);
  }
}

function createWatch(listen: Extract<ApiResponse, { type: 'watch' }>['listen']): Watch {
  const queue: WatchEvent[] = [];
  const changed = signal();
  let ended = false;
  const stop = listen((event) => { queue.push(event); changed.fire(); }, () => { ended = true; changed.fire(); });
  return {
    ready: changed.wait,
    get ended() { return ended && queue.length === 0; },
    take: () => queue.shift(),
    *next() {
      while (queue.length === 0 && !ended) yield changed.wait;
      return queue.shift();
    },
    stop,
  };
}

/** Adds parameters to a path; empty ones are left out. */
export function withQuery(path: string, parameters: { readonly [name: string]: string | undefined }): string {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value ?? '')}`);
  if (pairs.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}
