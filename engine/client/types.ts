/** client-go's part: what the kubelet, the scheduler and the controllers see of the API server. */
import type { KindDefinition, KubeObject, Status } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { Clock, Ids, Random } from '../time/index.ts';
import type { Link } from './link.ts';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly status: Status };

export type DeleteOptions = {
  readonly gracePeriodSeconds?: number;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
};

/** What a whole object (a Scale for `scale`) is put to. */
export type UpdatedPart = 'approval' | 'finalize' | 'scale' | 'status';

/** `what`: `get pods.metrics.k8s.io`. `path` may have a query. */
export type Call = { readonly method: 'GET' | 'PUT'; readonly path: string; readonly what: string; readonly body?: JsonObject; readonly because: Because };

export type Client = {
  get<T extends KubeObject>(kind: KindDefinition<T>, namespace: string | undefined, name: string): Result<T>;
  create<T extends KubeObject>(kind: KindDefinition<T>, object: T, because: Because): Result<T>;
  /** Replaces the object; a resourceVersion in it is a precondition. `subresource: 'status'` writes only the status. */
  update<T extends KubeObject>(kind: KindDefinition<T>, object: T, because: Because, subresource?: UpdatedPart): Result<T>;
  /** Default type is a merge patch. `binding` and other odd subresources go through `post`. */
  patch<T extends KubeObject>(kind: KindDefinition<T>, namespace: string | undefined, name: string, patch: JsonObject, because: Because,
    options?: { readonly type?: 'merge' | 'strategic'; readonly subresource?: 'status' }): Result<T>;
  delete<T extends KubeObject>(kind: KindDefinition<T>, namespace: string | undefined, name: string, because: Because, options?: DeleteOptions): Result<JsonObject>;
  /** POST to a subresource: `binding`, `eviction`, `token`. */
  post<T extends KubeObject>(kind: KindDefinition<T>, namespace: string | undefined, name: string, subresource: string, body: JsonObject, because: Because): Result<JsonObject>;
  /** What no kind stands for; an answer that is no object becomes client-go's sentence about `what`. */
  call(call: Call): Result<JsonObject>;
  informer<T extends KubeObject>(kind: KindDefinition<T>): Informer<T>;
};

export type Change<T> =
  | { readonly type: 'ADDED'; readonly object: T; readonly old: undefined }
  | { readonly type: 'MODIFIED'; readonly object: T; readonly old: T }
  | { readonly type: 'DELETED'; readonly object: T; readonly old: T };

/** The present state of one kind, shared by all who ask, with indices; changes are told through the clock. */
export type Informer<T> = {
  get(namespace: string | undefined, name: string): T | undefined;
  /** All, or those of a namespace, in key order. */
  list(namespace?: string): readonly T[];
  /** Adds an index once per name; `by` then answers without a scan. `partOf`: what of an object its keys come from; while that is the same, so are they. */
  addIndex(name: string, keysOf: (object: T) => readonly string[], partOf?: (object: T) => unknown): void;
  by(index: string, key: string): readonly T[];
  /** Handlers run `latencyMs` (default 1) after the write, in order; existing objects come as ADDED first. Returns how to stop. */
  onChange(handler: (change: Change<T>) => void, latencyMs?: number): () => void;
};

/** Writes Events, counting up repeats as client-go does. */
export type Recorder = {
  /** Its program has been started anew: what it has told before is told as new. */
  forget(): void;
  event(about: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string, options?: { readonly fieldPath?: string; readonly annotations?: { readonly [key: string]: string } }): void;
};

/** Writes Events of events.k8s.io: repeats become a series. `action`: what was tried. */
export type SeriesRecorder = {
  event(about: KubeObject, type: 'Normal' | 'Warning', reason: string, action: string, note: string): void;
};

/** A reconcile that has ended well. `again` asks for the same work once more: what it would send, as `verb kind name`. */
export type Reconciled = { readonly source: string; readonly key: string; /** When it began, virtual ms since 1970. */ readonly since: number; readonly again: () => readonly string[] };

/** What every component gets. `recorder` makes one for a source: `('kubelet', 'node01')`. */
export type ComponentContext = {
  readonly clock: Clock;
  /** What the machine's own clock shows: what is written as a moment comes from here, how long something takes does not. */
  readonly wall: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly ids: Ids;
  readonly client: Client;
  /** The way to the API server, where it can be closed. */
  readonly link?: Link;
  readonly recorder: (component: string, host?: string) => Recorder;
  /** Books a request of a component that limits its own; returns in how many ms it may be sent. */
  readonly throttle?: () => number;
  readonly seriesRecorder: (controller: string, instance: string) => SeriesRecorder;
  /** Told of each reconcile: how it is proved that a second one finds nothing to do. */
  readonly onReconciled?: (work: Reconciled) => void;
};

/** A part of the control plane or of a node that can be started and stopped. */
export type Component = { readonly name: string; start(): void; stop(): void };
