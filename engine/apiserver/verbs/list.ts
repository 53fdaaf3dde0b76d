/** GET of a collection, whole or in pages. */
import { badRequest, expired, type KubeObject } from '../../api/index.ts';
import { isObject, type JsonObject } from '../../base/index.ts';
import { keyOf } from '../../store/index.ts';
import { decodeContinue, encodeContinue } from '../continueToken.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { checkListOptions } from '../listOptions.ts';
import { whole } from '../query.ts';
import { groupVersion } from '../registry.ts';
import { asJson } from '../respond.ts';
import { selectionOf, type Selection } from '../selection.ts';

export type Listed = {
  readonly objects: readonly KubeObject[];
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string; readonly remainingItemCount?: number };
};

export function listObjects(context: ServerContext, request: ResourceRequest): Listed | Failure {
  const wrong = checkListOptions(context, request);
  if (wrong !== undefined) return wrong;
  const selection = selectionOf(request);
  if (isFailure(selection)) return selection;
  const limit = whole(request.query, 'limit') ?? 0;
  const token = request.query.get('continue') ?? '';
  if (limit > 0 || token !== '') return page(context, request, selection, limit, token);
  const stored = context.store.list(request.resource, request.namespace);
  return {
    objects: selection.all ? stored : stored.filter(selection.matches),
    metadata: { resourceVersion: String(context.store.revision) },
  };
}

const prefixOf = (request: ResourceRequest): string => (request.namespace === undefined ? '' : `${request.namespace}/`);

/** @k8s apiserver/pkg/storage/continue.go; golden kubectl/rest-list-limit-continue */
function page(context: ServerContext, request: ResourceRequest, selection: Selection, limit: number, token: string): Listed | Failure {
  const prefix = prefixOf(request);
  let after = '';
  let revision = context.store.revision;
  if (token !== '') {
    const known = decodeContinue(token);
    if (known === undefined) return fail(badRequest("invalid continue token: continue key is not valid: invalid character '\\u0081' looking for beginning of value"));
    if (known.revision < context.store.compacted) return fail(tooOld());
    after = prefix + known.start.replace(/^\//, '');
    revision = known.revision;
  }
  const wanted = limit > 0 ? limit : Infinity;
  const found: KubeObject[] = [];
  let more = false;
  while (!more) {
    const next = context.store.page(request.resource, prefix, after, Number.isFinite(wanted) ? wanted + 1 : Infinity);
    for (const object of next) {
      if (found.length === wanted) { more = true; break; }
      after = keyOf(object.metadata?.namespace, object.metadata?.name ?? '');
      if (selection.matches(object)) found.push(object);
    }
    if (next.length <= wanted) break;
  }
  const metadata = { resourceVersion: String(revision) };
  if (!more) return { objects: found, metadata };
  const remaining = selection.all ? { remainingItemCount: countAfter(context, request, prefix, after) } : {};
  return { objects: found, metadata: { ...metadata, continue: encodeContinue(revision, (prefix === '' ? '' : '/') + after.slice(prefix.length)), ...remaining } };
}

const countAfter = (context: ServerContext, request: ResourceRequest, prefix: string, after: string): number =>
  context.store.page(request.resource, prefix, after, Infinity).length;

const tooOld = (): ReturnType<typeof expired> =>
  expired('The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.');

/** A list as it goes over the wire: items without their kind, as typed lists have them. */
export function listBody(request: ResourceRequest, listed: Listed, shown: (object: KubeObject) => KubeObject): JsonObject {
  return {
    kind: `${request.kind.kind}List`, apiVersion: groupVersion(request.kind), metadata: listed.metadata,
    items: listed.objects.map((object) => withoutType(asJson(shown(object)))),
  };
}

function withoutType(object: JsonObject): JsonObject {
  const { apiVersion: _, kind: __, ...rest } = object;
  return isObject(rest) ? rest : object;
}
