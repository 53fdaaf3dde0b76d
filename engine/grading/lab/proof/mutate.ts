/** A manifest with one thing wrong: every field dropped and changed, as its type in Kubernetes' schema suggests. */
import { definitionBelow, definitionOf, fieldOf, findByKind, type Definition, type FieldType } from '../../../api/index.ts';
import { isObject, loadYaml, type Json, type JsonObject } from '../../../base/index.ts';

export type Change = {
  /** `spec.template.spec.containers[0].image`; of a file with more than one document with `[1] ` before it. */
  readonly path: string;
  /** `3 → 4`, `dropped`. */
  readonly change: string;
  /** The whole file after it. */
  readonly text: string;
};

type Path = readonly (string | number)[];
type Edit = { readonly path: Path; readonly change: string; readonly edit: (value: Json) => Json | undefined };

const pathText = (path: Path): string => path.map((key) => (typeof key === 'number' ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join('').replace(/^\./, '');
const shown = (value: Json): string => { const text = typeof value === 'string' ? value : JSON.stringify(value); return text.length > 40 ? `${text.slice(0, 39)}…` : text; };

export function mutationsOf(text: string): readonly Change[] {
  const loaded = loadYaml(text);
  if (!loaded.ok) return [];
  const documents = loaded.documents.map(({ value }) => value).filter((value): value is JsonObject => isObject(value));
  const written = (all: readonly Json[]): string => all.map((one) => `---\n${JSON.stringify(one)}\n`).join('');
  return documents.flatMap((document, index) => {
    const prefix = documents.length > 1 ? `[${index}] ` : '';
    const whole = documents.length > 1 ? [{ path: prefix.trim(), change: 'dropped', text: written(documents.toSpliced(index, 1)) }] : [];
    return [...whole, ...editsOf(document).flatMap(({ path, change, edit }): Change[] => {
      const next = edited(document, path, edit);
      return next === undefined ? [] : [{ path: `${prefix}${pathText(path)}`, change, text: written(documents.with(index, next as JsonObject)) }];
    })];
  });
}

/** The object with the value at the path replaced, or without it. */
function edited(value: Json, path: Path, edit: Edit['edit']): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return edit(value);
  if (typeof key === 'number') {
    const list = value as readonly Json[]; // the path was made by walking this value
    const next = edited(list[key] ?? null, rest, edit);
    return next === undefined ? list.toSpliced(key, 1) : list.with(key, next);
  }
  const object = value as JsonObject;
  const next = edited(object[key] ?? null, rest, edit);
  const entries = Object.entries(object).flatMap(([name, entry]): [string, Json | undefined][] => (name !== key ? [[name, entry]] : next === undefined ? [] : [[name, next]]));
  return Object.fromEntries(entries) as JsonObject;
}

function editsOf(document: JsonObject): readonly Edit[] {
  const kind = findByKind(String(document['apiVersion'] ?? ''), String(document['kind'] ?? ''));
  const definition = kind === undefined ? undefined : definitionOf(kind.definition);
  // What it is called by all others and what it is: another name is another object, and dropping it is told below.
  const own = Object.entries(document).filter(([key]) => key !== 'apiVersion' && key !== 'kind');
  return [...own.flatMap(([key, value]) => inField(definition, key, value ?? null, [key])), ...renamedLabels(document)];
}

const drop = (path: Path): Edit => ({ path, change: 'dropped', edit: () => undefined });

function inField(owner: Definition | undefined, key: string, value: Json, path: Path): readonly Edit[] {
  return [...(path.length > 1 || key !== 'metadata' ? [drop(path)] : []), ...inValue(fieldOf(owner, key), value, path)];
}

function inValue(type: FieldType | undefined, value: Json, path: Path): readonly Edit[] {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    const item = type?.shape === 'list' ? type.item : undefined;
    return list.flatMap((entry, index) => [
      drop([...path, index]),
      { path, change: `[${index}] doubled`, edit: () => list.toSpliced(index, 0, entry) },
      ...inValue(item, entry, [...path, index]),
    ]);
  }
  if (isObject(value)) {
    const below = type === undefined || type.shape === 'map' ? undefined : definitionBelow(type);
    if (type?.shape === 'map') return Object.entries(value).flatMap(([key, entry]) => [drop([...path, key]), renamedKey(path, key), ...inValue(type.item, entry ?? null, [...path, key])]);
    return Object.entries(value).flatMap(([key, entry]) => inField(below, key, entry ?? null, [...path, key]));
  }
  return othersOf(type, value).map((other) => ({ path, change: `${shown(value)} → ${shown(other)}`, edit: () => other }));
}

const renamedKey = (path: Path, key: string): Edit => ({
  path, change: `${key} renamed ${key}-x`,
  edit: (value) => Object.fromEntries(Object.entries(value as JsonObject).map(([name, entry]) => [name === key ? `${key}-x` : name, entry])),
});

/** Other values of the same kind: neighbours and extremes of a number, another of an enumeration, a text that nobody meant. */
function othersOf(type: FieldType | undefined, value: Json): readonly Json[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [...new Set([value + 1, value - 1, value * 2, 0])].filter((other) => other !== value && other >= 0);
  if (typeof value !== 'string') return [];
  const choices = type?.enum ?? [];
  if (choices.length > 0) return choices.filter((choice) => choice !== value);
  const quantity = /^(\d+(?:\.\d+)?)([A-Za-z%]{0,2})$/.exec(value);
  if (quantity !== null) return [`${Number(quantity[1]) * 2}${quantity[2]}`, `0${quantity[2]}`].filter((other) => other !== value);
  return [`${value}-x`];
}

/** One label renamed wherever it stands: in selectors and templates alike, so that the object itself still fits together. */
function renamedLabels(document: JsonObject): readonly Edit[] {
  const found = new Map<string, number>();
  const walk = (value: Json, isLabels: boolean): void => {
    if (Array.isArray(value)) { for (const entry of value as readonly Json[]) walk(entry, false); return; }
    if (!isObject(value)) return;
    for (const [key, entry] of Object.entries(value)) {
      if (isLabels && typeof entry === 'string') found.set(`${key}=${entry}`, (found.get(`${key}=${entry}`) ?? 0) + 1);
      else walk(entry ?? null, /^(?:labels|matchLabels|selector)$/.test(key));
    }
  };
  walk(document, false);
  return [...found].filter(([, times]) => times > 1).map(([label]) => {
    const [key = '', value = ''] = label.split('=');
    const rename = (json: Json, isLabels: boolean): Json => {
      if (Array.isArray(json)) return (json as readonly Json[]).map((entry) => rename(entry, false));
      if (!isObject(json)) return json;
      return Object.fromEntries(Object.entries(json).map(([name, entry]) =>
        [name, isLabels && name === key && entry === value ? `${value}-x` : rename(entry ?? null, /^(?:labels|matchLabels|selector)$/.test(name))]));
    };
    return { path: [], change: `label ${label} renamed ${key}=${value}-x everywhere`, edit: (json) => rename(json, false) };
  });
}

const LOOKING = /^(?:sleep|kubectl (?:get|describe|logs|wait|events|explain|top|version|cluster-info|api-resources|rollout (?:status|history)|config view|auth can-i))\b/;

/** Lines left out, and numbers in them changed; lines that only look or wait are nobody's work. */
export function commandMutations(commands: readonly string[]): readonly { readonly path: string; readonly change: string; readonly commands: readonly string[] }[] {
  return commands.flatMap((line, index) => {
    if (LOOKING.test(line)) return [];
    const numbers = [...line.matchAll(/(?<=[ =:])\d+(?![\w.:/-])/g)].flatMap((match) => [Number(match[0]) + 1, Number(match[0]) - 1].filter((n) => n >= 0).map((n) => ({
      path: line, change: `${match[0]} → ${n}`, commands: commands.with(index, `${line.slice(0, match.index)}${n}${line.slice(match.index + match[0].length)}`),
    })));
    return [{ path: line, change: 'dropped', commands: commands.toSpliced(index, 1) }, ...numbers];
  });
}
