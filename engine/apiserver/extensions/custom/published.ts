/** A schema as OpenAPI shows it: embedded resources have their type and metadata. @k8s apiextensions-apiserver/pkg/controller/openapi/builder/builder.go addEmbeddedProperties */
import { isEmbedded, isIntOrString, itemsOf, propertiesOf, valuesOf, type Schema } from '../../../api/index.ts';
import type { Json } from '../../../base/index.ts';

const EMBEDDED = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };

export function publishedSchema(schema: Schema): Json {
  const [items, values] = [itemsOf(schema), valuesOf(schema)];
  const properties = Object.fromEntries(propertiesOf(schema).map(([name, property]) => [name, publishedSchema(property)]));
  const all = { ...(isEmbedded(schema) ? EMBEDDED : {}), ...properties };
  const { 'x-kubernetes-int-or-string': _, ...rest } = schema;
  return {
    ...(isIntOrString(schema) ? { ...rest, 'x-kubernetes-int-or-string': true } : schema),
    ...(Object.keys(all).length === 0 ? {} : { properties: all }),
    ...(items === undefined ? {} : { items: publishedSchema(items) }), ...(values === undefined ? {} : { additionalProperties: publishedSchema(values) }),
    ...(isEmbedded(schema) ? { required: [...new Set([...schema.required ?? [], 'kind', 'apiVersion'])] } : {}),
  } as unknown as Json; // a schema is JSON
}
