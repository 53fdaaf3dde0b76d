/**
 * Who wrote which fields (managedFields). Kept beside the objects, as a chain of writes that is worked out only when somebody asks:
 * most objects of a cluster are written by controllers and never looked at in this way.
 */
import { apiVersionOf, type KindDefinition, type KubeObject, type ManagedFieldsEntry } from '../../api/index.ts';
import { isObject, jsonEqual, type Json } from '../../base/index.ts';
import type { Store } from '../../store/index.ts';
import type { ResourceRequest } from '../context.ts';
import type { Clock } from '../../time/index.ts';
import { parseStamp } from '../times.ts';
import { afterUpdate, type Manager, type Write } from './afterUpdate.ts';
import type { FieldTree } from './fieldTree.ts';
import { sorted } from './managers.ts';

export type { Manager } from './afterUpdate.ts';

/** One write, as the request's own object said it, before admission and the server filled in more. */
export type Claim = {
  readonly old: KubeObject | undefined;
  readonly claimed: KubeObject;
  /** What the client said of managedFields. */
  readonly given?: readonly ManagedFieldsEntry[] | undefined;
};
export type Ownership = {
  /** Notes that `request` made `stored`. */
  readonly wrote: (request: ResourceRequest, claim: Claim, stored: KubeObject) => void;
  /** Whether the request gives or takes a field, even where nothing else of the object changes. */
  readonly moves: (request: ResourceRequest, claim: Claim) => boolean;
  /** The object as it would be with its managers, had it been stored. */
  readonly wouldWrite: (request: ResourceRequest, claim: Claim, object: KubeObject) => KubeObject;
  /** The server itself changed an object: its managers stay. */
  readonly carry: (old: KubeObject, stored: KubeObject) => void;
  readonly managers: (object: KubeObject) => readonly Manager[];
  /** Puts what server-side apply has worked out in place of everything. */
  readonly set: (object: KubeObject, managers: readonly Manager[]) => void;
  /** The object as clients see it, with `metadata.managedFields`. */
  readonly shown: (object: KubeObject) => KubeObject;
};
/** The kind in one of its versions. */
export type KindIn = (apiVersion: string, kind: string) => KindDefinition | undefined;

/** `shown`: this very object with its managers, for those who read it again and again. */
type Known = { object: KubeObject; depth: number; write: OneWrite | undefined; managers: readonly Manager[] | undefined; shown?: KubeObject | undefined };
type OneWrite = { readonly kind: Write['kind']; readonly old: KubeObject | undefined; claimed: KubeObject; readonly by: Write['by']; at: number; readonly before: Known | undefined };
/**
 * A writer in one kind. In place of what is known of an object it says: made whole by this writer and never changed since. Two fifths of
 * all writes are Events of this sort: they need no entry of their own.
 */
class Writer {
  readonly kind: KindDefinition;
  readonly by: Write['by'];
  constructor(kind: KindDefinition, by: Write['by']) { this.kind = kind; this.by = by; }
}

/** Chains are worked out before they keep too many old versions alive. */
const LONGEST_CHAIN = 12;

/** `fieldManager`, or the first word of the client's name, or the component behind the user. */
export function managerOf({ query, headers, trusted, user, because }: ResourceRequest): string {
  const given = query.get('fieldManager');
  if (given !== undefined && given !== '') return given;
  const agent = headers['user-agent']?.split(/[/ ]/)[0];
  if (agent !== undefined && agent !== '') return agent;
  if (!trusted) return because?.by.split(' ')[0] ?? 'unknown';
  if (user.name === 'system:kube-scheduler') return 'kube-scheduler';
  if (user.name === 'system:apiserver') return 'kube-apiserver';
  return user.name.startsWith('system:node:') ? 'kubelet' : 'kube-controller-manager';
}

const sameWriter = (a: Write['by'], b: Write['by']): boolean =>
  a === b || (a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource && a.apiVersion === b.apiVersion);

/** The same managers of the same fields, whenever they wrote. */
const sameFields = (a: readonly Manager[], b: readonly Manager[]): boolean =>
  a === b || (a.length === b.length && a.every((entry) => b.some((other) => sameWriter(entry, other) && jsonEqual(entry.fields as Json, other.fields as Json))));

export function createOwnership(store: Store, clock: Clock, kindIn: KindIn): Ownership {
  /** By uid, for the newest version. (A WeakMap by version costs more in garbage collection than everything else here.) */
  const newest = new Map<string, Known | Writer>();
  const uidOf = ({ metadata }: KubeObject): string => metadata?.uid ?? '';
  store.subscribe(undefined, ({ type, object }) => { if (type === 'DELETED') newest.delete(uidOf(object)); });

  /** What is known of this very version, or of the newest where older ones are no longer told apart. */
  const knownOf = (object: KubeObject): Known | undefined => {
    const noted = newest.get(uidOf(object));
    const last = noted instanceof Writer ? firstWrite(noted, object) : noted;
    if (noted instanceof Writer && last !== undefined) newest.set(uidOf(object), last);
    let entry = last;
    while (entry !== undefined && entry.object !== object) entry = entry.write?.before;
    return entry ?? last;
  };
  const resolve = (entry: Known | undefined): readonly Manager[] => {
    if (entry === undefined) return [];
    if (entry.managers === undefined) {
      entry.managers = entry.write === undefined ? [] : afterUpdate(entry.write, resolve(entry.write.before), kindIn);
      entry.write = undefined;
      entry.depth = 0;
    }
    return entry.managers;
  };
  const managers = (object: KubeObject): readonly Manager[] => resolve(knownOf(object));
  /** A cluster has few writers: each is told once. */
  const writers = new Map<KindDefinition, Writer[]>();
  const writerOf = (request: ResourceRequest): Writer => {
    const manager = managerOf(request);
    const subresource = request.subresource ?? '';
    let own = writers.get(request.asked);
    if (own === undefined) { own = []; writers.set(request.asked, own); }
    let writer = own.find(({ by }) => by.manager === manager && by.subresource === subresource);
    if (writer === undefined) {
      writer = new Writer(request.asked, { manager, operation: 'Update', subresource, apiVersion: apiVersionOf(request.asked) });
      own.push(writer);
    }
    return writer;
  };
  const withManagers = (object: KubeObject, list: readonly Manager[]): KubeObject =>
    (list.length === 0 ? object : { ...object, metadata: { ...object.metadata, managedFields: list.map(entryOf) } });
  const shown = (object: KubeObject): KubeObject => {
    if (object.metadata?.managedFields !== undefined) return object;
    const known = knownOf(object);
    if (known?.object !== object) return withManagers(object, resolve(known));
    known.shown ??= withManagers(object, resolve(known));
    return known.shown;
  };

  /** What was known before the write: a client may have put its own managers in their place. */
  const beforeOf = ({ old, given }: Claim): Known | undefined => {
    const before = old === undefined ? undefined : knownOf(old);
    const told = given === undefined || (old !== undefined && jsonEqual(given as unknown as Json, shown(old).metadata?.managedFields as unknown as Json)); // entries are JSON
    return told ? before : { object: old ?? {}, depth: 0, write: undefined, managers: given.map(fromEntry) };
  };
  const writeOf = (request: ResourceRequest, { old, claimed }: Claim): Write => ({ kind: request.asked, old, claimed, by: writerOf(request).by, at: clock.now });
  return {
    managers, shown,
    wrote(request, claim, stored) {
      const writer = writerOf(request);
      if (claim.old === undefined && claim.given === undefined && claim.claimed === stored && request.resource === 'events') { newest.set(uidOf(stored), writer); return; }
      const before = beforeOf(claim);
      if (claim.old === stored) { if (before !== undefined) newest.set(uidOf(stored), before); return; }
      const last = before?.write;
      if (before !== undefined && last !== undefined && request.trusted && before.object === claim.old && sameWriter(last.by, writer.by)) {
        // A component that writes again and again counts as one long write: nobody asks which of them changed what.
        [before.object, before.shown, last.claimed, last.at] = [stored, undefined, claim.claimed, clock.now];
        return;
      }
      if (before !== undefined && before.depth >= LONGEST_CHAIN) resolve(before);
      const write: OneWrite = { kind: request.asked, old: claim.old, claimed: claim.claimed, by: writer.by, at: clock.now, before };
      newest.set(uidOf(stored), { object: stored, depth: (before?.depth ?? 0) + 1, managers: undefined, write, shown: undefined });
    },
    moves(request, claim) {
      const before = resolve(beforeOf(claim));
      return !sameFields(before, afterUpdate(writeOf(request, claim), before, kindIn));
    },
    wouldWrite: (request, claim, object) => (request.trusted ? object
      : withManagers(object, afterUpdate(writeOf(request, claim), resolve(beforeOf(claim)), kindIn))),
    carry(old, stored) {
      const known = knownOf(old);
      if (known !== undefined) newest.set(uidOf(stored), { object: stored, depth: known.depth, write: known.write, managers: known.managers });
    },
    set: (object, list) => { newest.set(uidOf(object), { object, depth: 0, write: undefined, managers: sorted(list) }); },
  };
}

/** What stands behind a writer's word, for its object as it was made. */
const firstWrite = ({ kind, by }: Writer, object: KubeObject): Known => ({
  object, depth: 1, managers: undefined, shown: undefined,
  write: { kind, old: undefined, claimed: object, by, at: parseStamp(object.metadata?.creationTimestamp) ?? 0, before: undefined },
});

function entryOf({ manager, operation, apiVersion, subresource, time, fields }: Manager): ManagedFieldsEntry {
  return { manager, operation, apiVersion, time, fieldsType: 'FieldsV1', fieldsV1: fields as Json, ...(subresource === '' ? {} : { subresource }) };
}
const fromEntry = ({ manager = '', operation, apiVersion = '', subresource = '', time = '', fieldsV1 }: ManagedFieldsEntry): Manager =>
  ({ manager, operation: operation === 'Apply' ? 'Apply' : 'Update', apiVersion, subresource, time, fields: (isObject(fieldsV1) ? fieldsV1 : {}) as FieldTree }); // trees are nested objects
