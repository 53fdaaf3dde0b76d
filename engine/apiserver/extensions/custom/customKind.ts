/** One version of a CustomResourceDefinition as a kind that the server serves. @k8s apiextensions-apiserver/pkg/registry/customresource/strategy.go */
import {
  ALL_VERBS, apiVersionOf, decode, dropNulls, hasDefaults, objectSchemaOf, preserves, prune, sameJson, scaleSubresource, statusSubresource, withDefaults,
  type CustomResourceDefinition, type CustomResourceDefinitionVersion, type CustomSchema, type Decoded, type KindDefinition, type KubeObject, type Schema,
} from '../../../api/index.ts';
import { goFloat, isObject, parseJsonPath, type Json, type JsonObject } from '../../../base/index.ts';
import { columnsOf } from './columns.ts';
import { validateCreated, validateStatus, validateUpdated, finalizerWarnings, type Custom } from './validateCustom.ts';
import { publishedSchema } from './published.ts';
import { deprecationOf } from './deprecation.ts';

/** Kinds for all served versions. */
export function kindsOf(crd: CustomResourceDefinition): readonly KindDefinition[] {
  const versions = crd.spec?.versions ?? [];
  const storage = versions.find((version) => version.storage === true);
  if (storage === undefined) return [];
  const stored = kindOf(crd, storage);
  const mixed = (crd.status?.storedVersions ?? []).length > 1;
  return versions.filter(({ served }) => served === true).map((version) =>
    (version === storage && !mixed ? stored : viewOf(version === storage ? stored : kindOf(crd, version), stored)));
}

function kindOf(crd: CustomResourceDefinition, version: CustomResourceDefinitionVersion): KindDefinition {
  const { spec, status } = crd;
  const names = status?.acceptedNames;
  const schema = version.schema?.openAPIV3Schema ?? {};
  const custom: Custom = {
    group: spec.group, version: version.name, kind: names?.kind ?? spec.names.kind, namespaced: spec.scope === 'Namespaced', schema,
    hasStatus: version.subresources?.status !== undefined, ...(version.subresources?.scale === undefined ? {} : { scale: version.subresources.scale }),
  };
  const fills = hasDefaults(schema);
  return {
    group: custom.group, version: custom.version, kind: custom.kind, plural: names?.plural ?? spec.names.plural, singular: names?.singular ?? '',
    shortNames: names?.shortNames ?? [], categories: names?.categories ?? [], namespaced: custom.namespaced, verbs: ALL_VERBS,
    subresources: [...(custom.hasStatus ? [statusSubresource(custom.kind)] : []), ...(custom.scale === undefined ? [] : [scaleSubresource])],
    definition: '',
    defaults: (object) => (fills ? withDefaults(schema, object as JsonObject) as KubeObject : object),
    prepareForCreate: (object) => created(custom, object),
    prepareForUpdate: (next, old) => updated(custom, next, old),
    prepareForStatusUpdate: statusUpdated,
    validate: (object) => validateCreated(custom, object),
    validateUpdate: (next, old) => validateUpdated(custom, next, old),
    updateIsWhole: true,
    validateStatusUpdate: (next, old) => validateStatus(custom, next, old),
    warnings: finalizerWarnings,
    ...(fills ? { wire: readForm(schema) } : {}),
    columns: columnsOf(version.additionalPrinterColumns ?? []),
    selectableFields: Object.fromEntries((version.selectableFields ?? []).map(({ jsonPath }) => [jsonPath.replace(/^\./, ''), fieldReader(jsonPath)])),
    ...(version.deprecated === true ? { deprecated: deprecationOf(crd, version) } : {}),
    custom: customSchema(crd, custom, version),
  };
}

function customSchema(crd: CustomResourceDefinition, custom: Custom, version: CustomResourceDefinitionVersion): CustomSchema {
  const { scale } = custom;
  const said = version.deprecated === true ? version.deprecationWarning : undefined;
  return {
    decode: (body) => decodeCustom(custom.schema, body),
    patches: objectSchemaOf(custom.schema, true),
    openApi: publishedSchema(custom.schema),
    ...((crd.status?.acceptedNames?.listKind ?? '') === '' ? {} : { listKind: crd.status?.acceptedNames?.listKind ?? '' }),
    ...(scale === undefined ? {} : { scale }),
    ...(said === undefined ? {} : { warning: said }),
    ...(crd.metadata?.deletionTimestamp === undefined ? {} : { terminating: true as const }),
  };
}

/** Defaults that the schema got later are filled in when an object is read. @k8s apiextensions-apiserver/pkg/apiserver/customresource_handler.go */
function readForm(schema: Schema): (object: KubeObject) => KubeObject {
  const known = new WeakMap<KubeObject, KubeObject>();
  return (object) => {
    let filled = known.get(object);
    if (filled === undefined) { filled = withDefaults(schema, object as JsonObject) as KubeObject; known.set(object, filled); }
    return filled;
  };
}

/** The stored object and the one of another version differ in their apiVersion only: conversion None. */
function viewOf(kind: KindDefinition, stored: KindDefinition): KindDefinition {
  const { custom } = kind;
  const shaped = (object: KubeObject): KubeObject => {
    const decoded = custom?.decode(object as Json); // objects are JSON
    return decoded?.ok === true ? kind.defaults({ ...decoded.object, metadata: object.metadata ?? {} } as KubeObject) : object;
  };
  const here = (object: KubeObject): KubeObject => ({ ...object, apiVersion: apiVersionOf(kind) });
  return { ...kind, view: {
    kind: stored,
    toStored: (object) => ({ ...object, apiVersion: apiVersionOf(stored) }),
    fromStored: (object) => shaped(here(object)),
    validate: (object, old) => (old === undefined ? kind.validate(here(object)) : kind.validateUpdate?.(here(object), here(old)) ?? []),
  } };
}

/** @k8s apiextensions-apiserver/pkg/apiserver/customresource_handler.go schemaCoercingDecoder */
function decodeCustom(schema: Schema, body: Json | undefined): Decoded {
  if (!isObject(body)) return { ok: false, error: 'json: cannot unmarshal into Go value of type map[string]interface {}' };
  const meta = decode('core.v1.ConfigMap', { metadata: body['metadata'] ?? {} });
  if (!meta.ok) return { ok: false, error: meta.error.replace('Go struct field ConfigMap.metadata.', 'Go struct field ObjectMeta.') };
  const { value, unknown } = prune(schema, body);
  const kept = preserves(schema) ? value : dropNulls(schema, value) as JsonObject; // an object stays one
  return { ok: true, object: { ...kept, metadata: meta.object['metadata'] ?? {} }, unknown: [...meta.unknown, ...unknown.map((path) => `unknown field ${JSON.stringify(path)}`)] };
}

type Parts = KubeObject & { readonly status?: Json };

function created({ hasStatus }: Custom, object: KubeObject): KubeObject {
  const { status: _, ...rest } = object as Parts;
  return { ...(hasStatus ? rest : object), metadata: { ...object.metadata, generation: 1 } };
}

function updated({ hasStatus }: Custom, next: KubeObject, old: KubeObject): KubeObject {
  const { status: _, ...rest } = next as Parts;
  const { status } = old as Parts;
  const kept = hasStatus ? { ...rest, ...(status === undefined ? {} : { status }) } : next;
  if (sameJson(content(kept), content(old))) return kept;
  return { ...kept, metadata: { ...kept.metadata, generation: (old.metadata?.generation ?? 0) + 1 } };
}
function content(object: KubeObject): Json {
  const { metadata: _, ...rest } = object;
  return rest as Json; // what is left is JSON
}

function statusUpdated(next: KubeObject, old: KubeObject): KubeObject {
  const { status: _, ...rest } = old as Parts;
  const { status } = next as Parts;
  return { ...rest, ...(status === undefined ? {} : { status }) } as KubeObject;
}

/** The value at a simple path, as field selectors compare it. */
function fieldReader(jsonPath: string): (object: KubeObject) => string {
  const parsed = parseJsonPath(`{${jsonPath}}`, { allowMissing: true });
  return (object) => {
    const found = parsed.ok ? parsed.path.find(object as Json) : undefined; // objects are JSON
    const value = found?.ok === true ? found.results[0]?.[0] : undefined;
    return value === undefined || value === null ? '' : typeof value === 'number' ? goFloat(value) : String(value);
  };
}
