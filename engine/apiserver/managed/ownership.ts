/**
 * Who wrote which fields (managedFields). Kept beside the objects, as a chain of writes that is worked out only when somebody asks:
 * most objects of a cluster are written by controllers and never looked at in this way.
 */
import { apiVersionOf, type KubeObject, type ManagedFieldsEntry } from '../../api/index.ts';
import { isObject, jsonEqual, type Json, type JsonObject } from '../../base/index.ts';
import type { Store } from '../../store/index.ts';
import type { ResourceRequest } from '../context.ts';
import type { Clock } from '../../time/index.ts';
import { asJson } from '../respond.ts';
import { rfc3339 } from '../times.ts';
import { schemaOfKind } from '../view.ts';
import { changedFields, difference, intersection, isEmptyTree, treeOf, union, type FieldTree } from './fieldTree.ts';

export type Manager = {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  readonly time: string;
  readonly fields: FieldTree;
};
export type Ownership = {
  /** Notes that `request` made `next` of `old`; `given` is what the client said of managedFields. */
  readonly wrote: (request: ResourceRequest, old: KubeObject | undefined, next: KubeObject, given?: readonly ManagedFieldsEntry[]) => void;
  readonly managers: (object: KubeObject) => readonly Manager[];
  /** Puts what server-side apply has worked out in place of everything. */
  readonly set: (object: KubeObject, managers: readonly Manager[]) => void;
  /** The object as clients see it, with `metadata.managedFields`. */
  readonly shown: (object: KubeObject) => KubeObject;
};

type Write = {
  readonly kind: ResourceRequest['kind'];
  readonly old: KubeObject | undefined;
  readonly next: KubeObject;
  readonly by: Omit<Manager, 'fields' | 'time'>;
  /** Milliseconds: most are never printed. */
  readonly at: number;
  /** What was known before this write. */
  readonly before: Known | undefined;
};
type Known = { readonly object: KubeObject; depth: number; write: Write | undefined; managers: readonly Manager[] | undefined };

/** Chains are worked out before they keep too many old versions alive. */
const LONGEST_CHAIN = 12;

/** @k8s apiserver/pkg/endpoints/handlers/fieldmanager: fields that nobody owns */
const UNOWNED = ['name', 'namespace', 'generateName', 'creationTimestamp', 'selfLink', 'uid', 'generation', 'managedFields', 'resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds'];

/** The part of an object that can be owned. */
export function ownable(object: KubeObject | undefined, subresource = ''): JsonObject | undefined {
  if (object === undefined) return undefined;
  const { apiVersion: _, kind: __, metadata = {}, status, ...rest } = asJson(object);
  const meta = isObject(metadata) ? Object.fromEntries(Object.entries(metadata).filter(([key]) => !UNOWNED.includes(key))) : {};
  if (subresource === 'status') return status === undefined ? {} : { status };
  return { ...(Object.keys(meta).length === 0 ? {} : { metadata: meta }), ...rest, ...(subresource === '' || status === undefined ? {} : { status }) };
}

/** `fieldManager`, or the first word of the client's name, or the component behind the user. */
export function managerOf({ query, headers, trusted, user, because }: ResourceRequest): string {
  const given = query.get('fieldManager');
  if (given !== undefined && given !== '') return given;
  const agent = headers['user-agent']?.split(/[/ ]/)[0];
  if (agent !== undefined && agent !== '') return agent;
  if (!trusted) return because?.by.split(' ')[0] ?? 'unknown';
  if (user.name === 'system:kube-scheduler') return 'kube-scheduler';
  return user.name.startsWith('system:node:') ? 'kubelet' : 'kube-controller-manager';
}

export function createOwnership(store: Store, clock: Clock): Ownership {
  /** By uid, for the newest version. (A WeakMap by version costs more in garbage collection than everything else here.) */
  const newest = new Map<string, Known>();
  const uidOf = ({ metadata }: KubeObject): string => metadata?.uid ?? '';
  store.subscribe(undefined, ({ type, object }) => { if (type === 'DELETED') newest.delete(uidOf(object)); });

  /** What is known of this very version, or of the newest where older ones are no longer told apart. */
  const knownOf = (object: KubeObject): Known | undefined => {
    const last = newest.get(uidOf(object));
    let entry = last;
    while (entry !== undefined && entry.object !== object) entry = entry.write?.before;
    return entry ?? last;
  };

  const resolve = (entry: Known | undefined): readonly Manager[] => {
    if (entry === undefined) return [];
    if (entry.managers === undefined) {
      entry.managers = entry.write === undefined ? [] : afterUpdate(entry.write, resolve(entry.write.before));
      entry.write = undefined;
      entry.depth = 0;
    }
    return entry.managers;
  };
  const managers = (object: KubeObject): readonly Manager[] => resolve(knownOf(object));
  const byOf = (request: ResourceRequest): Write['by'] => ({
    manager: managerOf(request), operation: 'Update', subresource: request.subresource ?? '',
    apiVersion: apiVersionOf(request.asked),
  });
  const shown = (object: KubeObject): KubeObject => {
    const entries = managers(object);
    return entries.length === 0 ? object : { ...object, metadata: { ...object.metadata, managedFields: entries.map(entryOf) } };
  };
  return {
    managers, shown,
    wrote(request, old, next, given) {
      let before = old === undefined ? undefined : knownOf(old);
      if (given !== undefined && old !== undefined && !jsonEqual(given as unknown as Json, shown(old).metadata?.managedFields as unknown as Json)) {
        before = { object: old, depth: 0, write: undefined, managers: given.map(fromEntry) };
      }
      if (old === next) { if (before !== undefined) newest.set(uidOf(next), before); return; }
      const [by, at] = [byOf(request), clock.now];
      const last = before?.write;
      // A component that writes again and again counts as one long write: nobody asks which of them changed what.
      if (request.trusted && last !== undefined && before?.object === old && same(last.by, by)) {
        newest.set(uidOf(next), { object: next, depth: before?.depth ?? 1, managers: undefined, write: { ...last, next, at } });
        return;
      }
      if (before !== undefined && before.depth >= LONGEST_CHAIN) resolve(before);
      newest.set(uidOf(next), { object: next, depth: (before?.depth ?? 0) + 1, managers: undefined, write: { kind: request.kind, old, next, by, at, before } });
    },
    set: (object, list) => { newest.set(uidOf(object), { object, depth: 0, write: undefined, managers: sorted(list) }); },
  };
}

const same = (a: Write['by'], b: Write['by']): boolean =>
  a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource && a.apiVersion === b.apiVersion;

/** What the writer changed is its own now; what is gone belongs to nobody. */
function afterUpdate({ kind, old, next, by, at }: Write, before: readonly Manager[]): readonly Manager[] {
  const schema = schemaOfKind(kind);
  const part = by.subresource === '' || by.subresource === 'status' ? by.subresource : 'all';
  const changed = changedFields(ownable(old, part) ?? {}, ownable(next, part) ?? {}, schema) ?? {};
  const present = treeOf(ownable(next, 'all'), schema, true);
  const others = before.flatMap((entry) => {
    const kept = same(entry, by) || isEmptyTree(changed) ? entry.fields : difference(entry.fields, changed);
    const left = kept === undefined ? undefined : intersection(kept, present);
    return left === undefined ? [] : [{ ...entry, fields: left }];
  });
  if (isEmptyTree(changed)) return others;
  const own = others.find((entry) => same(entry, by));
  const mine = { ...by, time: rfc3339(at), fields: own === undefined ? changed : union(own.fields, changed) };
  return sorted([...others.filter((entry) => entry !== own), mine]);
}

/** @k8s fieldmanager/internal/managedfields.go sortEncodedManagedFields */
function sorted(list: readonly Manager[]): readonly Manager[] {
  const key = ({ operation, time, manager, apiVersion, subresource }: Manager): string => [operation, time, manager, apiVersion, subresource].join('\n');
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function entryOf({ manager, operation, apiVersion, subresource, time, fields }: Manager): ManagedFieldsEntry {
  return { manager, operation, apiVersion, time, fieldsType: 'FieldsV1', fieldsV1: fields as Json, ...(subresource === '' ? {} : { subresource }) };
}
const fromEntry = ({ manager = '', operation, apiVersion = '', subresource = '', time = '', fieldsV1 }: ManagedFieldsEntry): Manager =>
  ({ manager, operation: operation === 'Apply' ? 'Apply' : 'Update', apiVersion, subresource, time, fields: (isObject(fieldsV1) ? fieldsV1 : {}) as FieldTree }); // trees are nested objects
