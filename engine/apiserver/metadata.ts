/** What the server itself writes into metadata. Fields stand in the order in which Kubernetes prints them. */
import type { KubeObject, ObjectMeta } from '../api/index.ts';
import { jsonEqual, type Json } from '../base/index.ts';
import type { ServerContext } from './context.ts';
import { nowStamp } from './times.ts';

/** @k8s apiserver/pkg/storage/names/generate.go: base cut to 58, five characters appended */
export const generatedName = (base: string, suffix: string): string => base.slice(0, 63 - suffix.length) + suffix;

/** A new object's metadata: names, uid, creation time; what only the server may set is dropped. The store fills the revision in. */
export function stampForCreate(context: ServerContext, object: KubeObject, namespace: string | undefined, name: string, uid = context.ids.uid()): KubeObject {
  const meta = object.metadata ?? {};
  const metadata: { -readonly [field in keyof ObjectMeta]: ObjectMeta[field] } = { name };
  if (meta.generateName !== undefined && meta.generateName !== '') metadata.generateName = meta.generateName;
  if (namespace !== undefined) metadata.namespace = namespace;
  metadata.uid = uid;
  metadata.resourceVersion = '';
  if (meta.generation !== undefined) metadata.generation = meta.generation;
  metadata.creationTimestamp = nowStamp(context.clock);
  if (meta.labels !== undefined) metadata.labels = meta.labels;
  if (meta.annotations !== undefined) metadata.annotations = meta.annotations;
  if (meta.ownerReferences !== undefined) metadata.ownerReferences = meta.ownerReferences;
  if (meta.finalizers !== undefined) metadata.finalizers = meta.finalizers;
  return { ...object, metadata };
}

/** What an update takes from the stored object: what identifies it, and its deletion. */
const KEPT = ['name', 'generateName', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;
const CARRIED = ['labels', 'annotations', 'ownerReferences', 'finalizers'] as const;

/** An update's metadata: what identifies the object and its deletion come from the stored one. */
export function stampForUpdate(next: KubeObject, old: KubeObject): KubeObject {
  const to = next.metadata ?? {};
  const from = old.metadata ?? {};
  if (to === from) return next;
  const metadata: Record<string, unknown> = {};
  for (const field of KEPT) if (from[field] !== undefined) metadata[field] = from[field];
  for (const field of CARRIED) if (to[field] !== undefined) metadata[field] = to[field];
  return { ...next, metadata: jsonEqual(metadata as Json, from as Json) ? from : metadata };
}

function hasEmpty(metadata: ObjectMeta): boolean {
  for (const field of CARRIED) { const value = metadata[field]; if (value !== undefined && !hasAny(value)) return true; }
  return false;
}
/** Asked four times for each update: without a list of the keys. */
function hasAny(value: object): boolean {
  for (const _ in value) return true;
  return false;
}

/** Lists and maps of metadata that have become empty are not kept. @k8s golden controllers/job-delete-cascade (finalizers) */
export function withoutEmptyMeta(object: KubeObject): KubeObject {
  const { metadata } = object;
  if (metadata === undefined || !hasEmpty(metadata)) return object;
  const empty = CARRIED.filter((field) => metadata[field] !== undefined && Object.keys(metadata[field]).length === 0);
  const rest: Record<string, unknown> = { ...metadata };
  for (const field of empty) delete rest[field];
  return { ...object, metadata: rest };
}

type Fields = { readonly [field: string]: Json | undefined };
const HEADER = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** True if nothing beside metadata and status differs. */
export function sameDesire(next: KubeObject, old: KubeObject): boolean {
  const to = next as Fields;
  const from = old as Fields;
  for (const field in to) if (!HEADER.has(field) && !jsonEqual(to[field], from[field])) return false;
  for (const field in from) if (!HEADER.has(field) && from[field] !== undefined && to[field] === undefined) return false;
  return true;
}

/** One more than before when the desired state changed, for kinds that count; a kind's own rule has precedence. */
export function withGeneration(next: KubeObject, old: KubeObject): KubeObject {
  const before = old.metadata?.generation;
  if (before === undefined || next.metadata?.generation !== before || sameDesire(next, old)) return next;
  return { ...next, metadata: { ...next.metadata, generation: before + 1 } };
}
