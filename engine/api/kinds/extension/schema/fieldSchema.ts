/** What server-side apply must know of a custom resource. @k8s apiextensions-apiserver/pkg/controller/openapi/builder, structured-merge-diff schema */
import type { FieldSchema, ObjectSchema } from '../../../../base/index.ts';
import { schemaOf } from '../../../schema/structure.ts';
import { isEmbedded, itemsOf, META_FIELDS, propertyOf, valuesOf, type Schema } from './schema.ts';

const META: ObjectSchema = { field: (name) => schemaOf('core.v1.Pod').field(name) };

/** @param isRoot metadata is the same for all kinds. */
export function objectSchemaOf(schema: Schema | undefined, isRoot = false): ObjectSchema {
  const known = new Map<string, FieldSchema | undefined>();
  const make = (name: string): FieldSchema | undefined => {
    if ((isRoot || isEmbedded(schema)) && META_FIELDS.has(name)) return META.field(name);
    const property = propertyOf(schema, name) ?? valuesOf(schema);
    return property === undefined ? undefined : fieldSchemaOf(property);
  };
  return { field: (name) => {
    if (!known.has(name)) known.set(name, make(name));
    return known.get(name);
  } };
}

function fieldSchemaOf(schema: Schema): FieldSchema {
  const [items, values] = [itemsOf(schema), valuesOf(schema)];
  const isMap = values !== undefined && Object.keys(schema.properties ?? {}).length === 0;
  const shape = schema.type === 'array' ? 'list' : isMap ? 'map' : schema.type === 'object' ? 'object' : 'scalar';
  const element = shape === 'list' ? items : shape === 'map' ? values : undefined;
  return {
    shape, merge: false, retainKeys: false, apply: applyOf(schema), applyKeys: schema['x-kubernetes-list-map-keys'] ?? [],
    inner: shape === 'object' ? objectSchemaOf(schema) : element === undefined ? undefined : objectSchemaOf(element),
    element: element === undefined ? undefined : fieldSchemaOf(element), scalar: shape === 'scalar' ? 'any' : '',
  };
}

function applyOf(schema: Schema): FieldSchema['apply'] {
  if (schema.type === 'array') {
    const type = schema['x-kubernetes-list-type'];
    return type === 'map' || type === 'set' ? type : 'atomic';
  }
  return schema['x-kubernetes-map-type'] === 'atomic' ? 'atomic' : 'granular';
}
