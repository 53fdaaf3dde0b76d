/**
 * `kubectl kustomize` and `-k`: a folder with a kustomization.yaml becomes a stream of objects. Everything is read from the computer's own files;
 * plugins, Helm charts and addresses are not part of it. @k8s kustomize/api/krusty/kustomizer.go, internal/target/kusttarget.go
 */
import { dumpYaml, isList, isObject, loadYaml } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { annotationsOf, labelsOf, listAt, nameOf, objectAt, textAt } from '../objects.ts';
import { Failure, fail, problemText } from '../problems.ts';
import { resolvePath } from '../paths.ts';
import type { KubectlContext } from '../verb.ts';
import { withHash } from '../verbs/create/contentHash.ts';
import { folderAt, missing, type Folder } from './folder.ts';
import { generate } from './generators.ts';
import { groupVersion, hadId, idText, isLocal, kindOf, newItem, renamed, type Item } from './item.ts';
import { readKustomization } from './kustomization.ts';
import { LEGACY, sorted } from './order.ts';
import { strategicPatches, targetedPatches } from './patches.ts';
import { fixReferences } from './references.ts';
import { withReplacements } from './replacements.ts';
import { withAffixes, withAnnotations, withImages, withLabels, withNamespace, withReplicas } from './transformers.ts';

type Build = { readonly context: KubectlContext; /** Folders from the outermost in. */ readonly visited: readonly string[] };

/** The objects as YAML documents; throws a Failure in kustomize's words. */
export function kustomize(context: KubectlContext, name: string): string {
  if (isAddress(name)) return fail(`${name} is an address: this kubectl builds kustomizations from folders of this computer only`);
  const root = resolvePath(context.command, name);
  const type = context.command.machine.files.stat(root)?.type;
  if (type === undefined) return fail(`must build at directory: not a valid directory: ${missing(root, name)}`);
  if (type !== 'directory') return fail(`must build at directory: '${name}': file is not directory`);
  const folder = folderAt(context, root);
  const kustomization = readKustomization(folder, context.error);
  const items = accumulate({ context, visited: [root] }, folder, kustomization, []);
  const hashed = items.map((item) => (item.hashed ? renamed(item, withHash(item.object, true)) : item));
  const fixed = fixReferences(hashed).filter((item) => !isLocal(item.object));
  return ordered(kustomization, fixed).map(({ object }) => dumpYaml(object)).join('---\n');
}

function ordered(kustomization: JsonObject, items: readonly Item[]): readonly Item[] {
  if (textAt(kustomization, 'sortOptions', 'order') === 'fifo') return items;
  const texts = (key: string): string[] => listAt(kustomization, 'sortOptions', 'legacySortOptions', key).map(String);
  const [first, last] = [texts('orderFirst'), texts('orderLast')];
  return sorted(items, first.length + last.length === 0 ? LEGACY : { first, last });
}

const isAddress = (name: string): boolean => /^(?:https?|ssh|git|file):\/\/|^git@|^github\.com[/:]/.test(name);

/** One kustomization: its resources, what it makes, and its changes to all of that. */
function accumulate(build: Build, folder: Folder, kustomization: JsonObject, before: readonly Item[]): Item[] {
  let items = [...before];
  for (const name of texts(kustomization, 'resources', 'bases')) items = withResource(build, folder, name, items);
  for (const name of texts(kustomization, 'components')) items = withComponent(build, folder, name, items);
  items = generate(folder, kustomization, items);
  items = strategicPatches(folder, kustomization, items);
  items = targetedPatches(folder, kustomization, items, 'patches');
  items = withNamespace(kustomization, items);
  items = withAffixes(kustomization, items);
  items = withLabels(kustomization, items);
  items = withAnnotations(kustomization, items);
  items = targetedPatches(folder, kustomization, items, 'patchesJson6902');
  items = withReplicas(kustomization, items);
  items = withImages(kustomization, items);
  return withReplacements(folder, kustomization, items);
}

const texts = (kustomization: JsonObject, ...keys: readonly string[]): string[] =>
  keys.flatMap((key) => listAt(kustomization, key)).filter((each): each is string => typeof each === 'string');

/** The words of a failure inside. */
function wordsOf(work: () => void): string | undefined {
  try { work(); return undefined; }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    return problemText(error.problem);
  }
}

/** First it is tried as a file, then as a folder: a failure tells of both. @k8s kustomize/api/internal/target/kusttarget.go accumulateResources */
function withResource(build: Build, folder: Folder, name: string, items: readonly Item[]): Item[] {
  if (isAddress(name)) fail(`accumulating resources: ${name} is an address: this kubectl builds kustomizations from folders of this computer only`);
  const path = folder.pathOf(name);
  if (folder.isFolder(name)) {
    let found: Item[] = [];
    const both = (words: string): string => `accumulating resources: accumulation err='accumulating resources from '${name}': '${path}' must resolve to a file': ${words}`;
    const cycle = build.visited.find((each) => each === path || each.startsWith(`${path}/`));
    if (cycle !== undefined) fail(both(`cycle detected: candidate root '${path}' contains visited root '${cycle}'`));
    const below = folder.below(name);
    let kustomization: JsonObject = {};
    const unread = wordsOf(() => { kustomization = readKustomization(below, build.context.error); });
    if (unread !== undefined) fail(both(unread));
    if (kindOf(kustomization) === 'Component') fail(both(`expected kind != 'Component' for path '${path}'`));
    const wrong = wordsOf(() => { found = accumulate({ ...build, visited: [...build.visited, path] }, below, kustomization, []); });
    if (wrong !== undefined) fail(both(`recursed accumulation of path '${path}': ${wrong}`));
    const clash = wordsOf(() => added(items, found));
    if (clash !== undefined) fail(both(`recursed merging from path '${path}': ${clash}`));
    return [...items, ...found];
  }
  const trouble = folder.trouble(name);
  const asFolder = folder.isFile(name) ? `'${path}': file is not directory` : `not a valid directory: ${missing(path)}`;
  const failed = (words: string): never => fail(`accumulating resources: accumulation err='${words}': must build at directory: ${asFolder}`);
  if (trouble !== undefined) return failed(`accumulating resources from '${name}': ${trouble}`);
  const objects = objectsOf(name, folder.read(name), (words) => failed(`accumulating resources from '${name}': ${words}`));
  const found = objects.map((object) => newItem(object));
  const clash = wordsOf(() => added(items, found));
  return clash === undefined ? [...items, ...found] : failed(`merging resources from '${name}': ${clash}`);
}

/** Fails if one of them is there already. */
function added(items: readonly Item[], more: readonly Item[]): void {
  more.reduce((all: readonly Item[], item) => {
    if (all.some((each) => hadId(each, item.object) && each.prefixes.join() === item.prefixes.join())) fail(`may not add resource with an already registered id: ${idText(item.object)}`);
    return [...all, item];
  }, items);
}

function objectsOf(name: string, text: string, failed: (words: string) => never): JsonObject[] {
  const loaded = loadYaml(text, { as: 'kustomize' });
  if (!loaded.ok) return fail(`accumulating resources: accumulating resources from '${name}': MalformedYAMLError: yaml: ${loaded.error.message} in File: ${name}`);
  const values = loaded.documents.map((each) => each.value).filter(isObject);
  return values.flatMap((value) => (kindOf(value) === 'List' && isList(value['items']) ? value['items'].filter(isObject) : [value])).map((value) => {
    if (kindOf(value) === '') failed(`missing kind in object ${goMeta(value)}`);
    if (nameOf(value) === '') failed(`missing metadata.name in object ${goMeta(value)}`);
    return value;
  });
}

/** As Go prints what it has read of it. */
function goMeta(value: JsonObject): string {
  const map = (pairs: { readonly [key: string]: string }): string => `map[${Object.keys(pairs).sort().map((key) => `${key}:${pairs[key] ?? ''}`).join(' ')}]`;
  const { group, version } = groupVersion(value);
  return `{{${group === '' ? version : `${group}/${version}`} ${kindOf(value)}} {{${nameOf(value)} ${textAt(objectAt(value, 'metadata'), 'namespace')}} ${map(labelsOf(value))} ${map(annotationsOf(value))}}}`;
}

/** A component works on what its user has so far. */
function withComponent(build: Build, folder: Folder, name: string, items: readonly Item[]): Item[] {
  const path = folder.pathOf(name);
  if (!folder.isFolder(name)) fail(`accumulating components: accumulateDirectory: "couldn't make target for path '${path}': ${folder.isFile(name) ? `must build at directory: '${path}': file is not directory` : `must build at directory: not a valid directory: ${missing(path)}`}"`);
  const below = folder.below(name);
  const kustomization = readKustomization(below, build.context.error);
  if (kindOf(kustomization) !== 'Component') fail(`accumulating components: accumulateDirectory: "expected kind 'Component' for path '${path}' but got '${kindOf(kustomization) || 'Kustomization'}'"`);
  return accumulate({ ...build, visited: [...build.visited, path] }, below, kustomization, items);
}
