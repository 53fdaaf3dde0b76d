/** Objects as table rows or as metadata only, by the Accept header. @k8s apiserver/pkg/endpoints/handlers/response.go */
import type { Column, KubeObject } from '../api/index.ts';
import { notAcceptable } from '../api/index.ts';
import type { JsonObject } from '../base/index.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext } from './context.ts';
import { asJson } from './respond.ts';

export type Form =
  | { readonly as: 'object' }
  | { readonly as: 'table'; readonly include: 'None' | 'Metadata' | 'Object' }
  | { readonly as: 'metadata' };

const OBJECT: Form = { as: 'object' };
/** What our encoders write; `*` forms mean JSON. */
const JSON_TYPES = new Set(['application/json', '*/*', 'application/*', 'application/yaml']);
const ACCEPTED = 'application/json';

/** The first acceptable entry of the header decides. */
export function formOf(request: ResourceRequest): Form | Failure {
  const accept = request.headers['accept'];
  if (accept === undefined || accept === '' || accept === 'application/json') return OBJECT;
  for (const entry of accept.split(',')) {
    const [type = '', ...parameters] = entry.split(';').map((part) => part.trim());
    if (!JSON_TYPES.has(type)) continue;
    const as = parameters.find((part) => part.startsWith('as='))?.slice(3);
    if (as === undefined) return OBJECT;
    if (as === 'Table') return { as: 'table', include: includeOf(request) };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return { as: 'metadata' };
  }
  return fail(notAcceptable(`only the following media types are accepted: ${ACCEPTED}`));
}

function includeOf(request: ResourceRequest): 'None' | 'Metadata' | 'Object' {
  const asked = request.query.get('includeObject');
  return asked === 'None' || asked === 'Object' ? asked : 'Metadata';
}

/** Metadata as PartialObjectMetadata. */
export function partialMetadata(object: KubeObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: asJson(object.metadata ?? {}) };
}

const NAME_FORMAT = 'name';
/** Field documentation of metadata.name and so on stays upstream's; these say what the column shows. */
const definitionOf = (column: Column<KubeObject>): JsonObject => ({
  name: column.name, type: column.type, format: column.format ?? (column.name === 'Name' ? NAME_FORMAT : ''),
  description: `${column.name} of the object.`, priority: column.priority,
});

export function tableOf(context: ServerContext, request: ResourceRequest, objects: readonly KubeObject[],
  metadata: object, include: 'None' | 'Metadata' | 'Object', withColumns = true): JsonObject {
  const { columns } = request.kind;
  const now = context.clock.now;
  return {
    kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: asJson(metadata),
    columnDefinitions: withColumns ? columns.map(definitionOf) : [],
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object, now)),
      ...(include === 'None' ? {} : { object: include === 'Object' ? asJson(context.ownership.shown(object)) : partialMetadata(object) }),
    })),
  };
}
