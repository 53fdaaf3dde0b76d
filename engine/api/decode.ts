/**
 * JSON → typed object, as Go's decoder and encoder do it together: type errors in their words, unknown fields named and dropped, nulls
 * and zero values that mean "not given" dropped, quantities in canonical form.
 */
import { canonicalQuantity, goTimeProblem, parseQuantity, type Json, type JsonObject } from '../base/index.ts';
import { base64Error } from './rules/base64.ts';
import { goName, goType, isPointer, stringType } from './schema/goTypes.ts';
import { definitionOf, fieldOf, type Definition, type FieldType, type ScalarType } from './schema/structure.ts';
import { cannotConvert, cannotRestore, wrapped } from './unstructuredWords.ts';

export type Decoded =
  /** `unknown` has sentences: `unknown field "spec.containers[0].imagee"`. */
  | { readonly ok: true; readonly object: JsonObject; readonly unknown: readonly string[] }
  | { readonly ok: false; readonly error: string };

/** `text`: JSON from outside. `map`: what a strategic merge patch has made of an object (see `unstructuredWords.ts`). */
export type DecodedFrom = 'text' | 'map';

type Walk = { readonly unknown: string[]; readonly from: DecodedFrom; error: string | undefined };
/** Where a value stands: the struct and field that hold it, the path in Go's form (no indices) and in ours. */
type Place = { readonly definition: string; readonly field: string; readonly goPath: string; readonly path: string };

/** The first type error ends it, as in upstream; unknown fields are all told. */
export function decode(definition: string, body: Json | undefined, from: DecodedFrom = 'text'): Decoded {
  const walk: Walk = { unknown: [], from, error: undefined };
  const root = definitionOf(definition);
  if (!isObject(body)) return { ok: false, error: `json: cannot unmarshal ${jsonType(body)} into Go value of type ${goType(definition)}` };
  const object = root === undefined ? body : decodeObject(walk, root, body, '', '');
  return walk.error === undefined ? { ok: true, object, unknown: walk.unknown } : { ok: false, error: walk.error };
}

/** `Pod in version "v1" cannot be handled as a Pod: …`: the sentence around a decoding error. */
export const decodeMessage = (version: string, kind: string, error: string): string =>
  `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: ${error}`;
export const strictError = (unknown: readonly string[]): string => `strict decoding error: ${unknown.join(', ')}`;

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Go's word for a JSON value. */
function jsonType(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'bool';
  return Array.isArray(value) ? 'array' : typeof value;
}

function decodeObject(walk: Walk, definition: Definition, object: JsonObject, goPath: string, path: string): JsonObject {
  const out: { [key: string]: Json } = {};
  // kubectl sends sorted keys, so that is the order in which errors are met.
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    const type = fieldOf(definition, key);
    const here = path === '' ? key : `${path}.${key}`;
    if (type === undefined) {
      if (value !== undefined) walk.unknown.push(`unknown field ${JSON.stringify(here)}`);
      continue;
    }
    if (value === null && neverWas(type, definition, key)) out[key] = null;
    if (value === undefined || value === null) continue;
    const place = { definition: definition.name, field: key, goPath: goPath === '' ? key : `${goPath}.${key}`, path: here };
    const decoded = decodeValue(walk, type, value, place);
    if (decoded !== undefined && !isDropped(definition, key, type, decoded)) out[key] = decoded;
  }
  return out;
}

/**
 * A moment that is no pointer is printed even where it never was: as null. (Of `creationTimestamp` nothing is, since `omitzero`.)
 * @k8s golden controllers/deploy-bad-image-undo, apimachinery/pkg/apis/meta/v1/types.go ObjectMeta
 */
const neverWas = (type: FieldType, { name }: Definition, field: string): boolean =>
  type.shape === 'scalar' && (type.scalar === 'time' || type.scalar === 'microTime') && field !== 'creationTimestamp' && !isPointer(name, field);

/** What Go's `omitempty` leaves out. */
const isDropped = (definition: Definition, field: string, type: FieldType, value: Json): boolean =>
  isZero(type, value) && !definition.required.includes(field) && !isPointer(definition.name, field);

function isZero(type: FieldType, value: Json): boolean {
  switch (type.shape) {
    case 'object': return false;
    case 'list': return isList(value) && value.length === 0;
    case 'map': return isObject(value) && Object.keys(value).length === 0;
    case 'scalar': return type.scalar !== 'any' && type.scalar !== 'intOrString' && type.scalar !== 'quantity'
      && (value === '' || value === 0 || value === false);
  }
}

function fail(walk: Walk, message: string): undefined {
  walk.error ??= message;
  return undefined;
}

/** `basic`: what the wanted type is underneath. */
function typeError(walk: Walk, place: Place, value: Json, wanted: string, basic: Basic): undefined {
  if (walk.from === 'map') return fail(walk, mapError(value, wanted, basic));
  // Go names the number itself when it is one that does not fit.
  const found = typeof value === 'number' && /^u?int/.test(wanted) ? `number ${value}` : jsonType(value);
  return fail(walk, `json: cannot unmarshal ${found} into Go struct field ${goName(place.definition)}.${place.goPath} of type ${wanted}`);
}

type Basic = 'struct' | 'map' | 'slice' | 'string' | 'bool' | 'float64' | 'int32' | 'int64' | 'own';
function mapError(value: Json, wanted: string, basic: Basic): string {
  switch (basic) {
    case 'struct': case 'map': case 'slice': return cannotRestore(value, basic);
    // A type with a decoder of its own is given its part as JSON.
    case 'own': return `json: cannot unmarshal ${typeof value === 'number' && wanted === 'int32' ? `number ${value}` : jsonType(value)} into Go value of type ${wanted}`;
    default: return cannotConvert(value, wanted, basic);
  }
}

function decodeValue(walk: Walk, type: FieldType, value: Json, place: Place): Json | undefined {
  switch (type.shape) {
    case 'scalar': return decodeScalar(walk, type.scalar, value, place);
    case 'object': {
      const loose = LOOSE[type.definition];
      if (loose !== undefined) return isObject(value) && loose !== '' ? decodeValue(walk, { ...type, definition: loose }, value, place) : value;
      const definition = definitionOf(type.definition);
      if (!isObject(value)) return typeError(walk, place, value, goType(type.definition), 'struct');
      return definition === undefined || Object.keys(definition.fields).length === 0 ? value
        : decodeObject(walk, definition, value, place.goPath, place.path);
    }
    case 'list':
      if (!isList(value)) return typeError(walk, place, value, typeName(type, place), 'slice');
      return value.map((item, index) => (item === null ? zeroOf(type.item)
        : decodeValue(walk, type.item, item, { ...place, path: `${place.path}[${index}]` }) ?? null));
    case 'map': {
      if (!isObject(value)) return typeError(walk, place, value, typeName(type, place), 'map');
      const out: [string, Json][] = []; // entries, for a key may be called __proto__
      for (const key of Object.keys(value).sort()) {
        const item = value[key];
        if (item === undefined) continue;
        const decoded = item === null ? zeroOf(type.item) : decodeValue(walk, type.item, item, { ...place, path: `${place.path}.${key}` });
        if (decoded !== undefined) out.push([key, decoded]);
      }
      return Object.fromEntries(out);
    }
  }
}

/** Types with a decoder of their own: any JSON, or a schema where it is an object. @k8s apiextensions-apiserver/pkg/apis/apiextensions/v1/marshal.go */
const LOOSE: { readonly [definition: string]: string } = {
  'apiextensions.v1.JSON': '', 'apiextensions.v1.JSONSchemaPropsOrStringArray': '',
  'apiextensions.v1.JSONSchemaPropsOrArray': 'apiextensions.v1.JSONSchemaProps', 'apiextensions.v1.JSONSchemaPropsOrBool': 'apiextensions.v1.JSONSchemaProps',
};

const zeroOf = (type: FieldType): Json => (type.shape === 'scalar' && type.scalar !== 'any' ? '' : type.shape === 'object' ? {} : null);

/** Go's name of a type: `[]v1.Container`, `map[string]string`. */
function typeName(type: FieldType, place: Place): string {
  switch (type.shape) {
    case 'object': return goType(type.definition);
    case 'list': return `[]${typeName(type.item, place)}`;
    case 'map': return type.item.shape === 'scalar' && type.item.scalar === 'quantity' ? 'v1.ResourceList'
      : `map[string]${type.item.shape === 'scalar' && type.item.scalar === 'byte' ? '[]uint8' : typeName(type.item, place)}`;
    case 'scalar': return GO_SCALARS[type.scalar] ?? stringType(place.definition, place.field);
  }
}
const GO_SCALARS: { readonly [scalar in ScalarType]?: string } = { boolean: 'bool', int32: 'int32', int64: 'int64', number: 'float64', byte: '[]uint8' };

const LIMITS = { int32: 2 ** 31, int64: Number.MAX_SAFE_INTEGER } as const;
const fits = (value: Json, type: 'int32' | 'int64'): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= -LIMITS[type] && value < LIMITS[type];

function decodeScalar(walk: Walk, scalar: ScalarType, value: Json, place: Place): Json | undefined {
  switch (scalar) {
    case 'any': return value;
    case 'string': return typeof value === 'string' ? value : typeError(walk, place, value, stringType(place.definition, place.field), 'string');
    case 'boolean': return typeof value === 'boolean' ? value : typeError(walk, place, value, 'bool', 'bool');
    case 'number': return typeof value === 'number' ? value : typeError(walk, place, value, 'float64', 'float64');
    case 'int32': case 'int64': {
      if (scalar === 'int32' && walk.from === 'map' && typeof value === 'number' && Number.isInteger(value)) return wrapped(value);
      return fits(value, scalar) ? value : typeError(walk, place, value, scalar, scalar);
    }
    case 'intOrString':
      if (typeof value === 'string') return value;
      return fits(value, 'int32') ? value : typeError(walk, place, value, 'int32', 'own');
    case 'quantity': return decodeQuantity(walk, value);
    case 'time': case 'microTime': return decodeTime(walk, scalar, value, place);
    case 'byte': return decodeBytes(walk, value, place);
  }
}

function decodeQuantity(walk: Walk, value: Json): Json | undefined {
  const parsed = parseQuantity(typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value));
  return parsed.ok ? canonicalQuantity(value as string | number) : fail(walk, parsed.error);
}

function decodeTime(walk: Walk, scalar: 'time' | 'microTime', value: Json, place: Place): Json | undefined {
  if (typeof value !== 'string') return typeError(walk, place, value, 'string', 'own');
  const problem = goTimeProblem(value, scalar === 'microTime');
  return problem === undefined ? value : fail(walk, problem);
}

function decodeBytes(walk: Walk, value: Json, place: Place): Json | undefined {
  if (typeof value !== 'string') return typeError(walk, place, value, '[]uint8', 'slice');
  const at = base64Error(value);
  return at === undefined ? value : fail(walk, `illegal base64 data at input byte ${at}`);
}
