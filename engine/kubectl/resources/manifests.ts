/** Objects from files, folders, addresses and stdin. */
import { isObject, loadYaml, splitDocuments } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { isListObject, listAt, textAt } from '../objects.ts';
import { readText, resolvePath } from '../paths.ts';
import { Failure, fail, textProblem } from '../problems.ts';
import type { Problem } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { decodeJson } from './json.ts';

export type Source = { readonly name: string; readonly text: string };
export type Manifest = { readonly object: JsonObject; readonly source: string; readonly position: { readonly document: number }; /** Stands among the items of a list. */ readonly inList?: true };

const EXTENSIONS = ['.json', '.yaml', '.yml'];

/** What `-f` names; a missing path ends the command before anything is done. */
export function* readSources(context: KubectlContext, names: readonly string[], recursive: boolean): Task<Source[]> {
  const sources: Source[] = [];
  for (const name of names) {
    if (name === '-') sources.push({ name: 'STDIN', text: yield* context.command.stdin.readAll() });
    else if (/^https?:\/\//.test(name)) sources.push(yield* readAddress(context, name));
    else sources.push(...readPath(context, name, recursive));
  }
  return sources;
}

function readPath(context: KubectlContext, name: string, recursive: boolean): Source[] {
  const { files } = context.command.machine;
  const full = resolvePath(context.command, name);
  const stat = files.stat(full);
  if (stat === undefined) fail(`the path ${JSON.stringify(name)} does not exist`);
  if (stat.type !== 'directory') return [{ name, text: readText(context.command, full) }];
  const found = walk(context, full, name === '.' ? '' : name.replace(/\/$/, ''), recursive);
  if (found.length === 0) fail(`error reading [${name}]: recognized file extensions are [${EXTENSIONS.join(' ')}]`);
  return found;
}

function walk(context: KubectlContext, full: string, shown: string, recursive: boolean): Source[] {
  const { files } = context.command.machine;
  return [...files.list(full)].sort().flatMap((entry) => {
    const path = `${full === '/' ? '' : full}/${entry}`;
    const name = shown === '' ? entry : `${shown}/${entry}`;
    if (files.stat(path)?.type === 'directory') return recursive ? walk(context, path, name, true) : [];
    return EXTENSIONS.some((extension) => entry.endsWith(extension)) ? [{ name, text: readText(context.command, path) }] : [];
  });
}

/** Documents of an address come over the machine's network; the examples of kubernetes.io also from a file of the same name. */
function* readAddress(context: KubectlContext, address: string): Task<Source> {
  const { command } = context;
  const example = /^https:\/\/(?:k8s\.io\/examples|raw\.githubusercontent\.com\/kubernetes\/website\/[^/]+\/content\/[^/]+\/examples)\/(.+)$/.exec(address);
  if (example !== null) {
    for (const path of [`/usr/share/examples/${example[1] ?? ''}`, resolvePath(command, example[1] ?? '')]) {
      if (command.machine.files.stat(path)?.type === 'file') return { name: address, text: readText(command, path) };
    }
  }
  const parts = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(address);
  if (parts === null) fail(`the URL passed to filename ${JSON.stringify(address)} is not valid: parse ${JSON.stringify(address)}: invalid URL`);
  const [, scheme, host = '', port, path = '/'] = parts;
  const result = yield* command.machine.network.http({
    method: 'GET', scheme: scheme === 'http' ? 'http' : 'https', host, port: port === undefined ? (scheme === 'http' ? 80 : 443) : Number(port),
    path, headers: {}, body: '', timeoutMs: 30_000,
  });
  const shownHost = port === undefined ? host : `${host}:${port}`;
  if (!result.ok && result.reason === 'refused') {
    throwPlain(`The connection to the server ${shownHost} was refused - did you specify the right host or port?`);
  }
  if (!result.ok) throwPlain(`Unable to connect to the server: dial tcp: lookup ${host}: no such host`);
  if (result.response.code !== 200) fail(`unable to read URL ${JSON.stringify(address)}, server reported ${result.response.code}, status code=${result.response.code}`);
  return { name: address, text: result.response.body };
}

function throwPlain(message: string): never { throw new Failure({ type: 'plain', message }); }

export type Read = { readonly manifests: readonly Manifest[]; readonly problems: readonly Problem[] };

/** @param validate names what is missing in a document before the server is asked. @k8s cli-runtime/pkg/resource StreamVisitor */
export function readManifests(sources: readonly Source[], validate: boolean): Read {
  const manifests: Manifest[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    const problem = readStream(source, validate, manifests);
    if (problem !== undefined) problems.push(problem);
  }
  return { manifests, problems };
}

function readStream(source: Source, validate: boolean, manifests: Manifest[]): Problem | undefined {
  const { values, error } = decode(source.text);
  for (const [document, value] of values.entries()) {
    if (value === undefined || value === null) continue;
    if (validate) {
      const wrong = invalidBecause(value);
      if (wrong !== undefined) {
        return textProblem(`error validating ${JSON.stringify(source.name)}: error validating data: ${wrong}; if you choose to ignore these errors, turn validation off with --validate=false`);
      }
    }
    if (!isObject(value)) return textProblem(`unable to decode ${JSON.stringify(source.name)}: json: cannot unmarshal ${typeof value} into Go value of type map[string]interface {}`);
    manifests.push({ object: value, source: source.name, position: { document } });
  }
  return error === undefined ? undefined : textProblem(`error parsing ${source.name}: ${error}`);
}

/** A stream that begins with `{` is JSON, objects one after another; JSON that YAML can read is fine too. */
function decode(text: string): { readonly values: readonly (Json | undefined)[]; readonly error?: string } {
  if (/^\s*\{/.test(text)) {
    const json = decodeJson(text);
    if (json.error === undefined || json.endedEarly) return json.error === undefined ? { values: json.values } : { values: json.values, error: json.error };
    const yaml = loadYaml(text);
    return yaml.ok ? { values: yaml.documents.map((each) => each.value) } : { values: json.values, error: json.error };
  }
  const loaded = loadYaml(text);
  const values = loaded.documents.map((each) => each.value);
  return loaded.ok ? { values } : { values, error: `error converting YAML to JSON: yaml: ${loaded.error.message}` };
}

function invalidBecause(value: Json): string | undefined {
  if (!isObject(value)) return 'invalid object to validate';
  const missing = ['apiVersion', 'kind'].filter((key) => textAt(value, key) === '').map((key) => `${key} not set`);
  return missing.length === 0 ? undefined : missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
}

/** The items of `kind: List` and of typed lists, with what the list says of them. */
export function flattenManifest(manifest: Manifest): Manifest[] {
  if (!isListObject(manifest.object)) return [manifest];
  const apiVersion = textAt(manifest.object, 'apiVersion');
  const kind = textAt(manifest.object, 'kind');
  const typed = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return listAt(manifest.object, 'items').filter(isObject).flatMap((item) => flattenManifest({ ...manifest, object: { ...typed, ...item }, inList: true }));
}

/** True if there is nothing at all to read. */
export const isEmptySource = (source: Source): boolean => splitDocuments(source.text).length === 0;
