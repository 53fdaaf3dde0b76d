/** A pod template as Go's spew prints it with types: what the hash in the names of ReplicaSets is over. @k8s apimachinery/pkg/util/dump ForHash, pkg/util/hash */
import { isList, isObject, type Json, type JsonObject } from '../../base/index.ts';
import { TEMPLATE_TYPES } from './templateTypes.data.ts';

type Field = { readonly go: string; readonly json: string | undefined; readonly type: string };

/** `DNSPolicy` is `dnsPolicy`: the first word in small letters. */
const jsonName = (go: string): string => go.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (word) => word.toLowerCase());
function fieldOf(text: string): Field {
  const [, inline = '', go = '', json, type = 'string'] = /^(\+?)(\w+)(?:\((\w+)\))?(?::(.+))?$/.exec(text) ?? [];
  return { go, json: inline === '+' ? undefined : json ?? jsonName(go), type };
}
let parsed: ReadonlyMap<string, readonly Field[]> | undefined;
const structs = (): ReadonlyMap<string, readonly Field[]> => parsed ??= new Map(TEMPLATE_TYPES.trim().replaceAll('\n  ', ' ').replaceAll('~', 'v1.').split('\n').map((line) => {
  const [type = '', ...fields] = line.split(' ');
  return [type, fields.map(fieldOf)];
}));

const NIL = '<nil>';
const isNumber = (type: string): boolean => /^u?int\d*$/.test(type);
const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
/** Maps that have a name of their own. */
const MAPS: { readonly [type: string]: string } = { 'v1.ResourceList': 'resource.Quantity' };

/** With the type before it, as a field's value stands. */
function typed(type: string, value: Json | undefined): string {
  if (type.startsWith('*') && value !== undefined && value !== null) return `(${type})${plain(type.slice(1), value)}`;
  return `(${type})${plain(type, value)}`;
}

function plain(type: string, value: Json | undefined): string {
  if (type.startsWith('*')) return value === undefined || value === null ? NIL : plain(type.slice(1), value);
  if (type.startsWith('[]')) return isList(value) && value.length > 0 ? `[${value.map((item) => plain(type.slice(2), item)).join(' ')}]` : NIL;
  const values = MAPS[type] ?? /^map\[\w+\](.+)$/.exec(type)?.[1];
  if (values !== undefined) return isObject(value) && Object.keys(value).length > 0 ? `map[${Object.keys(value).sort().map((key) => `${key}:${plain(values, value[key])}`).join(' ')}]` : NIL;
  if (type === 'resource.Quantity') return quantity(typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined);
  if (type === 'intstr.IntOrString') return intOrString(value);
  if (type === 'v1.Time') return ZERO_TIME;
  const fields = structs().get(type);
  if (fields !== undefined) return struct(fields, isObject(value) ? value : {});
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return type === 'bool' ? 'false' : isNumber(type) ? '0' : '';
}

const struct = (fields: readonly Field[], value: JsonObject): string =>
  `{${fields.map(({ go, json, type }) => `${go}:${typed(type, json === undefined ? value : value[json])}`).join(' ')}}`;

function intOrString(value: Json | undefined): string {
  const isText = typeof value === 'string';
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${typeof value === 'number' ? value : 0} StrVal:(string)${isText ? value : ''}}`;
}

const DECIMAL: { readonly [suffix: string]: number } = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** As it was parsed; the text is kept only where Go sees at once that it is the shortest. @k8s apimachinery/pkg/api/resource/quantity.go ParseQuantity */
function quantity(text: string | undefined): string {
  const told = (value: bigint, scale: number, kept: string, format: string): string =>
    `{i:(resource.int64Amount){value:(int64)${value} scale:(resource.Scale)${scale}} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${kept} Format:(resource.Format)${format}}`;
  if (text === undefined) return told(0n, 0, '', '');
  if (text === '0') return told(0n, 0, text, 'DecimalSI');
  const [, sign = '', whole = '', part = '', suffix = ''] = /^([+-]?)(\d*)\.?(\d*)([a-zA-Z]*(?:[+-]?\d+)?)$/.exec(text) ?? [];
  const digits = whole.replace(/^0+(?=\d)/, '') + part;
  const signed = (value: bigint): bigint => (sign === '-' ? -value : value);
  if (BINARY.indexOf(suffix) > 0 && part === '') {
    const value = BigInt(digits);
    return told(signed(value << BigInt(10 * BINARY.indexOf(suffix))), 0, (value & 7n) === 0n ? '' : text, 'BinarySI');
  }
  const power = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
  const scale = (power === undefined ? DECIMAL[suffix] ?? 0 : Number(power)) - part.length;
  const kept = scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0') ? text : '';
  return told(signed(BigInt(digits === '' ? '0' : digits)), scale, kept, power === undefined ? 'DecimalSI' : 'DecimalExponent');
}

/** The old name of the ServiceAccount always says the same as the new one. */
function withBothNames(template: JsonObject): JsonObject {
  const spec = template['spec'];
  if (!isObject(spec) || spec['serviceAccountName'] === undefined) return template;
  return { ...template, spec: { serviceAccount: spec['serviceAccountName'], ...spec } };
}

export const dumpTemplate = (template: object): string => typed('v1.PodTemplateSpec', withBothNames(template as JsonObject)); // API objects are plain JSON
