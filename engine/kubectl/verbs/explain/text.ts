/** The layout of `kubectl explain`. @k8s kubectl/pkg/explain/v2/templates/plaintext.tmpl */
import { isObject } from '../../../base/index.ts';
import type { Json, JsonObject } from '../../../base/index.ts';
import { field, listAt, objectAt, textAt } from '../../objects.ts';
import { wrap } from './wrap.ts';

export type Question = {
  readonly document: JsonObject;
  readonly schema: JsonObject;
  readonly fields: readonly string[];
  readonly group: string; readonly version: string; readonly kind: string;
  readonly recursive: boolean;
};

const WIDTH = 76;
const SHORT_ENUM = 4;
const NOT_THERE = { text: '', found: false };

export function explanation(question: Question): { readonly text: string; readonly error?: string } {
  const { fields, group, version, kind } = question;
  const head = `${group === '' ? '' : `GROUP:      ${group}\n`}KIND:       ${kind}\nVERSION:    ${version}\n\n`;
  const told = output(question, question.schema, fields, new Set());
  if (!told.found) return { text: head, error: `field ${JSON.stringify(fields.at(-1) ?? '')} does not exist` };
  return { text: `${head}${told.text}\n` };
}

type Told = { readonly text: string; readonly found: boolean };

/** Follows the path through references, lists and maps; at its end tells of the field. */
function output(question: Question, schema: JsonObject, fields: readonly string[], seen: ReadonlySet<string>): Told {
  const { document } = question;
  const reference = textAt(schema, '$ref');
  const resolved = resolve(document, schema);
  const [name] = fields;
  if (name === undefined) return { text: about(question, resolved), found: true };
  if (reference !== '' && seen.has(reference)) return NOT_THERE;
  const deeper = new Set([...seen, reference]);
  const property = field(resolved, 'properties', name);
  if (isObject(property)) {
    const rest = output(question, property, fields.slice(1), new Set());
    return fields.length > 1 ? rest : { text: `FIELD: ${name} <${typeOf(document, property)}>\n${longEnum(property)}\n\n${rest.text}`, found: true };
  }
  for (const part of ['items', 'additionalProperties']) {
    const inner = field(resolved, part);
    if (isObject(inner)) return output(question, inner, fields, deeper);
  }
  return listAt(resolved, 'allOf').filter(isObject).map((each) => output(question, each, fields, deeper)).find(({ found }) => found) ?? NOT_THERE;
}

function about(question: Question, schema: JsonObject): string {
  const list = fieldList(question, schema, 1, new Set());
  const text = description(question.document, schema);
  return `DESCRIPTION:\n${indent(wrap(text === '' ? '<empty>' : text, WIDTH), 4)}\n${list === '' ? '' : `FIELDS:\n${list}`}`;
}

const nameIn = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);
function resolve(document: JsonObject, schema: JsonObject): JsonObject {
  const reference = textAt(schema, '$ref');
  return reference === '' ? schema : objectAt(document, 'components', 'schemas', nameIn(reference));
}

function typeOf(document: JsonObject, schema: JsonObject): string {
  const [items, values, all] = [field(schema, 'items'), field(schema, 'additionalProperties'), listAt(schema, 'allOf')];
  if (isObject(items)) return `[]${typeOf(document, items)}`;
  if (isObject(values)) return `map[string]${typeOf(document, values)}`;
  const [only] = all;
  if (all.length === 1 && isObject(only) && Object.keys(objectAt(schema, 'properties')).length === 0) return typeOf(document, only);
  const reference = textAt(schema, '$ref');
  const type = textAt(resolve(document, schema), 'type');
  if (reference !== '' && (type === '' || type === 'object')) return nameIn(reference).slice(nameIn(reference).lastIndexOf('.') + 1);
  return type === '' || type === 'object' ? 'Object' : type;
}

const enumOf = (schema: JsonObject): readonly string[] => listAt(schema, 'enum').map((value) => (value === '' ? '""' : String(value)));
const longEnum = (schema: JsonObject): string => {
  const values = enumOf(schema);
  return values.length === 0 ? '' : `ENUM:${values.map((value) => `\n    ${value}`).join('')}`;
};
const shortEnum = (schema: JsonObject, level: number): string => {
  const values = enumOf(schema);
  return values.length === 0 ? '' : `\n${'  '.repeat(level)}enum: ${values.slice(0, SHORT_ENUM).join(', ')}${values.length > SHORT_ENUM ? ', ....' : ''}`;
};

/** Its own, then that of what it refers to or holds. */
function description(document: JsonObject, schema: JsonObject): string {
  const resolved = resolve(document, schema);
  const own = textAt(resolved, 'description');
  const below: Json[] = [...listAt(resolved, 'allOf'), field(resolved, 'items') ?? null, field(resolved, 'additionalProperties') ?? null];
  return [own === '' ? '' : `${own}\n`, ...below.filter(isObject).map((each) => description(document, each))].join('');
}

function fieldList(question: Question, schema: JsonObject, level: number, seen: ReadonlySet<string>): string {
  const { document, recursive } = question;
  const reference = textAt(schema, '$ref');
  if (reference !== '' && seen.has(reference)) return '';
  const resolved = resolve(document, schema);
  const deeper = reference === '' ? seen : new Set([...seen, reference]);
  const properties = objectAt(resolved, 'properties');
  const required = listAt(resolved, 'required');
  const own = Object.keys(properties).sort().map((name) => {
    const property = objectAt(properties, name);
    const line = `${'  '.repeat(level)}${name}\t<${typeOf(document, property)}>${required.includes(name) ? ' -required-' : ''}${shortEnum(property, level)}\n`;
    if (recursive) return line + fieldList(question, property, level + 1, deeper);
    return `${line}${indent(wrap(textAt(property, 'description') || '<no description>', WIDTH + 2 - level * 2), level * 2 + 2)}\n\n`;
  });
  const below: Json[] = [...listAt(resolved, 'allOf'), field(resolved, 'items') ?? null, field(resolved, 'additionalProperties') ?? null];
  return [...own, ...below.filter(isObject).map((each) => fieldList(question, each, level, deeper))].join('');
}

const indent = (text: string, by: number): string => text.split('\n').map((line) => `${' '.repeat(by)}${line}`).join('\n');
