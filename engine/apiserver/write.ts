/** Creating and replacing objects: the steps that every verb that writes goes through. @k8s apiserver/pkg/registry/generic/registry/store.go */
import {
  alreadyExists, conflict, failure, generateNameConflict, invalidStatus, limitWarnings, validateMetaUpdate, type FieldError, type KindDefinition, type KubeObject, type ObjectMeta,
} from '../api/index.ts';
import { jsonEqual, type Json } from '../base/index.ts';
import { keyOf, registryKey } from '../store/index.ts';
import type { Attributes } from './admission/types.ts';
import { refuseEscalation } from './authz/escalation.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from './context.ts';
import { finishDeletion } from './deletion.ts';
import { generatedName, stampForCreate, stampForUpdate, withGeneration, withoutEmptyMeta } from './metadata.ts';
import { allocate, noteAddresses } from './allocation.ts';
import { tooLargeToStore } from './limits.ts';
import { EMPTY_QUERY } from './query.ts';
import { nowStamp } from './times.ts';
import { keepsGeneration } from './verbs/updateRules.ts';

export const isDryRun = ({ query }: ResourceRequest): boolean => query !== EMPTY_QUERY && query.all('dryRun').includes('All');

export const attributesOf = (request: ResourceRequest, operation: Attributes['operation'], name: string,
  old: KubeObject | undefined, form?: Attributes['form']): Attributes => ({
  operation, name, old, form,
  kind: request.kind, resource: request.resource, namespace: request.namespace, subresource: request.subresource,
  user: request.user, dryRun: isDryRun(request), trusted: request.trusted, warn: request.warn,
});

const resourceName = ({ kind }: ResourceRequest): { group: string; resource: string } => ({ group: kind.group, resource: kind.plural });

/** A name that nobody has; after eight tries the last one, so that the caller reports the collision. */
function freeName(context: ServerContext, request: ResourceRequest, meta: ObjectMeta): string {
  if (meta.name !== undefined && meta.name !== '') return meta.name;
  if (meta.generateName === undefined || meta.generateName === '') return '';
  let name = '';
  // @k8s apiserver/pkg/registry/generic/registry/store.go maxNameGenerationCreateAttempts
  for (let attempt = 0; attempt < 8; attempt++) {
    name = generatedName(meta.generateName, context.ids.suffix());
    if (context.store.find(request.resource, request.namespace, name) === undefined) break;
  }
  return name;
}

export function createObject(context: ServerContext, request: ResourceRequest, body: KubeObject): KubeObject | Failure {
  const { kind, namespace, resource } = request;
  const meta = body.metadata ?? {};
  const placed = body.metadata !== undefined && (namespace === undefined || meta.namespace === namespace);
  const defaulted = kind.defaults(placed ? body : { ...body, metadata: { ...meta, ...(namespace === undefined ? {} : { namespace }) } });
  const attributes = attributesOf(request, 'CREATE', meta.name ?? '', undefined);
  const admitted = context.admission.admit(attributes, defaulted, context);
  if (isFailure(admitted)) return admitted;
  const escalates = refuseEscalation(context, request, admitted, undefined);
  if (escalates !== undefined) return escalates;
  // Addresses and ports are given out before anything is judged. @k8s store.go Create BeginCreate
  const prepared = allocate(context, request, prepareForCreate(context, request, admitted), undefined);
  if (isFailure(prepared)) return prepared;
  const name = prepared.metadata?.name ?? '';
  const errors = request.asked.view?.validate?.(prepared, undefined) ?? validateNew(kind, prepared);
  if (errors.length > 0) return fail(invalidStatus(kind, name, errors));
  const refused = context.admission.validate(attributes.name === name ? attributes : { ...attributes, name }, prepared, context);
  if (refused !== undefined) return refused;
  if (context.store.find(resource, namespace, name) !== undefined) {
    const generated = meta.name === undefined || meta.name === '';
    return fail((generated ? generateNameConflict : alreadyExists)(resourceName(request), name));
  }
  warnAbout(context, request, prepared, undefined);
  const given = request.trusted ? undefined : meta.managedFields;
  if (isDryRun(request)) return context.ownership.wouldWrite(request, { old: undefined, claimed: defaulted, given }, withoutRevision(prepared));
  const large = tooLargeToStore(request, prepared);
  if (large !== undefined) return large;
  noteAddresses(context, request, prepared, undefined);
  const stored = context.store.put(resource, keyOf(namespace, name), prepared, request.because).object;
  // Where the server has added nothing that can be owned, what was sent need not be kept.
  context.ownership.wrote(request, { old: undefined, claimed: admitted === defaulted && isPlain(kind, body) ? stored : defaulted, given }, stored);
  return stored;
}

const validateNew = (kind: KindDefinition, object: KubeObject): readonly FieldError[] =>
  (kind.validateCreate === undefined ? kind.validate(object) : [...kind.validate(object), ...kind.validateCreate(object)]);

/** Events and the like: besides metadata they are stored as they come. */
const isPlain = (kind: KindDefinition, object: KubeObject): boolean => kind.prepareForCreate === undefined && kind.stamp === undefined && !('spec' in object);

function prepareForCreate(context: ServerContext, request: ResourceRequest, object: KubeObject): KubeObject {
  const { kind } = request;
  const name = freeName(context, request, object.metadata ?? {});
  // Jobs select their pods by this id. @k8s apiserver/pkg/registry/rest/meta.go FillObjectMetaSystemFields
  const uid = context.ids.uid();
  if (isPlain(kind, object)) return stampForCreate(context, object, request.namespace, name, uid);
  const named = { ...object, metadata: { ...object.metadata, name, uid } };
  const own = kind.prepareForCreate === undefined ? firstGeneration(named) : kind.prepareForCreate(named, request.user);
  const timed = kind.stamp === undefined ? own : kind.stamp(own, undefined, nowStamp(context.clock));
  return stampForCreate(context, timed, request.namespace, name, uid);
}

const firstGeneration = (object: KubeObject): KubeObject =>
  ('spec' in object ? { ...object, metadata: { ...object.metadata, generation: 1 } } : object);

function withoutRevision(object: KubeObject): KubeObject {
  const { resourceVersion: _, ...metadata } = object.metadata ?? {};
  return { ...object, metadata };
}

function warnAbout(context: ServerContext, request: ResourceRequest, object: KubeObject, old: KubeObject | undefined): void {
  if (request.trusted) return;
  for (const text of request.kind.warnings?.(object, old) ?? []) request.warn(text);
  if (!context.warnLimits) return;
  const known = old === undefined ? [] : limitWarnings(request.kind, old);
  for (const text of limitWarnings(request.kind, object)) if (!known.includes(text)) request.warn(text);
}

/** How a new version is made of the stored one: by replacing, by patching, by a subresource. */
export type Change = {
  readonly next: KubeObject;
  /** Takes over only part of `next`: the status, or everything else. */
  readonly prepare: (next: KubeObject, old: KubeObject) => KubeObject;
  /** A change of the status alone is not validated again. */
  readonly validated: boolean;
  /** Whether `next` says which version it was made from. */
  readonly checkRevision: boolean;
  /** The desired state is filled in, not changed: no new generation. */
  readonly keepGeneration?: boolean;
  /** Part of a request that has passed admission as what it is: a binding, an eviction. */
  readonly admitted?: true;
  /** What may change, where that is not what the kind says of its main resource. */
  readonly check?: (next: KubeObject, old: KubeObject) => readonly FieldError[];
};

export function updateObject(context: ServerContext, request: ResourceRequest, old: KubeObject, change: Change): KubeObject | Failure {
  const { kind, resource } = request;
  const name = old.metadata?.name ?? '';
  const stale = change.checkRevision ? precondition(request, old, change.next) : undefined;
  if (stale !== undefined) return stale;
  const stamped = stampForUpdate(change.next, old);
  const defaulted = change.validated ? kind.defaults(stamped) : stamped;
  const attributes = attributesOf(request, 'UPDATE', name, old);
  const admitted = change.admitted === true ? defaulted : context.admission.admit(attributes, defaulted, context);
  if (isFailure(admitted)) return admitted;
  const escalates = refuseEscalation(context, request, admitted, old);
  if (escalates !== undefined) return escalates;
  const changed = withoutEmptyMeta(change.prepare(admitted, old));
  const timed = kind.stamp === undefined ? changed : kind.stamp(changed, old, nowStamp(context.clock));
  const prepared = allocate(context, request, timed, old);
  if (isFailure(prepared)) return prepared;
  const next = change.keepGeneration === true || keepsGeneration(kind) ? prepared : withGeneration(prepared, old);
  const given = request.trusted ? undefined : change.next.metadata?.managedFields;
  const claim = { old, given, claimed: request.subresource === 'status' ? withMetadataOf(defaulted, next) : defaulted };
  // @k8s etcd3/store.go: equal bytes are not written; who owns what is part of them (golden pods/pod-resize-refused)
  if (jsonEqual(next as Json, old as Json) && (request.trusted || !context.ownership.moves(request, claim))) {
    if (given !== undefined && !isDryRun(request)) context.ownership.wrote(request, { old, claimed: old, given }, old);
    return old;
  }
  if (change.validated) {
    const errors = request.asked.view?.validate?.(next, old) ?? validateUpdate(request, change, next, old);
    if (errors.length > 0) return fail(invalidStatus(kind, name, errors));
  } else if (request.subresource === 'status' && !(request.trusted && kind.graceful === true)) { // our kubelets write statuses of pods all the time
    const errors = kind.validateStatusUpdate?.(next, old) ?? validateMetaUpdate(next, old);
    if (errors.length > 0) return fail(invalidStatus(kind, name, errors));
  }
  const refused = change.admitted === true ? undefined : context.admission.validate(attributes, next, context);
  if (refused !== undefined) return refused;
  if (change.validated) warnAbout(context, request, next, old);
  if (isDryRun(request)) return context.ownership.wouldWrite(request, claim, next);
  if (finishDeletion(context, request, next)) return next;
  const large = tooLargeToStore(request, next);
  if (large !== undefined) return large;
  noteAddresses(context, request, next, old);
  const stored = context.store.put(resource, keyOf(request.namespace, name), next, request.because).object;
  // A binding writes past the field managers: nobody owns a Pod's nodeName. @k8s registry/core/pod/storage/storage.go setPodNodeAndMetadata
  if (request.subresource !== 'binding') context.ownership.wrote(request, claim, stored);
  return stored;
}

/** A status that is written takes of the metadata what the kind lets it. */
const withMetadataOf = (object: KubeObject, { metadata }: KubeObject): KubeObject => (metadata === undefined ? object : { ...object, metadata });

function validateUpdate({ kind }: ResourceRequest, change: Change, next: KubeObject, old: KubeObject): readonly FieldError[] {
  const allowed = change.check === undefined ? kind.validateUpdate?.(next, old) ?? [] : change.check(next, old);
  if (kind.updateIsWhole === true) return allowed;
  return [...kind.validate(next), ...allowed];
}

/** @k8s apiserver/pkg/registry/rest/update.go, storage/errors.go */
function precondition(request: ResourceRequest, old: KubeObject, next: KubeObject): Failure | undefined {
  const name = old.metadata?.name ?? '';
  const [uid, revision] = [next.metadata?.uid, next.metadata?.resourceVersion];
  if (uid !== undefined && uid !== '' && uid !== old.metadata?.uid) {
    return fail(conflict(resourceName(request), name, `StorageError: invalid object, Code: 4, Key: ${storageKey(request, name)}, `
      + `ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata?.uid ?? ''}`));
  }
  // @k8s golden kubectl/optimistic-lock-conflict
  if (revision !== undefined && !/^\d*$/.test(revision)) return fail(failure(500, '', `strconv.ParseUint: parsing ${JSON.stringify(revision)}: invalid syntax`));
  if (revision !== undefined && revision !== '' && revision !== old.metadata?.resourceVersion) return fail(conflict(resourceName(request), name));
  return undefined;
}

/** The key in etcd that error texts show. */
export const storageKey = ({ resource, namespace }: ResourceRequest, name: string): string => registryKey(resource, keyOf(namespace, name));
