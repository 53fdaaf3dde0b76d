/** What the API server would say to a manifest, line by line: every object is sent as a dry run, which changes nothing. */
import type { ApiResponse, ApiServer } from '@site/engine/index.ts';
import { findByKind } from '@site/engine/api/index.ts';
import { isObject, loadYaml, yamlPositions } from '@site/engine/base/index.ts';
import type { Json, JsonObject } from '@site/engine/base/index.ts';
import type { Problem } from './protocol.ts';
import { createPlaces, pathOf } from './places.ts';
import type { Path, Places } from './places.ts';

type Api = Pick<ApiServer, 'handle'>;
type Told = { readonly path: Path; readonly part: 'key' | 'value'; readonly message: string; readonly severity: Problem['severity'] };
type Item = { readonly object: JsonObject; readonly prefix: Path };

const textAt = (value: Json | undefined, key: string): string => {
  const inner = isObject(value) ? value[key] : undefined;
  return typeof inner === 'string' ? inner : '';
};
const error = (path: Path, part: Told['part'], message: string): Told => ({ path, part, message, severity: 'error' });

/** The items of lists, as `kubectl apply` takes them out. */
function itemsOf(object: JsonObject, prefix: Path): readonly Item[] {
  const { items } = object;
  if (!textAt(object, 'kind').endsWith('List') || !Array.isArray(items)) return [{ object, prefix }];
  return (items as readonly Json[]).flatMap((item, index) => (isObject(item) ? itemsOf(item, [...prefix, 'items', index]) : []));
}

/** What is said before the server is asked. @k8s golden kubectl/apply-invalid */
function unreadable(object: JsonObject): readonly Told[] {
  const missing = ['apiVersion', 'kind'].filter((key) => textAt(object, key) === '');
  return missing.map((key) => error(key in object ? [key] : [], 'key', `${key} not set`));
}

/** Fields that the sentence of a decoding error names. Go's paths have no indices. */
function decodingProblems(message: string, object: JsonObject): readonly Told[] {
  const unknown = [...message.matchAll(/unknown field ("(?:[^"\\]|\\.)*")/g)].map(([sentence, field = '""']) => error(pathOf(JSON.parse(field) as string, object), 'key', sentence));
  if (unknown.length > 0) return unknown;
  const wrong = /cannot unmarshal (\S+).* into Go struct field \w+\.(\S+) of type/.exec(message);
  if (wrong !== null) return [error(pathOf(wrong[2] ?? '', object, (wrong[1] ?? '')), 'value', message.slice(wrong.index))];
  return [error(['kind'], 'value', message)];
}

function refusals({ code, body }: { readonly code: number; readonly body: JsonObject }, object: JsonObject): readonly Told[] {
  if (code < 400) return [];
  const details = body['details'];
  const causes = isObject(details) && Array.isArray(details['causes']) ? (details['causes'] as readonly Json[]).filter(isObject) : [];
  const message = textAt(body, 'message');
  if (code === 400 || /strict decoding error|cannot unmarshal/.test(message)) return decodingProblems(message, object);
  if (causes.length === 0) return [error(['kind'], 'value', message)];
  return causes.map((cause) => error(pathOf(textAt(cause, 'field'), object), 'value', `${textAt(cause, 'field')}: ${textAt(cause, 'message')}`));
}

/** Where objects of a kind are sent, and whether strategic patches are understood there. */
type Endpoint = { readonly group: string; readonly version: string; readonly plural: string; readonly namespaced: boolean; readonly strategic: boolean };
function endpointOf(api: Api, apiVersion: string, name: string): Endpoint | undefined {
  const kind = findByKind(apiVersion, name);
  if (kind !== undefined) return { ...kind, strategic: true };
  // A custom resource: discovery knows it.
  const [group = '', version = ''] = apiVersion.split('/');
  const answer = version === '' ? undefined : api.handle({ method: 'GET', path: `/apis/${apiVersion}` });
  const resources = answer?.type === 'object' && Array.isArray(answer.body['resources']) ? (answer.body['resources'] as readonly Json[]).filter(isObject) : [];
  const found = resources.find((one) => one['kind'] === name && !textAt(one, 'name').includes('/'));
  return found === undefined ? undefined : { group, version, plural: textAt(found, 'name'), namespaced: found['namespaced'] === true, strategic: false };
}

/** Creates where the name is free, else patches as `kubectl apply` does. */
function dryRun(api: Api, kind: Endpoint, object: JsonObject, fieldValidation: 'Strict' | 'Ignore'): ApiResponse {
  const metadata = object['metadata'];
  const name = textAt(metadata, 'name');
  const namespace = textAt(metadata, 'namespace') || 'default';
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const collection = kind.namespaced ? `${root}/namespaces/${encodeURIComponent(namespace)}/${kind.plural}` : `${root}/${kind.plural}`;
  const one = `${collection}/${encodeURIComponent(name)}`;
  const query = `dryRun=All&fieldValidation=${fieldValidation}&fieldManager=kubectl-client-side-apply`;
  const exists = name !== '' && api.handle({ method: 'GET', path: one }).code === 200;
  return exists
    ? api.handle({ method: 'PATCH', path: `${one}?${query}`, headers: { 'content-type': `application/${kind.strategic ? 'strategic-merge-patch' : 'merge-patch'}+json` }, body: object })
    : api.handle({ method: 'POST', path: `${collection}?${query}`, body: object });
}

function problemsOf(api: Api, object: JsonObject): readonly Told[] {
  const missing = unreadable(object);
  if (missing.length > 0) return missing;
  const apiVersion = textAt(object, 'apiVersion');
  const kind = endpointOf(api, apiVersion, textAt(object, 'kind'));
  if (kind === undefined) return [error(['kind'], 'value', `no matches for kind ${JSON.stringify(object['kind'])} in version ${JSON.stringify(apiVersion)}`)];
  const ask = (fieldValidation: 'Strict' | 'Ignore'): readonly Told[] => {
    const response = dryRun(api, kind, object, fieldValidation);
    const warnings = (response.warnings ?? []).map((message): Told =>
      ({ path: pathOf(/^([\w.[\]]+): /.exec(message)?.[1] ?? 'kind', object), part: 'key', message, severity: 'warning' }));
    return [...(response.type === 'object' ? refusals({ code: response.code, body: response.body }, object) : []), ...warnings];
  };
  const strict = ask('Strict');
  // An unknown field hides everything else that is wrong: ask again without it.
  return strict.some(({ message }) => message.startsWith('unknown field')) ? [...strict, ...ask('Ignore')] : strict;
}

/** A namespace that this very text makes is not there yet when the next object is tried: that one is tried in `default`. */
function inDefault(object: JsonObject, made: ReadonlySet<string>): JsonObject {
  const { metadata } = object;
  return isObject(metadata) && made.has(textAt(metadata, 'namespace')) ? { ...object, metadata: { ...metadata, namespace: 'default' } } : object;
}

function placed(told: Told, prefix: Path, places: Places, line: number): Problem {
  const { line: at, column } = places.find([...prefix, ...told.path], told.part, prefix);
  return { line: at + line - 1, column, message: told.message, severity: told.severity };
}

export function validateManifest(api: Api, text: string): readonly Problem[] {
  const loaded = loadYaml(text);
  const problems: Problem[] = [];
  const made = new Set<string>();
  for (const document of loaded.documents) {
    if (document.value === undefined || document.value === null) continue;
    const places = createPlaces(yamlPositions(document.text));
    if (!isObject(document.value)) { problems.push({ line: document.line, column: 1, message: 'invalid object to validate', severity: 'error' }); continue; }
    for (const { object, prefix } of itemsOf(document.value, [])) {
      problems.push(...problemsOf(api, inDefault(object, made)).map((told) => placed(told, prefix, places, document.line)));
      if (textAt(object, 'kind') === 'Namespace') made.add(textAt(object['metadata'], 'name'));
    }
  }
  if (!loaded.ok) problems.push({ ...loaded.error, severity: 'error' });
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}
