/** `replacements`: a value of one object written into others. @k8s kustomize/api/filters/replacement/replacement.go */
import { isList, isObject, parseOne } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { field, listAt, textAt } from '../objects.ts';
import { fail } from '../problems.ts';
import type { Folder } from './folder.ts';
import type { Item } from './item.ts';
import { selector } from './patches.ts';

export function withReplacements(folder: Folder, kustomization: JsonObject, items: readonly Item[]): Item[] {
  const entries = listAt(kustomization, 'replacements').filter(isObject).flatMap((entry) => {
    const path = textAt(entry, 'path');
    if (path === '') return [entry];
    const read = parseOne(folder.read(path), 1);
    const value = 'value' in read ? read.value : undefined;
    return isList(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
  });
  return entries.reduce((all: Item[], entry) => replaceAll(entry, all), [...items]);
}

function replaceAll(entry: JsonObject, items: Item[]): Item[] {
  const source = field(entry, 'source');
  const value = isObject(source) ? valueOf(source, items) : field(entry, 'sourceValue');
  if (value === undefined) return fail('must specify a source for replacements');
  return listAt(entry, 'targets').filter(isObject).reduce((all: Item[], target) => {
    const select = field(target, 'select');
    if (!isObject(select)) return fail('target must specify resources to select');
    const chosen = selector(select);
    const rejected = listAt(target, 'reject').filter(isObject).map(selector);
    const paths = listAt(target, 'fieldPaths').filter((each): each is string => typeof each === 'string');
    const options = field(target, 'options');
    return all.map((item) => {
      if (!chosen(item) || rejected.some((refuses) => refuses(item))) return item;
      return { ...item, object: (paths.length === 0 ? ['metadata.name'] : paths).reduce((object, path) => written(object, path, value, isObject(options) ? options : {}), item.object) };
    });
  }, items);
}

function valueOf(source: JsonObject, items: readonly Item[]): Json {
  const found = items.filter(selector(source));
  const [item, second] = found;
  const named = ['group', 'version', 'kind', 'name', 'namespace'].map((key) => textAt(source, key)).filter((each) => each !== '').join(' ');
  if (item === undefined) return fail(`nothing selected by ${named}`);
  if (second !== undefined) return fail(`multiple matches for selector ${named}`);
  const path = textAt(source, 'fieldPath') || 'metadata.name';
  const [value] = at(item.object, steps(path));
  if (value === undefined) return fail(`fieldPath \`${path}\` is missing for replacement source ${named}`);
  const delimiter = textAt(source, 'options', 'delimiter');
  if (delimiter === '') return value;
  return String(value).split(delimiter)[Number(field(source, 'options', 'index') ?? 0)] ?? '';
}

/** `spec.containers.[name=web].image`; `\.` is a dot of the name. */
const steps = (path: string): string[] => (path.match(/\[[^\]]*\]|(?:\\.|[^.\\])+/g) ?? []).map((each) => each.replaceAll('\\.', '.'));

function at(value: Json, path: readonly string[]): Json[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (isList(value)) return value.filter((each, index) => meant(each, index, step)).flatMap((each) => at(each, rest));
  const inner = isObject(value) ? value[step] : undefined;
  return inner === undefined ? [] : at(inner, rest);
}

/** `[name=web]`, `*`, or a number. */
function meant(item: Json, index: number, step: string): boolean {
  if (step === '*') return true;
  const pair = /^\[([^=]+)=(.*)\]$/.exec(step);
  return pair === null ? String(index) === step : isObject(item) && String(item[pair[1] ?? ''] ?? '') === pair[2];
}

function written(object: JsonObject, path: string, value: Json, options: JsonObject): JsonObject {
  const create = options['create'] === true;
  if (!create && at(object, steps(path)).length === 0) fail(`unable to find field ${JSON.stringify(path)} in replacement target`);
  return change(object, steps(path), create, (before) => partly(before, value, options)) as JsonObject; // an object stays one
}

function change(value: Json, path: readonly string[], create: boolean, to: (value: Json | undefined) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return to(value);
  if (isList(value)) return value.map((each, index) => (meant(each, index, step) ? change(each, rest, create, to) : each));
  if (!isObject(value)) return value;
  const inner = value[step];
  if (inner === undefined && !create) return value;
  return { ...value, [step]: inner === undefined && rest.length === 0 ? to(undefined) : change(inner ?? {}, rest, create, to) };
}

/** With a delimiter only one part of a text is replaced. */
function partly(before: Json | undefined, value: Json, options: JsonObject): Json {
  const delimiter = textAt(options, 'delimiter');
  if (delimiter === '' || typeof before !== 'string') return value;
  const parts = before.split(delimiter);
  const index = Number(options['index'] ?? 0);
  if (index < 0) return [String(value), ...parts].join(delimiter);
  if (index >= parts.length) return [...parts, String(value)].join(delimiter);
  return parts.map((part, i) => (i === index ? String(value) : part)).join(delimiter);
}
