/** `patches`, and the older `patchesStrategicMerge` and `patchesJson6902`. @k8s kustomize/api/internal/builtins/PatchTransformer.go */
import { applyJsonPatch, isList, isObject, loadYaml, matchesRequirements, parseLabelSelector } from '../../base/index.ts';
import type { Json, JsonObject, JsonPatchOperation } from '../../base/index.ts';
import { annotationsOf, field, goJson, labelsOf, listAt, nameOf, textAt, withField } from '../objects.ts';
import { fail } from '../problems.ts';
import type { Folder } from './folder.ts';
import { groupVersion, hadId, idOf, idText, kindOf, renamed, type Item } from './item.ts';
import { mergeObject, schemaFor } from './merge.ts';

type Parsed = { readonly type: 'merge'; readonly documents: readonly JsonObject[] } | { readonly type: 'json'; readonly operations: readonly JsonObject[] };

/** Those that are given as text or file without a target. */
export function strategicPatches(folder: Folder, kustomization: JsonObject, items: readonly Item[]): Item[] {
  return listAt(kustomization, 'patchesStrategicMerge').filter((each) => typeof each === 'string').reduce((all: Item[], each) => {
    const parsed = parsePatch(folder.isFile(each) ? folder.read(each) : each, `[${each}]`);
    return parsed.type === 'merge' ? mergeById(all, parsed.documents) : fail(`unable to parse SM patch from [${each}]`);
  }, [...items]);
}

/** @param key `patches` or `patchesJson6902`. */
export function targetedPatches(folder: Folder, kustomization: JsonObject, items: readonly Item[], key: string): Item[] {
  return listAt(kustomization, key).filter(isObject).reduce((all: Item[], entry) => applyEntry(folder, entry, all), [...items]);
}

function applyEntry(folder: Folder, entry: JsonObject, items: Item[]): Item[] {
  const [path, inline] = [textAt(entry, 'path').trim(), textAt(entry, 'patch')];
  const trouble = (words: string): never => fail(`trouble configuring builtin PatchTransformer with config: \`\n${configText(entry)}\n\`: ${words}`);
  if (path === '' && inline === '') return trouble('must specify one of patch and path in\n');
  if (path !== '' && inline !== '') return trouble('patch and path can\'t be set at the same time\n');
  const wrong = path === '' ? undefined : folder.trouble(path);
  if (wrong !== undefined) return trouble(`failed to get the patch file from path(${path}): ${wrong}`);
  const parsed = parsePatch(path === '' ? inline : folder.read(path), path === '' ? `[patch: ${JSON.stringify(inline)}]` : `[path: ${JSON.stringify(path)}]`, trouble);
  const target = field(entry, 'target');
  if (!isObject(target)) return parsed.type === 'merge' ? mergeById(items, parsed.documents) : fail(`must specify a target for JSON patch ${configText(entry)}`);
  const options = field(entry, 'options');
  const chosen = selector(target);
  return items.flatMap((item) => (chosen(item) ? patched(item, parsed, isObject(options) ? options : {}) : [item]));
}

const configText = (entry: JsonObject): string => Object.keys(entry).sort().map((key) => {
  const value = entry[key] ?? null;
  return `${key}: ${typeof value === 'string' && !value.includes('\n') ? value : goJson(value)}`;
}).join('\n');

function parsePatch(text: string, shown: string, trouble: (words: string) => never = fail): Parsed {
  const loaded = loadYaml(text, { as: 'kustomize' });
  const values = loaded.documents.map((each) => each.value).filter((value): value is Json => value !== undefined && value !== null);
  if (!loaded.ok || values.length === 0) return trouble(`unable to parse SM or JSON patch from ${shown}`);
  const [first] = values;
  if (values.length === 1 && isList(first) && first.every(isObject)) return { type: 'json', operations: first.filter(isObject) };
  const documents = values.filter(isObject);
  if (documents.length < values.length || documents.some((each) => kindOf(each) === '' || nameOf(each) === '')) return trouble(`unable to parse SM or JSON patch from ${shown}`);
  return { type: 'merge', documents };
}

function mergeById(items: readonly Item[], documents: readonly JsonObject[]): Item[] {
  return documents.reduce((all: readonly Item[], document) => {
    const at = all.findIndex((item) => hadId(item, document));
    const item = all[at];
    if (item === undefined) return fail(`no resource matches strategic merge patch ${JSON.stringify(idText(document))}: no matches for Id ${idText(document)}; failed to find unique target for patch ${idText(document)}`);
    return [...all.slice(0, at), ...merged(item, document, {}), ...all.slice(at + 1)];
  }, items) as Item[]; // made by spreading
}

function patched(item: Item, parsed: Parsed, options: JsonObject): Item[] {
  if (parsed.type === 'merge') return parsed.documents.reduce((all: Item[], document) => all.flatMap((each) => merged(each, document, options)), [item]);
  const result = applyJsonPatch(item.object, parsed.operations as unknown as readonly JsonPatchOperation[]); // unknown words are refused
  if (!result.ok || !isObject(result.value)) return fail(jsonPatchFailure(item.object, parsed.operations, result.ok ? 'the patch makes no object' : result.error));
  return [kept(item, result.value, options)];
}

/** Undefined as an item if the patch deletes it. */
function merged(item: Item, document: JsonObject, options: JsonObject): Item[] {
  const object = mergeObject(document, item.object, schemaFor(item.object));
  return object === undefined ? [] : [kept(item, object, options)];
}

/** Names and kinds stay what they are unless it is said that they may change. */
function kept(item: Item, object: JsonObject, options: JsonObject): Item {
  let next = object;
  if (options['allowKindChange'] !== true) next = { ...next, kind: kindOf(item.object), apiVersion: textAt(item.object, 'apiVersion') };
  if (options['allowNameChange'] !== true) next = withField(next, ['metadata', 'name'], nameOf(item.object));
  const { namespace } = idOf(item);
  if (namespace !== '') next = withField(next, ['metadata', 'namespace'], namespace);
  return nameOf(next) === nameOf(item.object) ? { ...item, object: next } : renamed(item, next);
}

/** In the words of evanphx/json-patch v4. */
function jsonPatchFailure(object: JsonObject, operations: readonly JsonObject[], error: string): string {
  const missing = operations.find((each) => textAt(each, 'op') === 'remove' && field(object, ...pointer(textAt(each, 'path'))) === undefined);
  if (missing === undefined) return error;
  const path = textAt(missing, 'path');
  return `error in remove for path: '${path}': Unable to remove nonexistent key: ${pointer(path).at(-1) ?? ''}: missing value`;
}
const pointer = (path: string): string[] => path.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What a target says; texts are patterns for the whole. @k8s kustomize/api/types/selector.go */
export function selector(target: JsonObject): (item: Item) => boolean {
  const matcher = (key: string): ((value: string) => boolean) => {
    const pattern = textAt(target, key);
    if (pattern === '') return () => true;
    let regex: RegExp;
    try { regex = new RegExp(`^(?:${pattern})$`); } catch { return fail(`error parsing regexp: invalid pattern: ${pattern}`); }
    return (value) => regex.test(value);
  };
  const [group, version, kind, name, namespace] = [matcher('group'), matcher('version'), matcher('kind'), matcher('name'), matcher('namespace')];
  const [labels, annotations] = [requirements(textAt(target, 'labelSelector')), requirements(textAt(target, 'annotationSelector'))];
  return ({ object, earlier, ...item }) => {
    const ids = [...earlier, idOf({ object, earlier, ...item })];
    const gv = groupVersion(object);
    return group(gv.group) && version(gv.version) && kind(kindOf(object)) && ids.some((id) => name(id.name) && namespace(id.namespace)) && labels(labelsOf(object)) && annotations(annotationsOf(object));
  };
}

function requirements(text: string): (values: { readonly [key: string]: string }) => boolean {
  if (text === '') return () => true;
  const parsed = parseLabelSelector(text);
  return parsed.ok ? (values) => matchesRequirements(parsed.requirements, values) : fail(parsed.error);
}
