/** For tests only: a server with a clock that stands still and the namespace `default` with its ServiceAccount. */
import type { Json, JsonObject } from '../base/index.ts';
import { createStore, type Store } from '../store/index.ts';
import { createClock, createIds, createRandom, type Clock, type Ids, type Random } from '../time/index.ts';
import { createApiServer, type ApiRequest, type ApiResponse, type ApiServer, type WatchEvent } from './index.ts';

export type TestServer = {
  readonly clock: Clock; readonly random: Random; readonly ids: Ids; readonly store: Store; readonly api: ApiServer;
  /** Sends a request and gives the response; a body in an object. */
  readonly send: (method: ApiRequest['method'], path: string, body?: Json, headers?: ApiRequest['headers']) => ApiResponse;
  /** The body of the response, as an object. */
  readonly body: (method: ApiRequest['method'], path: string, body?: Json, headers?: ApiRequest['headers']) => JsonObject;
  /** Starts a watch and gives the events that have come so far. */
  readonly watch: (path: string) => { readonly events: WatchEvent[]; readonly stop: () => void };
};

export const START = Date.parse('2026-11-21T12:00:00Z');
export const PATCH = {
  merge: { 'content-type': 'application/merge-patch+json' },
  strategic: { 'content-type': 'application/strategic-merge-patch+json' },
  json: { 'content-type': 'application/json-patch+json' },
  apply: { 'content-type': 'application/apply-patch+yaml' },
} as const;

export function testServer(): TestServer {
  const clock = createClock(START);
  const random = createRandom('test');
  const ids = createIds(random);
  const store = createStore({ clock, firstRevision: 100 });
  const api = createApiServer({ clock, ids, random, store, warnLimits: false });
  const send: TestServer['send'] = (method, path, body, headers) =>
    api.handle({ method, path, ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }) });
  send('POST', '/api/v1/namespaces', { metadata: { name: 'default' } });
  send('POST', '/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'default' } });
  return {
    clock, random, ids, store, api, send,
    body(method, path, body, headers) {
      const response = send(method, path, body, headers);
      return response.type === 'object' ? response.body : { type: response.type, code: response.code };
    },
    watch(path) {
      const response = send('GET', path);
      const events: WatchEvent[] = [];
      if (response.type !== 'watch') return { events, stop: () => undefined };
      return { events, stop: response.listen((event) => { events.push(event); }, () => undefined) };
    },
  };
}

export const pod = (name: string, more: JsonObject = {}): JsonObject =>
  ({ metadata: { name }, spec: { containers: [{ name: 'main', image: 'nginx:1.25' }], ...more } });
export const deployment = (name: string, replicas = 1, image = 'nginx:1.25'): JsonObject => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
  spec: { replicas, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image }] } } },
});
