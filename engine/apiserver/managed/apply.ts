/** Server-side apply. @k8s structured-merge-diff merge/update.go Apply, apiserver fieldmanager; golden kubectl/rest-patch-types */
import { applyConflict, apiVersionOf, badRequest, failure, type KubeObject, type Status, type StatusCause } from '../../api/index.ts';
import { isObject, type JsonObject } from '../../base/index.ts';
import { keyOf } from '../../store/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext, type Written } from '../context.ts';
import { decodeObject } from '../decodeBody.ts';
import { parseYaml } from '../parseBody.ts';
import { asJson, asObject } from '../respond.ts';
import { nowStamp } from '../times.ts';
import { fromStored, schemaOfKind, toStored } from '../view.ts';
import { createObject, isDryRun, updateObject, type Change } from '../write.ts';
import { changedFields, difference, intersection, pathsOf, treeOf, type FieldTree } from './fieldTree.ts';
import { mergeApplied, withoutFields } from './mergeApplied.ts';
import { managerOf, ownable, type Manager } from './ownership.ts';
import { undeclaredFields } from './undeclared.ts';

export function serverSideApply(context: ServerContext, request: ResourceRequest, changeOf: (next: KubeObject) => Change, force: boolean): Written | Failure {
  const applied = configuration(request);
  if (isFailure(applied)) return applied;
  const live = context.store.get(request.resource, keyOf(request.namespace, request.name ?? ''));
  const mine: Manager = {
    manager: managerOf(request), operation: 'Apply', apiVersion: apiVersionOf(request.asked), subresource: request.subresource ?? '',
    time: nowStamp(context.clock), fields: treeOf(ownable(applied, 'all'), schemaOfKind(request.asked), false),
  };
  if (live === undefined) return create(context, request, applied, mine);
  return merge(context, request, live, applied, mine, changeOf, force);
}

/** The body, YAML or JSON, as an object of the kind. */
function configuration(request: ResourceRequest): KubeObject | Failure {
  const parsed = typeof request.body === 'string' ? parseYaml(request.body) : request.body;
  if (isFailure(parsed)) return parsed;
  if (!isObject(parsed)) return fail(badRequest('error decoding YAML: the configuration must be an object'));
  const undeclared = request.asked.custom === undefined ? undeclaredFields(request.asked.definition, parsed) : undefined;
  if (undeclared !== undefined) {
    const { group, version, kind } = request.asked;
    const place = [request.namespace ?? '', request.name ?? ''].join('/');
    return fail(failure(500, '', `failed to create typed patch object (${place}; ${group === '' ? '' : `${group}/`}${version}, Kind=${kind}): ${undeclared}`));
  }
  const object = decodeObject(request, parsed);
  if (isFailure(object)) return object;
  if ((object.metadata?.managedFields ?? []).length > 0) return fail(badRequest('metadata.managedFields must be nil'));
  const name = object.metadata?.name ?? '';
  if (name !== '' && name !== request.name) return fail(badRequest(`the name of the object (${name}) does not match the name on the URL (${request.name ?? ''})`));
  return { ...object, metadata: { ...object.metadata, name: request.name ?? '' } };
}

function create(context: ServerContext, request: ResourceRequest, applied: KubeObject, mine: Manager): Written | Failure {
  const object = createObject(context, { ...request, name: undefined }, toStored(request, applied));
  if (isFailure(object)) return object;
  context.ownership.set(object, [mine]);
  return { object, created: true };
}

function merge(context: ServerContext, request: ResourceRequest, live: KubeObject, applied: KubeObject, mine: Manager,
  changeOf: (next: KubeObject) => Change, force: boolean): Written | Failure {
  const schema = schemaOfKind(request.asked);
  const managers = context.ownership.managers(live);
  const previous = managers.find((entry) => isSame(entry, mine));
  const others = managers.filter((entry) => entry !== previous);
  const merged = mergeApplied(asJson(fromStored(request, live)), withoutServerFields(applied), schema);
  const changed = changedFields(ownable(fromStored(request, live), 'all') ?? {}, ownable(asObject(merged), 'all') ?? {}, schema) ?? {};
  const conflicts = others.flatMap((entry) => {
    const both = intersection(entry.fields, changed);
    return both === undefined ? [] : [{ entry, fields: both }];
  });
  if (conflicts.length > 0 && !force) return fail(conflictStatus(conflicts));
  const pruned = removeAbandoned(merged, previous?.fields, mine.fields, others, schema);
  const object = updateObject(context, request, live, changeOf(toStored(request, asObject(pruned))));
  if (isFailure(object)) return object;
  const left = others.flatMap((entry) => {
    const fields = difference(entry.fields, changed);
    return fields === undefined ? [] : [{ ...entry, fields }];
  });
  if (!isDryRun(request)) context.ownership.set(object, [...left, mine]);
  return { object, created: false };
}

const isSame = (a: Manager, b: Manager): boolean => a.manager === b.manager && a.operation === b.operation && a.subresource === b.subresource;

/** What only the server sets is not applied. */
function withoutServerFields(applied: KubeObject): JsonObject {
  const { creationTimestamp: _, managedFields: __, ...metadata } = asJson(applied.metadata ?? {});
  return { ...asJson(applied), metadata };
}

/** What this manager applied before and leaves out now goes, unless another one owns it. */
function removeAbandoned(merged: JsonObject, before: FieldTree | undefined, now: FieldTree, others: readonly Manager[], schema: ReturnType<typeof schemaOfKind>): JsonObject {
  let gone = before === undefined ? undefined : difference(before, now);
  for (const { fields } of others) gone = gone === undefined ? undefined : difference(gone, fields);
  return gone === undefined ? merged : withoutFields(merged, gone, schema);
}

type Conflict = { readonly entry: Manager; readonly fields: FieldTree };

/** @k8s apimachinery/pkg/util/managedfields/internal/conflict.go */
function conflictStatus(conflicts: readonly Conflict[]): Status {
  const name = ({ manager, operation, apiVersion, subresource }: Manager): string =>
    `"${manager}"${subresource === '' ? '' : ` with subresource "${subresource}"`}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
  const found = conflicts.map(({ entry, fields }) => ({ name: name(entry), paths: pathsOf(fields) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const count = found.reduce((sum, { paths }) => sum + paths.length, 0);
  const texts = found.map(({ name: who, paths }) => (paths.length === 1 ? `conflict with ${who}: ${paths[0] ?? ''}`
    : `conflicts with ${who}:\n${paths.map((path) => `- ${path}`).join('\n')}`));
  const causes = found.flatMap(({ name: who, paths }) =>
    paths.map((field): StatusCause => ({ reason: 'FieldManagerConflict', message: `conflict with ${who}`, field })));
  return applyConflict(`Apply failed with ${count} conflict${count === 1 ? '' : 's'}: ${texts.join('\n')}`, causes);
}
