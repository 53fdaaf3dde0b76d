/** A request's body as JSON. */
import { badRequest, unsupportedMediaType } from '../api/index.ts';
import { isObject, jsonErrorOf, loadYaml, type Json, type JsonObject } from '../base/index.ts';
import { fail, isFailure, type Failure } from './context.ts';
import { mayBeTooDeep, tooDeep, withoutProto } from './limits.ts';

/** Undefined: there is no body. */
export function parseBody(body: Json | undefined, contentType = ''): JsonObject | Failure | undefined {
  if (body === undefined || body === null || body === '') return undefined;
  if (typeof body === 'string' && !isKnown(contentType)) return unknownFormat();
  const parsed = typeof body !== 'string' ? body : contentType.startsWith('application/yaml') ? parseYaml(body) : parseText(body, '');
  if (isFailure(parsed)) return parsed;
  if (typeof body !== 'string' && tooDeep(parsed)) return deep(parsed, '');
  if (isObject(parsed)) return parsed;
  return fail(badRequest('json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'));
}

/** Without a type it is JSON. @k8s apiserver/pkg/endpoints/handlers/negotiation/negotiate.go NegotiateInputSerializer */
const isKnown = (contentType: string): boolean => contentType === '' || KNOWN.has(contentType.split(';')[0]?.trim().toLowerCase() ?? '');
const KNOWN = new Set(['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']);

/** @k8s apiserver/pkg/endpoints/handlers/negotiation/errors.go */
const unknownFormat = (): Failure =>
  fail(unsupportedMediaType(`the body of the request was in an unknown format - accepted media types include: ${[...KNOWN].join(', ')}`));

/** Text as JSON; a mistake is told as Go's parser does. */
export function parseText(text: string, prefix: string): Json | Failure {
  let value: Json;
  try {
    value = JSON.parse(text) as Json; // what JSON.parse gives is JSON
  } catch {
    return fail(badRequest(prefix + (mayBeTooDeep(text) && brackets(text) ? 'exceeded max depth' : jsonErrorOf(text))));
  }
  if (mayBeTooDeep(text) && tooDeep(value)) return deep(value, prefix);
  return PROTO.test(text) ? withoutProto(value) : value;
}

/** Written plainly or with escapes. */
const PROTO = /__proto__|\\u00(?:5f|6f|70|72|74)/i;

/** @k8s go encoding/json scanner.go pushParseState */
const deep = (value: Json, prefix: string): Failure => fail(badRequest(`${prefix}invalid character '${Array.isArray(value) ? '[' : '{'}' exceeded max depth`));
/** Nothing but opening brackets for a long way: the parser that looks for the mistake would go as deep. */
const brackets = (text: string): boolean => /[[{](?:\s*(?:"[^"]{0,64}"\s*:\s*)?[[{]){500}/.test(text);

export function parseYaml(text: string): Json | Failure {
  const loaded = loadYaml(text);
  if (!loaded.ok) return fail(badRequest(`error decoding YAML: ${loaded.error.message}`));
  const value = loaded.documents[0]?.value ?? null;
  if (tooDeep(value)) return deep(value, 'error decoding YAML: ');
  return PROTO.test(text) ? withoutProto(value) : value;
}
