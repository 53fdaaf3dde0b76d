/** What the server itself writes into metadata. Fields stand in the order in which Kubernetes prints them. */
import type { KubeObject, ObjectMeta } from '../api/index.ts';
import { jsonEqual, type Json } from '../base/index.ts';
import type { ServerContext } from './context.ts';
import { nowStamp } from './times.ts';

/** @k8s apiserver/pkg/storage/names/generate.go: base cut to 58, five characters appended */
export const generatedName = (base: string, suffix: string): string => base.slice(0, 63 - suffix.length) + suffix;

/** Optional fields that a client may set at creation. */
function carried(meta: ObjectMeta): ObjectMeta {
  return {
    ...(meta.labels === undefined ? {} : { labels: meta.labels }),
    ...(meta.annotations === undefined ? {} : { annotations: meta.annotations }),
    ...(meta.ownerReferences === undefined ? {} : { ownerReferences: meta.ownerReferences }),
    ...(meta.finalizers === undefined ? {} : { finalizers: meta.finalizers }),
  };
}

/** A new object's metadata: names, uid, creation time; what only the server may set is dropped. */
export function stampForCreate(context: ServerContext, object: KubeObject, namespace: string | undefined, name: string, uid = context.ids.uid()): KubeObject {
  const meta = object.metadata ?? {};
  const metadata: ObjectMeta = {
    name,
    ...(meta.generateName === undefined || meta.generateName === '' ? {} : { generateName: meta.generateName }),
    ...(namespace === undefined ? {} : { namespace }),
    uid,
    resourceVersion: '',
    ...(meta.generation === undefined ? {} : { generation: meta.generation }),
    creationTimestamp: nowStamp(context.clock),
    ...carried(meta),
  };
  return { ...object, metadata };
}

/** What an update takes from the stored object: what identifies it, and its deletion. */
const KEPT = ['name', 'generateName', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;
const CARRIED = ['labels', 'annotations', 'ownerReferences', 'finalizers'] as const;

/** An update's metadata: what identifies the object and its deletion come from the stored one. */
export function stampForUpdate(next: KubeObject, old: KubeObject): KubeObject {
  const [to, from] = [next.metadata ?? {}, old.metadata ?? {}];
  if (to === from) return next;
  const metadata: Record<string, unknown> = {};
  for (const field of KEPT) if (from[field] !== undefined) metadata[field] = from[field];
  for (const field of CARRIED) if (to[field] !== undefined) metadata[field] = to[field];
  return { ...next, metadata: jsonEqual(metadata as Json, from as Json) ? from : metadata };
}

type Fields = { readonly [field: string]: Json | undefined };
const HEADER = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** True if nothing beside metadata and status differs. */
export function sameDesire(next: KubeObject, old: KubeObject): boolean {
  const [to, from] = [next as Fields, old as Fields];
  for (const field of Object.keys(to)) if (!HEADER.has(field) && !jsonEqual(to[field], from[field])) return false;
  for (const field of Object.keys(from)) if (!HEADER.has(field) && from[field] !== undefined && to[field] === undefined) return false;
  return true;
}

/** One more than before when the desired state changed, for kinds that count; a kind's own rule has precedence. */
export function withGeneration(next: KubeObject, old: KubeObject): KubeObject {
  const before = old.metadata?.generation;
  if (before === undefined || next.metadata?.generation !== before || sameDesire(next, old)) return next;
  return { ...next, metadata: { ...next.metadata, generation: before + 1 } };
}
