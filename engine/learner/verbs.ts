/** What `api` can do: requests of the learner's controller, checked as far as a typed client would check them. */
import { apiVersionOf, failure, findByKind, type KindDefinition, type KubeObject, type Status } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import { formatLabels, isObject, matchesRequirements, parseLabelSelector, type Json, type JsonObject } from '../base/index.ts';
import type { Client, DeleteOptions, Recorder, Result } from '../client/index.ts';
import { createCustomKinds } from '../controllers/index.ts';

export type Answer = { readonly value: Json } | { readonly error: { readonly code: number; readonly reason: string; readonly message: string; readonly details?: JsonObject } };
export type VerbPorts = {
  readonly client: Client;
  readonly recorder: Recorder;
  /** Told of each request that may change something. */
  readonly onWrite: (what: string, ok: boolean) => void;
};
export type Verbs = {
  kind(apiVersion: string, kind: string): KindDefinition | undefined;
  send(verb: string, given: readonly Json[], because: Because): Answer;
};

/** What an API server takes in one request. @k8s apiserver/pkg/server/config.go MaxRequestBodyBytes */
export const MOST_BYTES = 3 << 20;

const asked = (code: number, reason: string, message: string): { readonly ok: false; readonly status: Status } => ({ ok: false, status: failure(code, reason, message) });
const bad = (message: string): { readonly ok: false; readonly status: Status } => asked(400, 'BadRequest', message);
const textIn = (object: JsonObject, key: string): string => { const value = object[key]; return typeof value === 'string' ? value : ''; };
const metadataOf = (object: JsonObject): JsonObject => { const { metadata } = object; return isObject(metadata) ? metadata : {}; };

export function createVerbs({ client, recorder, onWrite }: VerbPorts): Verbs {
  const custom = createCustomKinds(client);
  const find = (apiVersion: string, name: string): KindDefinition | undefined => {
    const known = findByKind(apiVersion, name);
    if (known !== undefined) return known;
    const slash = apiVersion.indexOf('/');
    return custom.find(apiVersion.slice(0, slash), apiVersion.slice(slash + 1), name);
  };
  /** @k8s apimachinery/pkg/api/meta/errors.go NoKindMatchError */
  const kindOf = (object: JsonObject): KindDefinition | { readonly ok: false; readonly status: Status } => {
    const [apiVersion, kind] = [textIn(object, 'apiVersion'), textIn(object, 'kind')];
    if (apiVersion === '' || kind === '') return bad(`apiVersion and kind are missing in ${JSON.stringify(object).slice(0, 80)}`);
    return find(apiVersion, kind) ?? asked(404, 'NotFound', `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
  };
  const list = (wanted: JsonObject): Result<Json> => {
    const kind = kindOf(wanted);
    if ('ok' in kind) return kind;
    const { labels } = wanted;
    const selector = typeof labels === 'string' ? labels : isObject(labels) ? formatLabels(labels as { readonly [key: string]: string }) : ''; // a value that is no text matches nothing
    const parsed = parseLabelSelector(selector === '<none>' ? '' : selector);
    if (!parsed.ok) return bad(parsed.error);
    const namespace = textIn(wanted, 'namespace');
    const found = client.informer(kind).list(kind.namespaced && namespace !== '' ? namespace : undefined)
      .filter(({ metadata }) => matchesRequirements(parsed.requirements, metadata?.labels));
    return { ok: true, value: found.map((object) => typed(kind, object)) };
  };
  /** One object: by itself, or by apiVersion, kind, namespace and name. */
  const place = (wanted: JsonObject): { readonly kind: KindDefinition; readonly namespace: string | undefined; readonly name: string } | { readonly ok: false; readonly status: Status } => {
    const kind = kindOf(wanted);
    if ('ok' in kind) return kind;
    const metadata = metadataOf(wanted);
    const [namespace, name] = [textIn(wanted, 'namespace') || textIn(metadata, 'namespace'), textIn(wanted, 'name') || textIn(metadata, 'name')];
    // @k8s client-go/rest/request.go: an empty name would be the whole collection
    if (name === '') return bad('resource name may not be empty');
    if (kind.namespaced && namespace === '') return bad('an empty namespace may not be set when a resource name is provided');
    return { kind, namespace: kind.namespaced ? namespace : undefined, name };
  };
  const write = (what: string, result: Result<JsonObject | KubeObject>): Result<Json> => {
    onWrite(what, result.ok);
    return result as Result<Json>; // an API object is JSON
  };
  const perform = (verb: string, [first, second, third, fourth]: readonly Json[], because: Because): Result<Json> => {
    if (!isObject(first)) return bad(`api.${verb} is given an object like {apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web'}, found ${JSON.stringify(first ?? null).slice(0, 80)}`);
    if (verb === 'list') return list(first);
    if (verb === 'create') {
      const kind = kindOf(first);
      if ('ok' in kind) return kind;
      if (kind.namespaced && textIn(metadataOf(first), 'namespace') === '') return bad(`metadata.namespace is missing: a ${kind.kind} lives in a namespace`);
      return write(`create ${nameOf(kind, first)}`, client.create(kind, first as KubeObject, because)); // the API server judges it
    }
    const at = place(first);
    if ('ok' in at) return at;
    const what = `${at.kind.plural}/${at.namespace === undefined ? '' : `${at.namespace}/`}${at.name}`;
    switch (verb) {
      case 'get': {
        const found = client.get(at.kind, at.namespace, at.name);
        if (found.ok) return { ok: true, value: typed(at.kind, found.value) };
        return found.status.code === 404 ? { ok: true, value: null } : found;
      }
      case 'update': return write(`update ${what}`, client.update(at.kind, first as KubeObject, because));
      case 'updateStatus': return write(`update ${what}`, client.update(at.kind, first as KubeObject, because, 'status'));
      case 'patch': return isObject(second) ? write(`patch ${what}`, client.patch(at.kind, at.namespace, at.name, second, because)) : bad('api.patch is given what to patch, and an object with what is to be different');
      case 'delete': return write(`delete ${what}`, client.delete(at.kind, at.namespace, at.name, because, (isObject(second) ? second : {}) as DeleteOptions)); // the API server judges them
      case 'event': {
        const type = fourth === 'Warning' ? 'Warning' : 'Normal';
        if (typeof second !== 'string' || typeof third !== 'string') return bad("api.event is given an object, a reason like 'Created' and a message");
        recorder.event(first as KubeObject, type, second.slice(0, 128), third.slice(0, 1024)); // has apiVersion, kind and a name
        return { ok: true, value: null };
      }
      default: return bad(`api.${verb} does not exist`);
    }
  };
  return {
    kind: find,
    send(verb, given, because) {
      const result = perform(verb, given, because);
      if (result.ok) return { value: result.value };
      const { code = 500, reason = '', message = '', details } = result.status;
      return { error: { code, reason, message, ...(details === undefined ? {} : { details: details as JsonObject }) } }; // part of a Status: JSON
    },
  };
}

const nameOf = (kind: KindDefinition, object: JsonObject): string => { const metadata = metadataOf(object); return `${kind.plural}/${textIn(metadata, 'namespace') === '' ? '' : `${textIn(metadata, 'namespace')}/`}${textIn(metadata, 'name') || textIn(metadata, 'generateName')}`; };

/** What is stored may lack what its place says. */
const typed = (kind: KindDefinition, object: KubeObject): Json => ({ ...(object as JsonObject), apiVersion: apiVersionOf(kind), kind: kind.kind }); // an API object is JSON

