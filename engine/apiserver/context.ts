/** What the parts of the API server share, and how a request looks once its path is understood. */
import type { KindDefinition, KubeObject, Status } from '../api/index.ts';
import type { Json } from '../base/index.ts';
import type { ClusterIdentity } from '../pki/index.ts';
import type { Because, Store } from '../store/index.ts';
import type { Clock, Ids, Random } from '../time/index.ts';
import type { Admission } from './admission/types.ts';
import type { Authorizer } from './authz/types.ts';
import type { Metrics } from './metrics.ts';
import type { Ownership } from './managed/ownership.ts';
import type { Registry } from './registry.ts';
import type { NodeConnection, User, WatchEvent } from './request.ts';

export type ServerContext = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** The cluster's certificate authority and the key of its tokens. */
  readonly identity: ClusterIdentity;
  readonly store: Store;
  readonly registry: Registry;
  readonly admission: Admission;
  readonly authorizer: Authorizer;
  readonly ownership: Ownership;
  /** Kubelets that can be reached, by node name. */
  readonly nodes: Map<string, NodeConnection>;
  /** How dialling a kubelet fails that is not connected, where it is not simply refused. */
  readonly dialErrors: Map<string, string>;
  readonly metrics: Metrics;
  /** The last event that watchers of one resource in one form were told, so that the next of them need not make it again. */
  readonly lastEvents: Map<string, { readonly object: KubeObject; readonly event: WatchEvent }>;
  /** Whether warnings about what is not simulated are sent. */
  readonly warnLimits: boolean;
};

export type Query = { readonly get: (name: string) => string | undefined; readonly all: (name: string) => readonly string[] };

/** A request about objects of one kind. */
export type ResourceRequest = {
  /** The version that is stored: what admission, validation and the store see. */
  readonly kind: KindDefinition;
  /** The version that the path names: what the client sends and is shown. The same as `kind` except for views. */
  readonly asked: KindDefinition;
  /** Name of the kind's place in the store. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** What follows the subresource: the path for `proxy`, with its query. */
  readonly rest: string;
  readonly query: Query;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Json | undefined;
  readonly user: User;
  readonly because: Because | undefined;
  readonly trusted: boolean;
  /** Collects what goes into `Warning:` headers. */
  readonly warn: (text: string) => void;
};

/** A refusal: an API error that is returned, never thrown. A class, so that no request body can look like one. */
export class Failure {
  readonly failure: Status;
  constructor(failure: Status) { this.failure = failure; }
}
export const fail = (status: Status): Failure => new Failure(status);
export const isFailure = (value: unknown): value is Failure => value instanceof Failure;

/** An object on its way into the store. */
export type Written = { readonly object: KubeObject; readonly created: boolean };
