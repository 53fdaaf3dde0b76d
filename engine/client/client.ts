/** Typed requests of components in the same process: reads from the store, writes through the API server. */
import type { KindDefinition, KubeObject, Status } from '../api/index.ts';
import { noSuchResource, notFoundStatus } from '../api/index.ts';
import type { ApiRequest, ApiServer, Because, Target, User } from '../apiserver/index.ts';
import type { JsonObject } from '../base/index.ts';
import { resourceOf, type Store } from '../store/index.ts';
import type { Clock } from '../time/index.ts';
import { createInformers, type Informers } from './informer.ts';
import type { Link } from './link.ts';
import type { Client, Result, UpdatedPart } from './types.ts';

export type ClientOptions = {
  readonly server: ApiServer;
  readonly store: Store;
  readonly clock: Clock;
  readonly user: User;
  /** Shared by the clients of one cluster; without it this client has its own. */
  readonly informers?: Informers;
  /** The way to the API server; without it requests always arrive. */
  readonly link?: Link | undefined;
};

/** @k8s apimachinery/pkg/api/errors NewGenericServerResponse */
const NO_SUCH = 'the server could not find the requested resource';
const NO_HEADERS = {};
const PATCH_HEADERS = { merge: { 'content-type': 'application/merge-patch+json' }, strategic: { 'content-type': 'application/strategic-merge-patch+json' } } as const;

/** Path of a collection, or of one object in it. */
export function pathOf(kind: KindDefinition, namespace: string | undefined, name?: string, subresource?: string): string {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const place = namespace === undefined || namespace === '' || !kind.namespaced ? '' : `/namespaces/${namespace}`;
  return `${root}${place}/${kind.plural}${name === undefined ? '' : `/${name}`}${subresource === undefined ? '' : `/${subresource}`}`;
}

export function createClient({ server, store, clock, user, informers = createInformers(store, clock), link }: ClientOptions): Client {
  const send = <T>(method: ApiRequest['method'], target: Target, body: JsonObject, because: Because, headers: NonNullable<ApiRequest['headers']> = NO_HEADERS): Result<T> => {
    const problem = link?.problem();
    if (problem !== undefined) return { ok: false, status: problem };
    const response = server.handle(new OwnRequest(method, target, headers, body, user, because));
    const answer = response.type === 'object' ? response.body : {};
    return response.code < 300 ? { ok: true, value: answer as T } : { ok: false, status: answer as Status }; // the path tells the type
  };
  return {
    get<T extends KubeObject>(kind: KindDefinition<T>, namespace: string | undefined, name: string): Result<T> {
      const problem = link?.problem();
      if (problem !== undefined) return { ok: false, status: problem };
      const found = store.find(resourceOf(kind), kind.namespaced ? namespace : undefined, name)?.object;
      if (found === undefined) return { ok: false, status: notFoundStatus({ group: kind.group, resource: kind.plural }, name) };
      return { ok: true, value: found as T }; // stored under this kind
    },
    create: <T extends KubeObject>(kind: KindDefinition<T>, object: T, because: Because) =>
      send<T>('POST', targetOf(kind, object.metadata?.namespace), typed(kind, object), because),
    update<T extends KubeObject>(kind: KindDefinition<T>, object: T, because: Because, subresource?: UpdatedPart): Result<T> {
      return send<T>('PUT', targetOf(kind, object.metadata?.namespace, object.metadata?.name ?? '', subresource), typed(kind, object), because);
    },
    patch: <T extends KubeObject>(kind: KindDefinition<T>, namespace: string | undefined, name: string, patch: JsonObject, because: Because,
      options: { readonly type?: 'merge' | 'strategic'; readonly subresource?: 'status' } = {}) =>
      send<T>('PATCH', targetOf(kind, namespace, name, options.subresource), patch, because, PATCH_HEADERS[options.type ?? 'merge']),
    delete: (kind, namespace, name, because, options = {}) =>
      send<JsonObject>('DELETE', targetOf(kind, namespace, name), options as JsonObject, because),
    post: (kind, namespace, name, subresource, body, because) =>
      send<JsonObject>('POST', targetOf(kind, namespace, name, subresource), body, because),
    call({ method, path, what, body, because }) {
      const problem = link?.problem();
      if (problem !== undefined) return { ok: false, status: problem };
      const response = server.handle({ method, path, user, because, ...(body === undefined ? {} : { body }) });
      if (response.type === 'object') return response.code < 300 ? { ok: true, value: response.body } : { ok: false, status: response.body as Status }; // what is no success is a Status
      return { ok: false, status: { ...noSuchResource(), message: `${NO_SUCH} (${what})` } };
    },
    informer: link === undefined ? informers : link.informers(informers),
  };
}

/** Its path is put together for those who read it: the server knows the way by the target. */
class OwnRequest implements ApiRequest {
  readonly method: ApiRequest['method'];
  readonly target: Target;
  readonly headers: NonNullable<ApiRequest['headers']>;
  readonly body: JsonObject;
  readonly user: User;
  readonly because: Because;
  readonly trusted = true;
  constructor(method: ApiRequest['method'], target: Target, headers: NonNullable<ApiRequest['headers']>, body: JsonObject, user: User, because: Because) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.body = body;
    this.user = user;
    this.because = because;
  }
  get path(): string {
    const { kind, namespace, name, subresource } = this.target;
    return pathOf(kind, namespace, name, subresource);
  }
}

/** A path needs no types. A namespace of what has none is not looked at. */
const targetOf = <T extends KubeObject>(kind: KindDefinition<T>, namespace: string | undefined, name?: string, subresource?: string): Target =>
  ({ kind: kind as unknown as KindDefinition, namespace: kind.namespaced ? namespace : undefined, name, subresource });

/** Typed code may leave out apiVersion and kind. */
function typed<T extends KubeObject>(kind: KindDefinition<T>, object: T): JsonObject {
  if (object.kind === kind.kind && object.apiVersion !== undefined) return object as JsonObject;
  return { apiVersion: kind.group === '' ? kind.version : `${kind.group}/${kind.version}`, kind: kind.kind, ...object } as JsonObject;
}
