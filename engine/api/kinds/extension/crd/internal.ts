/**
 * A CRD as the API server validates it: what all versions have in common stands at the top. Its error messages show Go's names.
 * @k8s apiextensions-apiserver/pkg/apis/apiextensions/v1/conversion.go; golden kubectl/crd-validation-errors
 */
import { isList, isObject, type Json, type JsonObject } from '../../../../base/index.ts';
import { sameObject } from '../../../meta/equal.ts';
import type { CustomResourceDefinitionSpec, CustomResourceDefinitionVersion } from '../../../schema/types.ts';
import type { Schema } from '../schema/schema.ts';

export type Shared = Pick<CustomResourceDefinitionVersion, 'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields'>;
export type InternalSpec = {
  readonly shared: Shared;
  readonly versions: readonly CustomResourceDefinitionVersion[];
};

const HOISTED = ['subresources', 'schema', 'additionalPrinterColumns', 'selectableFields'] as const;

export function internalSpec(spec: CustomResourceDefinitionSpec): InternalSpec {
  const versions = spec.versions ?? [];
  const [first] = versions;
  const common = HOISTED.filter((field) => versions.every((version) => sameObject(version[field], first?.[field])));
  const shared: Record<string, unknown> = {};
  for (const field of common) if (first?.[field] !== undefined) shared[field] = first[field];
  const without = (version: CustomResourceDefinitionVersion): CustomResourceDefinitionVersion => {
    const kept: Record<string, unknown> = { ...version };
    for (const field of common) delete kept[field];
    return kept as CustomResourceDefinitionVersion; // only optional fields are gone
  };
  return { shared: shared as Shared, versions: versions.map(without) };
}

/** Versions as a value in an error message. */
export const goVersions = (versions: readonly CustomResourceDefinitionVersion[]): Json => versions.map((version): Json => ({
  Name: version.name, Served: version.served ?? false, Storage: version.storage ?? false, Deprecated: version.deprecated ?? false,
  DeprecationWarning: version.deprecationWarning ?? null,
  Schema: version.schema === undefined ? null : { OpenAPIV3Schema: version.schema.openAPIV3Schema === undefined ? null : goSchema(version.schema.openAPIV3Schema) },
  Subresources: version.subresources === undefined ? null : {
    Status: version.subresources.status === undefined ? null : {},
    Scale: version.subresources.scale === undefined ? null : {
      SpecReplicasPath: version.subresources.scale.specReplicasPath, StatusReplicasPath: version.subresources.scale.statusReplicasPath,
      LabelSelectorPath: version.subresources.scale.labelSelectorPath ?? null,
    },
  },
  AdditionalPrinterColumns: version.additionalPrinterColumns?.map((column): Json => ({
    Name: column.name, Type: column.type, Format: column.format ?? '', Description: column.description ?? '', Priority: column.priority ?? 0, JSONPath: column.jsonPath,
  })) ?? null,
  SelectableFields: version.selectableFields?.map(({ jsonPath }): Json => ({ JSONPath: jsonPath })) ?? null,
}));

/** Go's field, ours, and what stands for "not given". */
const FIELDS: readonly (readonly [go: string, ours: string, zero: Json])[] = [
  ['ID', 'id', ''], ['Schema', '$schema', ''], ['Ref', '$ref', null], ['Description', 'description', ''], ['Type', 'type', ''],
  ['Nullable', 'nullable', false], ['Format', 'format', ''], ['Title', 'title', ''], ['Default', 'default', null], ['Maximum', 'maximum', null],
  ['ExclusiveMaximum', 'exclusiveMaximum', false], ['Minimum', 'minimum', null], ['ExclusiveMinimum', 'exclusiveMinimum', false],
  ['MaxLength', 'maxLength', null], ['MinLength', 'minLength', null], ['Pattern', 'pattern', ''], ['MaxItems', 'maxItems', null],
  ['MinItems', 'minItems', null], ['UniqueItems', 'uniqueItems', false], ['MultipleOf', 'multipleOf', null], ['Enum', 'enum', null],
  ['MaxProperties', 'maxProperties', null], ['MinProperties', 'minProperties', null], ['Required', 'required', null], ['Items', 'items', null],
  ['AllOf', 'allOf', null], ['OneOf', 'oneOf', null], ['AnyOf', 'anyOf', null], ['Not', 'not', null], ['Properties', 'properties', null],
  ['AdditionalProperties', 'additionalProperties', null], ['PatternProperties', 'patternProperties', null], ['Dependencies', 'dependencies', null],
  ['AdditionalItems', 'additionalItems', null], ['Definitions', 'definitions', null], ['ExternalDocs', 'externalDocs', null], ['Example', 'example', null],
  ['XPreserveUnknownFields', 'x-kubernetes-preserve-unknown-fields', null], ['XEmbeddedResource', 'x-kubernetes-embedded-resource', false],
  ['XIntOrString', 'x-kubernetes-int-or-string', false], ['XListMapKeys', 'x-kubernetes-list-map-keys', null],
  ['XListType', 'x-kubernetes-list-type', null], ['XMapType', 'x-kubernetes-map-type', null], ['XValidations', 'x-kubernetes-validations', null],
];
/** Fields of the internal type that are given. */
export const givenGoFields = (schema: Schema): readonly string[] => {
  const given = schema as unknown as JsonObject; // schemas are JSON
  return FIELDS.filter(([, ours]) => given[ours] !== undefined).map(([go]) => go);
};

export function goSchema(schema: Schema): Json {
  const given = schema as unknown as JsonObject; // schemas are JSON
  return Object.fromEntries(FIELDS.map(([go, ours, zero]) => [go, given[ours] === undefined ? zero : goField(ours, given[ours] ?? null)]));
}

const nested = (value: Json): Json => (isObject(value) ? goSchema(value as Schema) : value);
function goField(field: string, value: Json): Json {
  switch (field) {
    case 'allOf': case 'oneOf': case 'anyOf': return isList(value) ? value.map(nested) : value;
    case 'not': return nested(value);
    case 'properties': case 'patternProperties': case 'definitions':
      return isObject(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, nested(value[key] ?? null)])) : value;
    case 'items': return { Schema: isList(value) ? null : nested(value), JSONSchemas: isList(value) ? value.map(nested) : null };
    case 'additionalProperties': case 'additionalItems':
      return typeof value === 'boolean' ? { Allows: value, Schema: null } : { Allows: true, Schema: nested(value) };
    case 'x-kubernetes-validations': return isList(value) ? value.map((rule) => (isObject(rule) ? goRule(rule) : rule)) : value;
    default: return value;
  }
}

export const goRule = (rule: JsonObject): Json => ({
  Rule: rule['rule'] ?? '', Message: rule['message'] ?? '', MessageExpression: rule['messageExpression'] ?? '', Reason: rule['reason'] ?? null,
  FieldPath: rule['fieldPath'] ?? '', OptionalOldSelf: rule['optionalOldSelf'] ?? null,
});
