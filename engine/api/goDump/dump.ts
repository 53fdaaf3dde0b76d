/** A value of the API as Go prints its internal type: all fields, in the order of the type. @k8s apimachinery/pkg/util/diff, golden kubectl/replace-and-force */
import { isObject, unifiedLines, type Json, type JsonObject } from '../../base/index.ts';
import type { EphemeralContainer, PersistentVolumeClaimSpec, PersistentVolumeSpec, PodSpec } from '../schema/types.ts';
import { POD_LAYOUT } from './layout.data.ts';
import { STORAGE_LAYOUT } from './storage.data.ts';

type Field = { readonly mark: string; readonly go: string; readonly json: string; readonly type: string | undefined };
type Layout = ReadonlyMap<string, readonly Field[]>;

/** `DNSPolicy` is `dnsPolicy`: the first word in small letters. */
const jsonName = (go: string): string => go.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (word) => word.toLowerCase());

function fieldOf(text: string): Field {
  const [, mark = '', go = '', name, type] = /^(\*|\[\]|\{\}|#|\?|\+|)(\w+)(?:\((\w+)\))?(?::(\w+))?$/.exec(text) ?? [];
  return { mark, go, json: name ?? jsonName(go), type };
}
let parsed: Layout | undefined;
const layout = (): Layout => parsed ??= new Map(`${POD_LAYOUT.trim()}\n${STORAGE_LAYOUT.trim()}`.split('\n').map((line) => {
  const [type = '', ...fields] = line.split(' ');
  return [type, fields.map(fieldOf)];
}));

/** The fields of a type, with those of the types in place. */
export const fieldsOf = (type: string): readonly Field[] => (layout().get(type) ?? []).flatMap((field) => (field.mark === '+' ? fieldsOf(field.go) : [field]));

const ZERO: { readonly [mark: string]: Json } = { '': '', '*': null, '[]': null, '{}': null, '#': 0, '?': false };

function internal(type: string | undefined, value: Json): Json {
  const fields = type === undefined ? [] : fieldsOf(type);
  if (fields.length === 0 || !isObject(value)) return value;
  const out: Record<string, Json> = {};
  for (const field of fields) {
    const present = value[field.json];
    if (present === undefined) out[field.go] = field.mark === '' && field.type !== undefined ? internal(field.type, {}) : ZERO[field.mark] ?? null;
    else out[field.go] = Array.isArray(present) ? present.map((item) => internal(field.type, item)) : field.mark === '{}' && isObject(present) ? sorted(present) : internal(field.type, present as Json);
  }
  return out;
}
/** A value as Go's JSON encoder prints its internal type, for error texts: `{"Type":"Recreate","RollingUpdate":null}`. */
export const internalValue = (type: string, value: object): Json => internal(type, value as JsonObject); // API objects are plain JSON
export const internalPodSpec = (spec: PodSpec): Json => internal('PodSpec', withHostFields(spec) as JsonObject);

const sorted = (map: JsonObject): JsonObject => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));

const difference = (type: string, next: object, old: object): string => {
  const lines = (value: object): string[] => JSON.stringify(internal(type, value as JsonObject), null, 1).split('\n'); // API objects are plain JSON
  return unifiedLines(lines(old), lines(next), 3);
};

/** The internal type has what concerns the host's namespaces in the security context. */
function withHostFields(spec: PodSpec): object {
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers } = spec;
  return { ...spec, securityContext: { ...spec.securityContext, ...JSON.parse(JSON.stringify({ hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers })) } };
}
export const podSpecDifference = (next: PodSpec, old: PodSpec): string => difference('PodSpec', withHostFields(next), withHostFields(old));
export const ephemeralDifference = (next: EphemeralContainer, old: EphemeralContainer): string => difference('EphemeralContainer', next, old);
export const claimSpecDifference = (next: PersistentVolumeClaimSpec, old: PersistentVolumeClaimSpec): string => difference('PersistentVolumeClaimSpec', next, old);
/** What of a volume's spec says where its data is. */
export const volumeSourceDifference = (next: PersistentVolumeSpec, old: PersistentVolumeSpec): string => difference('PersistentVolumeSource', next, old);
