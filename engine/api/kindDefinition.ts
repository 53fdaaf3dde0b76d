/** What the API server knows of one kind. Adding a kind is one file in `kinds/` and one line in `kinds/index.ts`. */
import type { Json, ObjectSchema } from '../base/index.ts';
import type { Decoded } from './decode.ts';
import type { ObjectMeta } from './schema/types.ts';

/** Any API object. Immutable: a changed object is a new one that shares what did not change. */
export type KubeObject = {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: ObjectMeta;
};

/** One thing wrong with one field; printed as `path: <type words>: detail` (see fieldError.ts). */
export type FieldError = {
  readonly type: 'required' | 'invalid' | 'notSupported' | 'duplicate' | 'forbidden' | 'notFound' | 'tooLong' | 'tooMany' | 'internal' | 'typeInvalid';
  readonly path: string;
  readonly value?: Json | undefined;
  readonly detail: string;
  /** The value is not printed: `spec: Invalid value: why`. */
  readonly omitValue?: true;
};

/** Who makes an object, for kinds that keep it. */
export type Requestor = {
  readonly name: string; readonly groups: readonly string[]; readonly uid?: string;
  readonly extra?: { readonly [key: string]: readonly string[] };
};

export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';

/** A cell is made from the object and the moment of printing (ages). */
export type Column<T> = {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format?: string;
  /** 0 is always shown, 1 with `-o wide`. */
  readonly priority: 0 | 1;
  /** null: there is nothing to show. */
  cell(object: T, now: number): string | number | boolean | null;
  readonly description?: string;
};

/** A second endpoint of a resource, as discovery lists it. */
export type Subresource = { readonly name: string; readonly kind: string; readonly group?: string; readonly version?: string; readonly verbs: readonly string[] };

/** What the structure table says of built-in kinds, for those that are defined while the cluster runs. */
export type CustomSchema = {
  /** Types checked, unknown fields dropped (or kept) and named. */
  decode(body: Json | undefined): Decoded;
  readonly patches: ObjectSchema;
  /** The OpenAPI v3 schema as it is published. */
  readonly openApi: Json;
  /** What lists call themselves; by default the kind and `List`. */
  readonly listKind?: string;
  /** Where `scale` finds its numbers. */
  readonly scale?: { readonly specReplicasPath: string; readonly statusReplicasPath: string; readonly labelSelectorPath?: string };
  /** Said with every answer about this version. */
  readonly warning?: string;
  /** Its definition is being deleted: nothing new is created. */
  readonly terminating?: true;
};

/** Methods, so that the definition of one kind is also one of any kind: the registry hands each only its own objects. */
type FieldReader<T> = { read(object: T): string }['read'];

/**
 * A version of a kind that is stored in the form of another one: Event of events.k8s.io, HorizontalPodAutoscaler of autoscaling/v1,
 * each version of a custom resource but the stored one. Requests are decoded and defaulted by this version, then converted;
 * validation, admission and storage see the stored form only; what is shown is converted back.
 */
export type View<T> = {
  readonly kind: KindDefinition;
  toStored(object: T): KubeObject;
  fromStored(object: KubeObject): T;
  /** Stricter than the stored kind's own rules, for what is written through this version; instead of them. Given stored forms. */
  validate?(object: KubeObject, old: KubeObject | undefined): readonly FieldError[];
};

export type KindDefinition<T extends KubeObject = KubeObject> = {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly Verb[];
  readonly subresources: readonly Subresource[];
  /** Key of the structure table: `core.v1.Pod`. */
  readonly definition: string;
  /** Fills in what the client left out. Runs on every write. */
  defaults(object: T): T;
  /** What the server sets or drops before a create: status, generation. Without it: status kept, generation 1 if `spec`. */
  prepareForCreate?(object: T, by?: Requestor): T;
  /** What of `next` really counts in an update of the main resource (status comes from `old`, and so on). */
  prepareForUpdate?(next: T, old: T): T;
  prepareForStatusUpdate?(next: T, old: T): T;
  /** Times that the server itself writes, after `prepareFor…`: RFC 3339, whole seconds. `old` is undefined at creation. */
  stamp?(next: T, old: T | undefined, now: string): T;
  /** The form sent to clients where it differs from the stored one: Go's `null` for lists and times that are not there. */
  wire?(object: T): T;
  validate(object: T): readonly FieldError[];
  /** What only a new object may not have; after `validate`. */
  validateCreate?(object: T): readonly FieldError[];
  validateUpdate?(next: T, old: T): readonly FieldError[];
  /** `validateUpdate` judges the whole object, in upstream's order; `validate` does not run on updates. */
  readonly updateIsWhole?: true;
  /** Of a write to `/status`. */
  validateStatusUpdate?(next: T, old: T): readonly FieldError[];
  readonly columns: readonly Column<T>[];
  /** Order of a table's rows, where it is not that of names. */
  rowOrder?(a: T, b: T): number;
  /** Field selectors beyond metadata.name and metadata.namespace. */
  readonly selectableFields: { readonly [field: string]: FieldReader<T> };
  /** Said with every answer about the kind, after its version: `is deprecated in v1.33+; use …`. */
  readonly deprecated?: string;
  /** Warnings (without the `Warning: ` prefix) for what is accepted but will surprise. */
  warnings?(object: T, old: T | undefined): readonly string[];
  /** What a first deletion makes of the object, its deletionTimestamp included. @param now RFC 3339 */
  prepareForDelete?(object: T, now: string): T;
  /** Deleted without a word about its dependents it leaves them behind, as long ago; the text warns of that. */
  readonly orphansByDefault?: { readonly warning?: string };
  /** True if deletion is graceful: pods. */
  readonly graceful?: boolean;
  readonly view?: View<T>;
  /** Answered by the API server, never stored: reviews, component statuses, metrics. See `apiserver/virtual/`. */
  readonly virtual?: true;
  /** A schema of its own instead of `definition`'s: custom resources. */
  readonly custom?: CustomSchema;
};
