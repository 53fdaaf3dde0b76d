/** What the parts of the API server share, and how a request looks once its path is understood. */
import type { KindDefinition, KubeObject, Status } from '../api/index.ts';
import type { Json } from '../base/index.ts';
import type { Because, Store } from '../store/index.ts';
import type { Clock, Ids, Random } from '../time/index.ts';
import type { Admission } from './admission/types.ts';
import type { Ownership } from './managed/ownership.ts';
import type { Registry } from './registry.ts';
import type { NodeConnection, User } from './request.ts';

export type ServerContext = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly store: Store;
  readonly registry: Registry;
  readonly admission: Admission;
  readonly ownership: Ownership;
  /** Kubelets that can be reached, by node name. */
  readonly nodes: Map<string, NodeConnection>;
  /** Whether warnings about what is not simulated are sent. */
  readonly warnLimits: boolean;
};

export type Query = { readonly get: (name: string) => string | undefined; readonly all: (name: string) => readonly string[] };

/** A request about objects of one kind. */
export type ResourceRequest = {
  readonly kind: KindDefinition;
  /** Name of the kind's place in the store. */
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  /** What follows the subresource: the path for `proxy`. */
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
