/** GET of a collection, whole or in pages, as it is or as it was. */
import { expired, type KubeObject } from '../../api/index.ts';
import { isObject, type JsonObject } from '../../base/index.ts';
import { keyOf } from '../../store/index.ts';
import { encodeContinue } from '../continueToken.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from '../context.ts';
import { listOptions, type ListOptions } from '../listOptions.ts';
import { groupVersion } from '../registry.ts';
import { asJson } from '../respond.ts';
import { selectionOf, type Selection } from '../selection.ts';

export type Listed = {
  readonly objects: readonly KubeObject[];
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string; readonly remainingItemCount?: number };
};

export function listObjects(context: ServerContext, request: ResourceRequest): Listed | Failure {
  const selection = selectionOf(request);
  if (isFailure(selection)) return selection;
  const options = listOptions(context, request);
  if (isFailure(options)) return options;
  const { store } = context;
  if (options.revision !== undefined && options.revision < store.revision) return past(context, request, selection, options, options.revision);
  if (options.limit > 0 || options.after !== undefined) return page(context, request, selection, options);
  const stored = store.list(request.resource, request.namespace);
  return {
    objects: selection.all ? stored : stored.filter(selection.matches),
    metadata: { resourceVersion: String(store.revision) },
  };
}

const prefixOf = (request: ResourceRequest): string => (request.namespace === undefined ? '' : `${request.namespace}/`);
const keyOfObject = ({ metadata }: KubeObject): string => keyOf(metadata?.namespace, metadata?.name ?? '');

/** What of the collection comes after the last page, as of `revision`. */
function cut(request: ResourceRequest, selection: Selection, limit: number, revision: number, rest: readonly KubeObject[], remaining: (after: string) => number): Listed {
  const found: KubeObject[] = [];
  let [after, more] = ['', false];
  for (const object of rest) {
    if (limit > 0 && found.length === limit) { more = true; break; }
    after = keyOfObject(object);
    if (selection.matches(object)) found.push(object);
  }
  const metadata = { resourceVersion: String(revision) };
  if (!more) return { objects: found, metadata };
  const prefix = prefixOf(request);
  return {
    objects: found,
    metadata: {
      ...metadata, continue: encodeContinue(revision, (prefix === '' ? '' : '/') + after.slice(prefix.length)),
      ...(selection.all ? { remainingItemCount: remaining(after) } : {}),
    },
  };
}

/** A page of the present: no more objects are touched than it takes. @k8s golden kubectl/rest-list-limit-continue */
function page({ store }: ServerContext, request: ResourceRequest, selection: Selection, { limit, after }: ListOptions): Listed {
  const prefix = prefixOf(request);
  const start = after === undefined ? '' : prefix + after;
  const enough = selection.all && limit > 0 ? limit + 1 : Infinity;
  const rest = store.page(request.resource, prefix, start, enough);
  return cut(request, selection, limit, store.revision, rest, (last) => store.count(request.resource, prefix, last));
}

/** All pages of a list show the revision of the first one. */
function past({ store }: ServerContext, request: ResourceRequest, selection: Selection, { limit, after }: ListOptions, revision: number): Listed | Failure {
  const prefix = prefixOf(request);
  const entries = store.entriesAt(request.resource, revision);
  if (entries === undefined) return fail(expired('The resourceVersion for the provided list is too old.'));
  const start = after === undefined ? '' : prefix + after;
  const rest = entries.filter(([key]) => key.startsWith(prefix) && (start === '' || key > start)).map(([, object]) => object);
  return cut(request, selection, limit, revision, rest, (last) => rest.filter((object) => keyOfObject(object) > last).length);
}

/** A list as it goes over the wire: items without their kind, as typed lists have them; custom resources keep it. */
export function listBody(request: ResourceRequest, listed: Listed, shown: (object: KubeObject) => KubeObject): JsonObject {
  const whole = request.asked.custom !== undefined;
  const head = { kind: request.asked.custom?.listKind ?? `${request.asked.kind}List`, apiVersion: groupVersion(request.asked) };
  const items = listed.objects.map((object) => (whole ? asJson(shown(object)) : withoutType(asJson(shown(object)))));
  // Unstructured lists are printed with sorted keys.
  return whole ? { apiVersion: head.apiVersion, items, kind: head.kind, metadata: listed.metadata } : { ...head, metadata: listed.metadata, items };
}

function withoutType(object: JsonObject): JsonObject {
  const { apiVersion: _, kind: __, ...rest } = object;
  return isObject(rest) ? rest : object;
}
