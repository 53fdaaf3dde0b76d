/**
 * ControllerRevisions: the templates that a StatefulSet or DaemonSet has had, numbered. Each holds a patch that puts its template back.
 * @k8s pkg/controller/history/controller_history.go
 */
import {
  canonicalJson, controllerReference, KINDS, safeEncode, schemaOf, utf8Bytes,
  type ControllerRevision, type KindDefinition, type KubeObject, type PodTemplateSpec, type Status,
} from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import { applyStrategicPatch, isObject, jsonEqual, type Json, type JsonObject } from '../base/index.ts';
import type { Result } from '../client/index.ts';
import { nameOf, namespaceOf } from './owners.ts';
import { kindOf, send, type Reply, type Request } from './request.ts';

/** Made of the template's text and of collisions; StatefulSets put it on the revision. */
export const REVISION_HASH = 'controller.kubernetes.io/hash';
/** On pods, the name of the revision (StatefulSet) or its hash (DaemonSet); DaemonSets put it on the revision as well. */
export const REVISION_LABEL = 'controller-revision-hash';

export type WithTemplate = KubeObject & { readonly spec?: { readonly template: PodTemplateSpec } };
type Sending<T> = Generator<readonly Request[], T, readonly Reply[]>;

/** What a revision keeps of its owner. */
export const revisionData = (template: PodTemplateSpec): JsonObject =>
  // A template is plain JSON.
  ({ spec: { template: { $patch: 'replace', ...template as unknown as JsonObject } } });

export const holdsTemplate = (revision: ControllerRevision, template: PodTemplateSpec): boolean => jsonEqual(revision.data, revisionData(template));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Lowest number first; then the older, then by name. */
export const byRevision = (a: ControllerRevision, b: ControllerRevision): number => a.revision - b.revision
  || compare(a.metadata?.creationTimestamp ?? '', b.metadata?.creationTimestamp ?? '') || compare(nameOf(a), nameOf(b));

/** One more than the highest; 1 for none. */
export const nextRevision = (revisions: readonly ControllerRevision[]): number =>
  revisions.reduce((highest, { revision }) => Math.max(highest, revision), 0) + 1;

/** As Go writes it: keys sorted, and what HTML would misread escaped. */
const goJson = (data: Json): string =>
  canonicalJson(data).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** FNV-1, not FNV-1a as for ReplicaSets. */
function fnv32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of utf8Bytes(text)) hash = Math.imul(hash, 0x01000193) ^ byte;
  return hash >>> 0;
}

/** The same letters as upstream's. @k8s HashControllerRevision, golden controllers/sts-broken-revision */
export const revisionHash = (data: JsonObject, collisionCount: number): string => safeEncode(String(fnv32(goJson(data) + String(collisionCount))));

const PREFIX_BYTES = 223;
/** `web-9f7d6c9b5`. */
export const revisionName = (owner: KubeObject, hash: string): string => `${nameOf(owner).slice(0, PREFIX_BYTES)}-${hash}`;

/** Not written yet: labels of the template and the hash, annotations of the owner. @param hashLabel where the hash stands */
export function newRevision(owner: WithTemplate, hash: string, revision: number, hashLabel: string): ControllerRevision {
  const template = owner.spec?.template ?? {};
  const { annotations } = owner.metadata ?? {};
  return {
    apiVersion: 'apps/v1', kind: 'ControllerRevision',
    metadata: {
      name: revisionName(owner, hash), namespace: namespaceOf(owner),
      labels: { ...template.metadata?.labels, [hashLabel]: hash },
      ...(annotations === undefined ? {} : { annotations }),
      ownerReferences: [controllerReference(owner)],
    },
    // Sorted as Go sorts maps: a reader sees the text that was hashed.
    data: JSON.parse(canonicalJson(revisionData(template))) as Json,
    revision,
  };
}

export type Creation = { readonly ok: true; readonly revision: ControllerRevision; readonly collisionCount: number } | { readonly ok: false; readonly status: Status };

/**
 * Creates the revision of the owner's template. A name taken by other data counts as a collision and gives the next name;
 * one taken by the same data is the revision. The label keeps the first hash. @k8s CreateControllerRevision
 */
export function* createRevision(
  owner: WithTemplate, revision: number, collisionCount: number, find: (name: string) => ControllerRevision | undefined, because: Because,
): Sending<Creation> {
  const data = revisionData(owner.spec?.template ?? {});
  const wanted = newRevision(owner, revisionHash(data, collisionCount), revision, REVISION_HASH);
  for (let count = collisionCount; ; count++) {
    const name = revisionName(owner, revisionHash(data, count));
    const object = { ...wanted, metadata: { ...wanted.metadata, name } };
    const result = yield* send<ControllerRevision>({ verb: 'create', kind: kindOf(KINDS.ControllerRevision), object, because });
    if (result.ok) return { ok: true, revision: result.value, collisionCount: count };
    if (result.status.reason !== 'AlreadyExists') return result;
    const taken = find(name);
    if (taken === undefined) return result;
    if (jsonEqual(taken.data, data)) return { ok: true, revision: taken, collisionCount: count };
  }
}

/** Gives an old revision a new number: how a roll-back shows. */
export function* renumber(old: ControllerRevision, revision: number, because: Because): Sending<Result<ControllerRevision>> {
  if (old.revision === revision) return { ok: true, value: old };
  const object: ControllerRevision = { ...old, revision };
  return yield* send<ControllerRevision>({ verb: 'update', kind: kindOf(KINDS.ControllerRevision), object, because });
}

export const deleteRevision = (revision: ControllerRevision, because: Because): Request =>
  ({ verb: 'delete', kind: kindOf(KINDS.ControllerRevision), namespace: namespaceOf(revision), name: nameOf(revision), because });

/** The owner with the template of a revision; undefined if the data is no patch for it. @k8s ApplyRevision */
export function applyRevision<T extends WithTemplate>(owner: T, kind: KindDefinition<T>, revision: ControllerRevision): T | undefined {
  if (owner.spec !== undefined && holdsTemplate(revision, owner.spec.template)) return owner;
  if (!isObject(revision.data)) return undefined;
  // API objects are plain JSON; the patch leaves one of the same kind.
  const patched = applyStrategicPatch(owner as unknown as JsonObject, revision.data, schemaOf(kind.definition));
  return patched.ok ? patched.value as unknown as T : undefined;
}
