/** The layout of `kubectl explain`. @k8s kubectl/pkg/explain/v2/templates/plaintext.tmpl */
import { isObject } from '../../../base/index.ts';
import type { Json, JsonObject } from '../../../base/index.ts';
import { field, listAt, objectAt, textAt } from '../../objects.ts';

export type Question = {
  readonly document: JsonObject;
  readonly schema: JsonObject;
  readonly fields: readonly string[];
  readonly group: string; readonly version: string; readonly kind: string;
  readonly recursive: boolean;
};

const WIDTH = 76;
const SHORT_ENUM = 4;

export function explanation(question: Question): { readonly text: string; readonly error?: string } {
  const { document, fields, group, version, kind } = question;
  const head = `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
  let schema: JsonObject = question.schema;
  for (const name of fields) {
    const inner = contents(document, schema);
    const next = field(inner, 'properties', name);
    if (!isObject(next)) return { text: head, error: `field ${JSON.stringify(fields.at(-1) ?? '')} does not exist` };
    schema = next;
  }
  const last = fields.at(-1);
  const values = last === undefined ? [] : enumOf(document, schema);
  const fieldText = last === undefined ? '' : `FIELD: ${last} <${typeOf(document, schema)}>\n${values.length === 0 ? '' : `ENUM:\n${values.map((value) => `    ${value}\n`).join('')}`}${values.length === 0 ? '\n' : ''}\n`;
  const list = fieldList(question, schema, 1, new Set());
  const about = description(document, schema);
  return { text: `${head}${fieldText}DESCRIPTION:\n${indent(wrap(about === '' ? '<empty>' : about, WIDTH), 4)}\n${list === '' ? '' : `FIELDS:\n${list}`}\n` };
}

const nameIn = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

function referenceOf(schema: JsonObject): string {
  const direct = textAt(schema, '$ref');
  if (direct !== '') return direct;
  return listAt(schema, 'allOf').map((each) => textAt(each, '$ref')).find((each) => each !== '') ?? '';
}
const resolve = (document: JsonObject, schema: JsonObject): JsonObject => {
  const reference = referenceOf(schema);
  return reference === '' ? schema : objectAt(document, 'components', 'schemas', nameIn(reference));
};

/** The object schema that lies in lists and maps. */
function contents(document: JsonObject, schema: JsonObject): JsonObject {
  const resolved = resolve(document, schema);
  const inner = field(resolved, 'items') ?? field(resolved, 'additionalProperties');
  return isObject(inner) ? contents(document, inner) : resolved;
}

function typeOf(document: JsonObject, schema: JsonObject): string {
  const items = field(schema, 'items');
  if (isObject(items)) return `[]${typeOf(document, items)}`;
  const values = field(schema, 'additionalProperties');
  if (isObject(values)) return `map[string]${typeOf(document, values)}`;
  const reference = referenceOf(schema);
  if (reference !== '') {
    const scalar = textAt(resolve(document, schema), 'type');
    return scalar === '' || scalar === 'object' ? nameIn(reference).slice(nameIn(reference).lastIndexOf('.') + 1) : scalar;
  }
  const type = textAt(schema, 'type');
  return type === '' || type === 'object' ? 'Object' : type;
}

function enumOf(document: JsonObject, schema: JsonObject): readonly string[] {
  const inner = field(schema, 'items');
  const values = listAt(schema, 'enum').length > 0 ? listAt(schema, 'enum') : isObject(inner) ? listAt(resolve(document, inner), 'enum') : [];
  return values.map(String);
}

/** Its own, then that of what it refers to or holds. */
function description(document: JsonObject, schema: JsonObject): string {
  const resolved: JsonObject = textAt(schema, '$ref') === '' ? schema : resolve(document, schema);
  const own = textAt(resolved, 'description');
  const below: Json[] = [...listAt(resolved, 'allOf'), field(resolved, 'items') ?? null, field(resolved, 'additionalProperties') ?? null];
  return [own === '' ? '' : `${own}\n`, ...below.filter(isObject).map((each) => description(document, each))].join('');
}

function fieldList(question: Question, schema: JsonObject, level: number, seen: ReadonlySet<string>): string {
  const { document, recursive } = question;
  const reference = referenceOf(innermost(document, schema));
  if (reference !== '' && seen.has(reference)) return '';
  const inner = contents(document, schema);
  const properties = objectAt(inner, 'properties');
  const deeper = new Set([...seen, reference]);
  return Object.keys(properties).sort().map((name) => {
    const property = objectAt(properties, name);
    const values = enumOf(document, property);
    const shown = values.length === 0 ? '' : `\n${'  '.repeat(level)}enum: ${values.slice(0, SHORT_ENUM).join(', ')}${values.length > SHORT_ENUM ? ', ....' : ''}`;
    const line = `${'  '.repeat(level)}${name}\t<${typeOf(document, property)}>${listAt(inner, 'required').includes(name) ? ' -required-' : ''}${shown}\n`;
    if (recursive) return line + fieldList(question, property, level + 1, deeper);
    return `${line}${indent(wrap(textAt(property, 'description') || '<no description>', WIDTH + 2 - level * 2), level * 2 + 2)}\n\n`;
  }).join('');
}

/** What lies in lists and maps, before its reference is followed. */
function innermost(document: JsonObject, schema: JsonObject): JsonObject {
  const inner = field(schema, 'items') ?? field(schema, 'additionalProperties');
  return isObject(inner) ? innermost(document, inner) : schema;
}

const indent = (text: string, by: number): string => text.split('\n').map((line) => `${' '.repeat(by)}${line}`).join('\n');

/** Breaks lines between words. */
function wrap(text: string, width: number): string {
  return text.split('\n').map((line) => {
    if (line.length <= width) return line;
    const lines: string[] = [];
    let current = '';
    for (const word of line.split(' ')) {
      if (current !== '' && current.length + 1 + word.length > width) { lines.push(current); current = word; }
      else current = current === '' ? word : `${current} ${word}`;
    }
    return [...lines, current].join('\n');
  }).join('\n');
}
