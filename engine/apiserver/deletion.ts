/**
 * Deleting in steps: marking with a time and a grace period, waiting for finalizers, taking away.
 * @k8s apiserver/pkg/registry/rest/delete.go BeforeDelete, registry/generic/registry/store.go; golden pods/pod-terminating-status, controllers/gc-orphan
 */
import { conflict, type KindDefinition, type KubeObject, type ObjectMeta, type Pod } from '../api/index.ts';
import { jsonEqual } from '../base/index.ts';
import { keyOf } from '../store/index.ts';
import { noteAddresses } from './allocation.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext } from './context.ts';
import { parseStamp, rfc3339 } from './times.ts';

export type DeletionOptions = {
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: string | undefined;
  /** The old word for the policy, as it was given. */
  readonly orphanDependents?: boolean | undefined;
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
  readonly dryRun: boolean;
};
/** `gone`: taken away, `object` is its last state; otherwise `object` waits with a deletionTimestamp. */
export type Deleted = { readonly object: KubeObject; readonly gone: boolean };

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

export function deleteObject(context: ServerContext, request: ResourceRequest, given: KubeObject, options: DeletionOptions): Deleted | Failure {
  const refused = checkPreconditions(request, given, options);
  if (refused !== undefined) return refused;
  const first = request.kind.prepareForDelete !== undefined && given.metadata?.deletionTimestamp === undefined;
  const old = first ? request.kind.prepareForDelete?.(given, rfc3339(context.clock.now)) ?? given : given;
  const finalizers = finalizersFor(request.kind, old, options.propagationPolicy);
  const marked = mark(context, request, old, options);
  const meta: ObjectMeta = { ...(marked ?? old).metadata, ...(finalizers.length === 0 ? {} : { finalizers }) };
  const next = { ...old, metadata: finalizers.length === 0 ? without(meta, 'finalizers') : meta };
  const stays = finalizers.length > 0 || (next.metadata.deletionGracePeriodSeconds ?? 0) > 0 || holdsItself(request, old);
  if (options.dryRun) return { object: next, gone: !stays };
  const stored = storeMark(context, request, given, next, stays);
  if (stays) return { object: stored, gone: false };
  return { object: removeNow(context, request, stored) ?? stored, gone: true };
}

function without<K extends keyof ObjectMeta>(meta: ObjectMeta, field: K): ObjectMeta {
  const { [field]: _, ...rest } = meta;
  return rest;
}

function checkPreconditions({ kind }: ResourceRequest, old: KubeObject, options: DeletionOptions): Failure | undefined {
  const { uid = '', resourceVersion = '', name = '' } = old.metadata ?? {};
  const resource = { group: kind.group, resource: kind.kind }; // @k8s golden kubectl/optimistic-lock-conflict
  if (options.uid !== undefined && options.uid !== uid) {
    return fail(conflict(resource, name, `the UID in the precondition (${options.uid}) does not match the UID in record (${uid}). `
      + 'The object might have been deleted and then recreated'));
  }
  if (options.resourceVersion !== undefined && options.resourceVersion !== resourceVersion) {
    return fail(conflict(resource, name, `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). `
      + 'The object might have been modified'));
  }
  return undefined;
}

/** @k8s store.go deletionFinalizersForGarbageCollection: the policy adds one finalizer and removes the other. */
function finalizersFor(kind: KindDefinition, old: KubeObject, policy: string | undefined): readonly string[] {
  const present = old.metadata?.finalizers ?? [];
  if (policy === undefined) {
    // What an earlier deletion said has precedence over the default.
    return kind.orphansByDefault === undefined || present.includes(ORPHAN) || present.includes(FOREGROUND) ? present : [...present, ORPHAN];
  }
  const kept = present.filter((finalizer) => finalizer !== ORPHAN && finalizer !== FOREGROUND);
  if (policy === 'Orphan') return [...kept, ORPHAN];
  if (policy === 'Foreground') return [...kept, FOREGROUND];
  return kept;
}

/** The object with its deletionTimestamp; undefined if a mark that is there stays as it is. */
function mark(context: ServerContext, request: ResourceRequest, old: KubeObject, options: DeletionOptions): KubeObject | undefined {
  const meta = old.metadata ?? {};
  const graceful = request.kind.graceful === true;
  if (meta.deletionTimestamp !== undefined) {
    const current = meta.deletionGracePeriodSeconds ?? 0;
    const wanted = options.gracePeriodSeconds;
    if (!graceful || wanted === undefined || wanted >= current) return undefined;
    return { ...old, metadata: { ...meta, ...shortened(context, meta, current, wanted) } };
  }
  const grace = graceful ? gracePeriod(old as Pod, options.gracePeriodSeconds) : 0; // only pods are graceful
  const generation = meta.generation === undefined || meta.generation === 0 ? {} : { generation: meta.generation + 1 };
  const deletionTimestamp = rfc3339(context.clock.now + grace * 1000);
  // Namespaces are marked by code of their own, without a grace period.
  const period = request.resource === 'namespaces' ? {} : { deletionGracePeriodSeconds: grace };
  return { ...old, metadata: { ...meta, ...generation, deletionTimestamp, ...period } };
}

/** @k8s pkg/registry/core/pod/strategy.go CheckGracefulDelete */
function gracePeriod(pod: Pod, asked: number | undefined): number {
  const phase = pod.status?.phase;
  if ((pod.spec?.nodeName ?? '') === '' || phase === 'Succeeded' || phase === 'Failed') return 0;
  const wanted = asked ?? pod.spec?.terminationGracePeriodSeconds ?? 30;
  return wanted < 0 ? 1 : wanted;
}

/** A later delete counts from the first one; what is already over becomes one second. */
function shortened(context: ServerContext, meta: ObjectMeta, current: number, wanted: number): ObjectMeta {
  if (wanted === 0) return { deletionTimestamp: rfc3339(context.clock.now), deletionGracePeriodSeconds: 0 };
  const begun = (parseStamp(meta.deletionTimestamp) ?? context.clock.now) - current * 1000;
  const due = begun + wanted * 1000;
  if (due > context.clock.now) return { deletionTimestamp: rfc3339(due), deletionGracePeriodSeconds: wanted };
  return { deletionTimestamp: rfc3339(context.clock.now + 1000), deletionGracePeriodSeconds: 1 };
}

/** A namespace stays until its `spec.finalizers` are gone, too. */
function holdsItself(request: ResourceRequest, object: KubeObject): boolean {
  if (request.resource !== 'namespaces') return false;
  return ((object as { spec?: { finalizers?: readonly string[] } }).spec?.finalizers ?? []).length > 0; // it is a Namespace
}

/** Kinds without grace leave no trace of the mark when nothing holds them; pods always show it. */
function storeMark(context: ServerContext, request: ResourceRequest, old: KubeObject, next: KubeObject, stays: boolean): KubeObject {
  if (!stays && request.kind.graceful !== true) return old;
  const object = request.resource === 'namespaces' ? terminating(next) : next;
  if (jsonEqual(object as never, old as never)) return old;
  const key = keyOf(request.namespace, old.metadata?.name ?? '');
  const stored = context.store.put(request.resource, key, object, request.because).object;
  context.ownership.carry(old, stored);
  return stored;
}

/** @k8s pkg/registry/core/namespace/storage/storage.go Delete */
const terminating = (object: KubeObject): KubeObject => {
  const namespace = object as { status?: object }; // it is a Namespace
  return { ...object, status: { ...namespace.status, phase: 'Terminating' } } as KubeObject;
};

function removeNow(context: ServerContext, request: ResourceRequest, object: KubeObject): KubeObject | undefined {
  noteAddresses(context, request, undefined, object);
  return context.store.remove(request.resource, keyOf(request.namespace, object.metadata?.name ?? ''), request.because)?.object;
}

/**
 * An update that leaves an object marked, held by nothing and out of grace takes it away instead of being stored: watchers see only
 * that it is deleted. True if it was. @k8s golden pods/pod-prestop-exec, apiserver/pkg/registry/generic/registry/store.go deleteWithoutFinalizers
 */
export function finishDeletion(context: ServerContext, request: ResourceRequest, next: KubeObject): boolean {
  const meta = next.metadata ?? {};
  if (meta.deletionTimestamp === undefined || (meta.finalizers ?? []).length > 0) return false;
  if ((meta.deletionGracePeriodSeconds ?? 0) > 0 || holdsItself(request, next)) return false;
  removeNow(context, request, next);
  return true;
}
