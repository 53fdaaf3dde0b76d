/** What a field of a pod does, as somebody at a terminal sees it. */
import type { Json, JsonObject } from '../../../base/index.ts';
import { definitionOf, fieldOf, type FieldType } from '../../../api/schema/structure.ts';

export type FieldCase = {
  /** The pod's spec. Ephemeral containers are added to it when it runs. */
  readonly spec: JsonObject;
  readonly metadata?: JsonObject;
  /** Paths in the spec that this shows: without the field, or with another value in its place, something else is seen. */
  readonly shows: readonly (string | readonly [path: string, other: Json])[];
  /** Typed five seconds before that. */
  readonly first?: string;
  /** Typed at a terminal; `$POD` is the pod's name. Default: its logs. */
  readonly run?: string;
  /** All that is printed; the pod's name is printed as POD. */
  readonly sees: string | RegExp;
  /** Seconds after the pod was made; default 15. */
  readonly at?: number;
};

export type JsonPath = readonly (string | number)[];
/** `containers.0.ports.0.name`; dots that belong to a key are written `\.`. */
export const partsOf = (path: string): JsonPath =>
  path.split(/(?<!\\)\./).map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('\\.', '.')));

/** The same with something else at the place, or without it. */
export function changed(value: Json | undefined, path: JsonPath, other: Json | undefined): Json | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return other;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return list.flatMap((item, i) => { if (i !== head) return [item]; const next = changed(item, rest, other); return next === undefined ? [] : [next]; });
  }
  const { [head]: inner, ...others } = value as JsonObject; // the path leads through objects and lists only
  const next = changed(inner, rest, other);
  return next === undefined ? others : { ...others, [head]: next };
}
export function valueAt(value: Json | undefined, path: JsonPath): Json | undefined {
  return path.reduce<Json | undefined>((at, part) => (typeof at === 'object' && at !== null ? (at as { readonly [key: string]: Json })[String(part)] : undefined), value);
}

/** `core.v1.Probe.periodSeconds` for a path in a pod's spec, from the schema. */
export function fieldAt(path: JsonPath): string {
  let definition = 'core.v1.PodSpec';
  let field = '';
  let type: FieldType | undefined;
  for (const part of path) {
    if (type?.shape === 'list' || type?.shape === 'map') { type = type.item; continue; }
    if (type !== undefined) { if (type.shape !== 'object') throw new Error(`${path.join('.')} leads below ${field}`); definition = type.definition; }
    const found = definitionOf(definition);
    type = found === undefined ? undefined : fieldOf(found, String(part));
    field = `${definition}.${part}`;
    if (type === undefined) throw new Error(`${field} is no field (${path.join('.')})`);
  }
  return field;
}
