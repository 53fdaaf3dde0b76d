/** Server-side apply. @k8s structured-merge-diff merge/update.go Apply, apiserver fieldmanager; golden kubectl/rest-patch-types */
import { applyConflict, apiVersionOf, badRequest, failure, type KubeObject, type Status, type StatusCause } from '../../api/index.ts';
import { isObject, type JsonObject } from '../../base/index.ts';
import { keyOf } from '../../store/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext, type Written } from '../context.ts';
import { checkIdentity, checkPlace, decodeObject } from '../decodeBody.ts';
import { parseYaml } from '../parseBody.ts';
import { asJson, asObject } from '../respond.ts';
import { nowStamp } from '../times.ts';
import { fromStored, schemaOfKind, toStored } from '../view.ts';
import { createObject, isDryRun, updateObject, type Change } from '../write.ts';
import { compareIn, comparisons, ownable, withoutReset, withoutTaken, type Manager } from './afterUpdate.ts';
import { fieldSet } from './compare.ts';
import { difference, intersection, LEAF, pathsOf, withParents, type FieldTree } from './fieldTree.ts';
import { allowedByLastApplied, withLastApplied } from './lastApplied.ts';
import { mergeApplied, withoutFields } from './mergeApplied.ts';
import { managerOf } from './ownership.ts';
import { undeclaredFields } from './undeclared.ts';

export function serverSideApply(context: ServerContext, request: ResourceRequest, changeOf: (next: KubeObject) => Change, force: boolean): Written | Failure {
  const applied = configuration(request);
  if (isFailure(applied)) return applied;
  const live = context.store.get(request.resource, keyOf(request.namespace, request.name ?? ''));
  const wanted = withoutReset(ownable(applied), request.asked, request.subresource ?? '');
  const fields = fieldSet(wanted, schemaOfKind(request.asked)) ?? LEAF;
  const mine: Manager = {
    manager: managerOf(request), operation: 'Apply', apiVersion: apiVersionOf(request.asked), subresource: request.subresource ?? '',
    time: nowStamp(context.clock), fields: difference(fields, { 'f:metadata': LEAF }) ?? LEAF,
  };
  return live === undefined ? create(context, request, applied, mine) : merge(context, request, live, applied, mine, changeOf, force);
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
  const moved = name === '' ? checkPlace(request, object) : checkIdentity(request, object);
  if (moved !== undefined) return moved;
  return { ...object, metadata: { ...object.metadata, name: request.name ?? '' } };
}

function create(context: ServerContext, request: ResourceRequest, applied: KubeObject, mine: Manager): Written | Failure {
  const object = createObject(context, { ...request, name: undefined }, toStored(request, applied));
  if (isFailure(object)) return object;
  if (!isDryRun(request)) context.ownership.set(object, [mine]);
  return { object, created: true };
}

function merge(context: ServerContext, request: ResourceRequest, live: KubeObject, applied: KubeObject, mine: Manager,
  changeOf: (next: KubeObject) => Change, force: boolean): Written | Failure {
  const { asked } = request;
  const managers = context.ownership.managers(live);
  const previous = managers.find((entry) => entry.manager === mine.manager && entry.operation === 'Apply' && entry.subresource === mine.subresource);
  const others = managers.filter((entry) => entry !== previous);
  const merged = mergeApplied(asJson(fromStored(request, live)), withoutServerFields(applied), schemaOfKind(asked));
  const pruned = removeAbandoned(merged, previous?.fields, mine.fields, others, schemaOfKind(asked));
  const next = toStored(request, asObject(pruned));
  const own = compareIn(asked, live, next, mine.subresource);
  const comparisonFor = comparisons(asked, mine.apiVersion, own, (apiVersion) => kindIn(context, apiVersion, asked.kind), (kind) => compareIn(kind, live, next, mine.subresource));
  const conflicts = others.flatMap((entry) => {
    const set = comparisonFor(entry)?.set;
    const fields = set === undefined ? undefined : intersection(entry.fields, set);
    return fields === undefined ? [] : [{ entry, fields }];
  });
  const refused = force ? [] : allowedByLastApplied(mine.manager, asked, fromStored(request, live), conflicts);
  if (refused.length > 0) return fail(conflictStatus(refused));
  const object = updateObject(context, request, live, changeOf(withLastApplied(mine.manager, live, applied, next)));
  if (isFailure(object)) return object;
  const noChange = object === live && previous !== undefined && own.set === undefined && own.gone === undefined;
  const entry = noChange && sameFields(previous.fields, mine.fields) ? previous : mine;
  if (!isDryRun(request)) context.ownership.set(object, [...withoutTaken(others, comparisonFor), entry]);
  return { object, created: false };
}

const sameFields = (a: FieldTree, b: FieldTree): boolean => difference(a, b) === undefined && difference(b, a) === undefined;

function kindIn(context: ServerContext, apiVersion: string, kind: string): ReturnType<ServerContext['registry']['byKind']> {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return context.registry.byKind(group ?? '', version ?? '', kind);
}

/** What only the server sets is not applied. */
function withoutServerFields(applied: KubeObject): JsonObject {
  const { creationTimestamp: _, managedFields: __, ...metadata } = asJson(applied.metadata ?? {});
  return { ...asJson(applied), metadata };
}

/** What this manager applied before and leaves out now goes, unless another one owns it. */
function removeAbandoned(merged: JsonObject, before: FieldTree | undefined, now: FieldTree, others: readonly Manager[], schema: ReturnType<typeof schemaOfKind>): JsonObject {
  let gone = before === undefined ? undefined : difference(before, withParents(now));
  for (const { fields } of others) gone = gone === undefined ? undefined : difference(gone, withParents(fields));
  return gone === undefined ? merged : withoutFields(merged, gone, schema);
}

export type Conflict = { readonly entry: Manager; readonly fields: FieldTree };

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
