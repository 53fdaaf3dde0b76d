/** Body → object of the kind that the path names. */
import { apiVersionOf, badRequest, decode, decodeMessage, invalid, invalidStatus, parseApiVersion, strictError, type DecodedFrom, type KindDefinition, type KubeObject } from '../api/index.ts';
import { isObject, type JsonObject } from '../base/index.ts';
import { fail, isFailure, type Failure, type ResourceRequest, type ServerContext } from './context.ts';
import { duplicateFields } from './duplicates.ts';
import { parseBody } from './parseBody.ts';
import { asObject } from './respond.ts';
import { toStored } from './view.ts';

const isYaml = ({ headers }: ResourceRequest): boolean => headers['content-type']?.startsWith('application/yaml') === true;

export function decodeBody(context: ServerContext, request: ResourceRequest): KubeObject | Failure {
  if (request.trusted) return toStored(request, request.body as KubeObject); // made by our own typed code
  const body = parseBody(request.body, request.headers['content-type']);
  if (body === undefined) return fail(badRequest('unable to decode an object without a body'));
  if (isFailure(body)) return body;
  const type = checkType(context, request.asked, body);
  if (type !== undefined) return type;
  const object = decodeObject(request, body, undefined, typeof request.body === 'string' && !isYaml(request) ? duplicateFields(request.body, body) : []);
  return isFailure(object) ? object : checkPlace(request, object) ?? toStored(request, object);
}

/** Apart from what the body says it is, a client may leave kind and apiVersion out. @k8s golden kubectl/rest-error-codes-more */
function checkType(context: ServerContext, kind: KindDefinition, body: JsonObject): Failure | undefined {
  const expected = apiVersionOf(kind);
  const given = typeof body['apiVersion'] === 'string' && body['apiVersion'] !== '' ? body['apiVersion'] : expected;
  const name = typeof body['kind'] === 'string' && body['kind'] !== '' ? body['kind'] : kind.kind;
  if (given === expected && name === kind.kind) return undefined;
  const { group, version } = parseApiVersion(given);
  if (context.registry.byKind(group, version, name) === undefined) {
    return fail(badRequest(`${name} in version "${version}" cannot be handled as a ${kind.kind}: no kind "${name}" is registered for version "${given}" `
      + 'in scheme "pkg/api/legacyscheme/scheme.go:30"'));
  }
  if (given !== expected) return fail(badRequest(`the API version in the data (${given}) does not match the expected API version (${expected})`));
  return fail(badRequest(`${name} in version "${version}" cannot be handled as a ${kind.kind}: the kind in the data does not match the kind of the path`));
}

/** What a patch has made is still the same object. @k8s apiserver/pkg/endpoints/handlers/patch.go applyPatch, rest.go checkName */
export function checkIdentity(request: ResourceRequest, object: KubeObject): Failure | undefined {
  const misplaced = checkPlace(request, object);
  const name = object.metadata?.name ?? '';
  const asked = request.name ?? '';
  if (misplaced !== undefined || name === asked) return misplaced;
  return fail(badRequest(name === '' ? `the name of the object (${asked} based on URL) was undeterminable: name must be provided`
    : `the name of the object (${name}) does not match the name on the URL (${asked})`));
}

/** @k8s apiserver/pkg/registry/rest/meta.go EnsureObjectNamespaceMatchesRequestNamespace */
export function checkPlace(request: ResourceRequest, object: KubeObject): Failure | undefined {
  const namespace = object.metadata?.namespace;
  if (!request.kind.namespaced || namespace === undefined || namespace === '' || namespace === request.namespace) return undefined;
  return fail(badRequest('the namespace of the provided object does not match the namespace sent on the request'));
}

/**
 * JSON → typed object of the version that the path names: wrong types are refused; unknown fields are dropped and, as `fieldValidation` asks, refused, warned of or ignored.
 * @param duplicates fields that the text had twice.
 * @param patch how a patch is shown when what comes of it is refused; `from`: what it made, a text or a map.
 * @k8s golden kubectl/unknown-fields-validate, kubectl/rest-patch-types
 */
export function decodeObject(request: ResourceRequest, json: JsonObject, patch?: () => string, duplicates: readonly string[] = [], from?: DecodedFrom): KubeObject | Failure {
  const { asked: kind, trusted, query } = request;
  if (trusted) return asObject(json);
  const decoded = kind.custom === undefined ? decode(kind.definition, json, from) : kind.custom.decode(json);
  if (!decoded.ok) return refuse(kind, decoded.error, patch);
  const validation = query.get('fieldValidation') ?? '';
  const doubtful = duplicates.length === 0 ? decoded.unknown : [...duplicates, ...decoded.unknown];
  if (doubtful.length > 0) {
    if (validation === 'Strict') return refuse(kind, strictError(doubtful), patch);
    if (validation !== 'Ignore') for (const text of doubtful) request.warn(text);
  }
  const { metadata, apiVersion: _, kind: __, ...rest } = decoded.object;
  return asObject({ kind: kind.kind, apiVersion: apiVersionOf(kind), metadata: isObject(metadata) ? metadata : {}, ...rest });
}

function refuse(kind: KindDefinition, error: string, patch: (() => string) | undefined): Failure {
  if (patch === undefined) return fail(badRequest(decodeMessage(kind.version, kind.kind, error)));
  return fail(invalidStatus({ group: '', kind: '' }, '', [invalid('patch', patch(), error)]));
}
