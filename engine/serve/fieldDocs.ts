/**
 * Upstream's sentences about fields, for `explain` and hover. They are not part of this repository: they are read from the typings of
 * two packages, @kubernetes/client-node (v1.36, but nothing about fields that hold structures) and cdk8s-plus (older, complete), into a
 * file that git ignores and that the npm package carries.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { definitionNames, definitionOf } from '../api/index.ts';

/** By definition (`core.v1.Pod`) and field; '' is the definition itself. */
export type FieldDocs = { readonly [definition: string]: { readonly [field: string]: string } };
type Comments = ReadonlyMap<string, ReadonlyMap<string, string>>;

const FILE = fileURLToPath(new URL('../api/schema/docs.json', import.meta.url));

/** The file, made if it is not there and the packages are; undefined where neither is. */
export function loadFieldDocs(): FieldDocs | undefined {
  if (existsSync(FILE)) return JSON.parse(readFileSync(FILE, 'utf8')) as FieldDocs; // written below
  const docs = makeFieldDocs();
  if (docs !== undefined) {
    try { writeFileSync(FILE, JSON.stringify(docs)); } catch { /* a read-only installation makes it each time */ }
  }
  return docs;
}

let docs: FieldDocs | undefined;

/** What the API server asks; nothing is read before the first question. */
export function documentation(definition: string, field: string): string {
  docs ??= loadFieldDocs() ?? {};
  const entry = docs[definition];
  return entry !== undefined && Object.hasOwn(entry, field) ? entry[field] ?? '' : '';
}

export function makeFieldDocs(): FieldDocs | undefined {
  const [models, imports] = [folderOf('@kubernetes/client-node', 'dist/gen/models'), folderOf('cdk8s-plus-33', 'lib/imports')];
  if (models === undefined) return undefined;
  const newer = clientNodeComments(models);
  const older = imports === undefined ? new Map<string, ReadonlyMap<string, string>>() : cdk8sComments(join(imports, 'k8s.d.ts'));
  const out: { [definition: string]: { [field: string]: string } } = {};
  for (const name of [...definitionNames(), 'meta.v1.Time', 'meta.v1.MicroTime', 'meta.v1.FieldsV1', 'api.resource.Quantity', 'runtime.RawExtension', 'util.intstr.IntOrString']) {
    const [first, second] = [newer.get(classOf(name, newer)), older.get(name) ?? older.get(olderVersion(name, older))];
    const entry: { [field: string]: string } = {};
    for (const field of ['', ...Object.keys(definitionOf(name)?.fields ?? {})]) {
      const [own, before] = [first?.get(field), second?.get(field)];
      const text = better(own !== undefined && field !== '' && ABOUT_TYPE.test(own) ? undefined : own, before);
      if (text !== undefined) entry[field] = text + (text.includes('Possible enum values') ? '' : possible(definitionOf(name)?.fields[field]?.enum));
    }
    if (Object.keys(entry).length > 0) out[name] = entry;
  }
  return out;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** The newer text has lost its line breaks, the older one its indentation: where the words are the same, both come back. */
function better(newer: string | undefined, older: string | undefined): string | undefined {
  if (newer === undefined || older === undefined) return newer === undefined ? older : broken(newer);
  if (flat(newer) !== flat(older)) return broken(newer);
  const gaps = newer.split(/\S+/);
  let at = 0;
  return older.replace(/\s+/g, (gap) => {
    at++;
    const lines = gap.split('\n').length - 1;
    return lines === 0 ? gaps[at] ?? gap : '\n'.repeat(lines) + (gaps[at] ?? '').slice(lines);
  });
}

/** Without an older text, two spaces after a sentence were most probably an empty line. */
const broken = (text: string): string => text.replace(/([.:]) {2}(?=[A-Z*-])/g, '$1\n\n');

/** What the package says of a structure or a type with a name, where the field's own sentence is lost. */
const ABOUT_TYPE = /^(?:MicroTime is version of Time|IntOrString is a type that can hold|Quantity is a fixed-point|Time is a wrapper around)/;
const possible = (values: readonly string[] | undefined): string =>
  (values === undefined ? '' : `\n\nPossible enum values:\n${values.map((value) => ` - \`${JSON.stringify(value)}\``).join('\n')}`);

function folderOf(name: string, folder: string): string | undefined {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return paths.map((path) => join(path, name, folder)).find((path) => existsSync(path));
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `events.v1.Event` is `EventsV1Event` where several groups have one, else `V1Event`. */
function classOf(name: string, known: Comments): string {
  const words = name.split('.').map(capital);
  const short = words.slice(1).join('');
  return known.has(words.join('')) ? words.join('') : short;
}

/** A kind that came with v1 later than the older package: its texts were those of the beta. */
function olderVersion(name: string, known: Comments): string {
  const [group = '', , ...rest] = name.split('.');
  return ['v1beta2', 'v1beta1', 'v1alpha1'].map((version) => [group, version, ...rest].join('.')).find((candidate) => known.has(candidate)) ?? name;
}

const COMMENT = /\/\*\*\n((?:\s*\*[^\n]*\n)*?)\s*\*\/\n\s*(?:export declare class (\w+)|'(\w[^']*)'\??:)/g;

function clientNodeComments(folder: string): Comments {
  const out = new Map<string, Map<string, string>>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    const fields = new Map<string, string>();
    for (const [, body = '', className, field] of readFileSync(join(folder, file), 'utf8').matchAll(COMMENT)) {
      fields.set(className === undefined ? field ?? '' : '', textOf(body).replace(/\\(['"\\])/g, '$1'));
    }
    out.set(file.slice(0, -'.d.ts'.length), fields);
  }
  return out;
}

const SCHEMA = /\/\*\*\n((?:\s*\*[^\n]*\n)*?)\s*\* @schema io\.k8s\.([\w.-]+?)(?:#([\w$-]+))?\n\s*\*\/\n/g;

function cdk8sComments(file: string): Comments {
  const out = new Map<string, Map<string, string>>();
  for (const [, body = '', long = '', field = ''] of readFileSync(file, 'utf8').matchAll(SCHEMA)) {
    const name = long.replace(/^(?:api|apimachinery\.pkg\.apis|apimachinery\.pkg|kube-aggregator\.pkg\.apis|apiextensions-apiserver\.pkg\.apis)\./, '');
    const text = textOf(body).replace(/\n*@default [\s\S]*$/, '').trimEnd();
    const known = out.get(name) ?? new Map<string, string>();
    if (text !== '' && !known.has(field)) known.set(field, text);
    out.set(name, known);
  }
  return out;
}

const textOf = (body: string): string => body.split('\n').map((line) => line.replace(/^\s*\* ?/, '')).join('\n').trim().replaceAll('*\\/', '*/');
