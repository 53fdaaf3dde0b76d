/** OpenAPI v3 schemas of custom resources, and how to walk them. @k8s apiextensions-apiserver/pkg/apiserver/schema/structural.go */
import { isObject, type Json, type JsonObject } from '../../../../base/index.ts';
import type { JSONSchemaProps } from '../../../schema/types.ts';

export type Schema = JSONSchemaProps;

/** What an embedded resource has without being told. */
export const META_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** The schema of a list's items. (A list of schemas is refused elsewhere.) */
export const itemsOf = (schema: Schema | undefined): Schema | undefined =>
  (isObject(schema?.items) ? schema.items as Schema : undefined); // JSONSchemaPropsOrArray holds a schema

/** The schema of a map's values, or whether any are allowed. */
export function additionalOf(schema: Schema | undefined): Schema | boolean | undefined {
  const given = schema?.additionalProperties as Json | undefined; // JSONSchemaPropsOrBool is a schema or a boolean
  if (given === undefined || given === null) return undefined;
  return isObject(given) ? given as Schema : given === true;
}
export const valuesOf = (schema: Schema | undefined): Schema | undefined => {
  const given = additionalOf(schema);
  return typeof given === 'object' ? given : undefined;
};

/** Own properties only: a field may be called `constructor`. */
export const propertyOf = (schema: Schema | undefined, name: string): Schema | undefined =>
  (schema?.properties !== undefined && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined);

export const propertiesOf = (schema: Schema | undefined): readonly (readonly [name: string, schema: Schema])[] =>
  Object.keys(schema?.properties ?? {}).sort().flatMap((name) => {
    const property = propertyOf(schema, name);
    return property === undefined ? [] : [[name, property] as const];
  });

export const preserves = (schema: Schema | undefined): boolean => schema?.['x-kubernetes-preserve-unknown-fields'] === true;
export const isEmbedded = (schema: Schema | undefined): boolean => schema?.['x-kubernetes-embedded-resource'] === true;
export const isIntOrString = (schema: Schema | undefined): boolean => schema?.['x-kubernetes-int-or-string'] === true;
/** The default as a JSON value; undefined if there is none. */
export const defaultOf = (schema: Schema | undefined): Json | undefined => {
  const given = schema?.default as Json | undefined; // any JSON
  return given === null ? undefined : given;
};

/** The root of a custom resource has kind, apiVersion and metadata without saying so. */
export const asRoot = (schema: Schema): Schema => (isEmbedded(schema) ? schema : { ...schema, 'x-kubernetes-embedded-resource': true });

/** True if `test` holds for the schema or one below it. */
export function someSchema(schema: Schema | undefined, test: (schema: Schema) => boolean): boolean {
  if (schema === undefined) return false;
  if (test(schema)) return true;
  const below: readonly (Schema | undefined)[] = [
    itemsOf(schema), valuesOf(schema), schema.not, ...schema.allOf ?? [], ...schema.anyOf ?? [], ...schema.oneOf ?? [],
    ...propertiesOf(schema).map(([, property]) => property),
  ];
  return below.some((each) => someSchema(each, test));
}

/** Keys of an object in the order in which it is walked: Go's order is chance, ours is not. */
export const keysOf = (object: JsonObject): string[] => Object.keys(object).filter((key) => object[key] !== undefined);

export const childPath = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
