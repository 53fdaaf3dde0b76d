/** A request's body as JSON. */
import { badRequest } from '../api/index.ts';
import { isObject, jsonErrorOf, loadYaml, type Json, type JsonObject } from '../base/index.ts';
import { fail, isFailure, type Failure } from './context.ts';

/** Undefined: there is no body. */
export function parseBody(body: Json | undefined, contentType = ''): JsonObject | Failure | undefined {
  if (body === undefined || body === null || body === '') return undefined;
  const parsed = typeof body !== 'string' ? body : contentType.startsWith('application/yaml') ? parseYaml(body) : parseText(body, '');
  if (isFailure(parsed) || isObject(parsed)) return parsed;
  return fail(badRequest('json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'));
}

/** Text as JSON; a mistake is told as Go's parser does. */
export function parseText(text: string, prefix: string): Json | Failure {
  try {
    return JSON.parse(text) as Json; // what JSON.parse gives is JSON
  } catch {
    return fail(badRequest(prefix + jsonErrorOf(text)));
  }
}

export function parseYaml(text: string): Json | Failure {
  const loaded = loadYaml(text);
  return loaded.ok ? loaded.documents[0]?.value ?? null : fail(badRequest(`error decoding YAML: ${loaded.error.message}`));
}
