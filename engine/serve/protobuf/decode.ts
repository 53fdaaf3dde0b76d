/** Bodies that kubectl's typed clients send (`create deployment`, `create namespace` …) as JSON. @k8s apimachinery/pkg/runtime/serializer/protobuf */
import { bytesToBase64, definitionOf, definitionOfKind, fieldOf, parseApiVersion, type FieldType } from '../../api/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import numbers from './numbers.json';
import { double, signed, wireFields } from './reader.ts';

const MAGIC = Buffer.from('k8s\0');
type Numbered = { readonly name: string; readonly inlined: string | undefined };
const tables = new Map<string, ReadonlyMap<number, Numbered>>();

/** Undefined: not a Kubernetes protobuf message, or of a kind that we do not know. */
export function decodeProtobuf(body: Buffer): JsonObject | undefined {
  if (!body.subarray(0, 4).equals(MAGIC)) return undefined;
  let [apiVersion, kind, raw] = ['', '', Buffer.alloc(0) as Buffer];
  for (const { number, bytes } of wireFields(body.subarray(4))) {
    if (number === 1 && bytes !== undefined) {
      for (const field of wireFields(bytes)) if (field.number === 1) apiVersion = String(field.bytes); else if (field.number === 2) kind = String(field.bytes);
    } else if (number === 2 && bytes !== undefined) raw = bytes;
  }
  const definition = definitionFor(apiVersion, kind);
  return definition === undefined ? undefined : { kind, apiVersion, ...message(definition, definition, raw) };
}

/** DeleteOptions and their like exist in every group under one definition. */
function definitionFor(apiVersion: string, kind: string): string | undefined {
  const { group, version } = parseApiVersion(apiVersion);
  return (definitionOfKind(group, version, kind) ?? definitionOf(`meta.v1.${kind}`))?.name;
}

function tableOf(name: string): ReadonlyMap<number, Numbered> {
  let table = tables.get(name);
  if (table === undefined) {
    const text = (numbers as Readonly<Record<string, string>>)[name] ?? '';
    table = new Map(text.split(' ').filter((entry) => entry !== '').map((entry) => {
      const [, field = '', number = '', inlined] = /^(\w+)=(\d+)(?::(\S+))?$/.exec(entry) ?? [];
      return [Number(number), { name: field, inlined }];
    }));
    tables.set(name, table);
  }
  return table;
}

/** @param shape the definition whose field types count: an inlined message's fields belong to the one around it. */
function message(name: string, shape: string, data: Buffer): JsonObject {
  const out: Record<string, Json> = {};
  for (const { number, value, bytes } of wireFields(data)) {
    const field = tableOf(name).get(number);
    if (field === undefined) continue;
    const type = fieldOf(definitionOf(shape), field.name);
    if (type === undefined) {
      if (field.inlined !== undefined && bytes !== undefined) Object.assign(out, message(field.inlined, shape, bytes));
      continue;
    }
    add(out, field.name, type, value, bytes);
  }
  return out;
}

function add(out: Record<string, Json>, name: string, type: FieldType, value: bigint, bytes: Buffer | undefined): void {
  if (type.shape === 'list') {
    const item = single(type.item, value, bytes);
    if (item !== undefined) out[name] = [...(out[name] as readonly Json[] | undefined ?? []), item]; // only this line writes lists
  } else if (type.shape === 'map' && bytes !== undefined) {
    const [key, entry] = mapEntry(type.item, bytes);
    out[name] = { ...(out[name] as JsonObject | undefined), [key]: entry }; // only this line writes maps
  } else {
    const decoded = single(type, value, bytes);
    if (decoded !== undefined) out[name] = decoded;
  }
}

function mapEntry(type: FieldType, bytes: Buffer): [string, Json] {
  let [key, entry]: [string, Json] = ['', ''];
  for (const field of wireFields(bytes)) {
    if (field.number === 1) key = String(field.bytes);
    else if (field.number === 2) entry = single(type, field.value, field.bytes) ?? '';
  }
  return [key, entry];
}

function single(type: FieldType, value: bigint, wire: Buffer | undefined): Json | undefined {
  const bytes = wire ?? Buffer.alloc(0);
  if (type.shape === 'object') return wire === undefined ? undefined : message(type.definition, type.definition, bytes);
  if (type.shape !== 'scalar') return type.shape === 'list' ? wrappedList(type.item, bytes) : undefined;
  switch (type.scalar) {
    case 'string': return String(bytes);
    case 'boolean': return value !== 0n;
    case 'int32': case 'int64': return signed(value);
    case 'number': return double(value);
    case 'byte': return bytesToBase64([...bytes]);
    case 'quantity': return String([...wireFields(bytes)].find(({ number }) => number === 1)?.bytes ?? '0');
    case 'intOrString': return intOrString(bytes);
    case 'time': case 'microTime': return time(bytes, type.scalar === 'microTime');
    case 'any': return rawJson(bytes);
  }
}

/** A list as the value of a map is a message with `items`. */
const wrappedList = (type: FieldType, bytes: Buffer): readonly Json[] =>
  [...wireFields(bytes)].filter(({ number }) => number === 1).map((field) => single(type, field.value, field.bytes) ?? '');

function intOrString(bytes: Buffer): Json {
  const fields = [...wireFields(bytes)];
  const isText = fields.some(({ number, value }) => number === 1 && value === 1n);
  if (isText) return String(fields.find(({ number }) => number === 3)?.bytes ?? '');
  return signed(fields.find(({ number }) => number === 2)?.value ?? 0n);
}

/** An empty message is a time that is not set. */
function time(bytes: Buffer, micro: boolean): Json | undefined {
  if (bytes.length === 0) return undefined;
  const fields = [...wireFields(bytes)];
  const seconds = signed(fields.find(({ number }) => number === 1)?.value ?? 0n);
  const nanos = signed(fields.find(({ number }) => number === 2)?.value ?? 0n);
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  return micro ? `${whole}.${String(Math.floor(nanos / 1000)).padStart(6, '0')}Z` : `${whole}Z`;
}

/** Free JSON travels as text in a message of its own. */
function rawJson(bytes: Buffer): Json | undefined {
  const raw = [...wireFields(bytes)].find(({ number }) => number === 1)?.bytes;
  try {
    return raw === undefined ? undefined : JSON.parse(String(raw)) as Json; // what JSON.parse gives is JSON
  } catch {
    return undefined;
  }
}
