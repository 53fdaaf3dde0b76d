/** Objects as table rows or as metadata only. @k8s apiserver/pkg/endpoints/handlers/response.go */
import type { Column, KubeObject } from '../api/index.ts';
import type { Json, JsonObject } from '../base/index.ts';
import type { ResourceRequest, ServerContext } from './context.ts';
import type { Form } from './accept.ts';
import { asJson } from './respond.ts';
import { fromStored } from './view.ts';

/** Metadata as PartialObjectMetadata. */
export function partialMetadata(object: KubeObject, version = 'v1'): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${version}`, metadata: asJson(object.metadata ?? {}) };
}

const NAME_FORMAT = 'name';
/** Field documentation of metadata.name and so on stays upstream's; these say what the column shows. */
const definitionOf = (column: Column<KubeObject>): JsonObject => ({
  name: column.name, type: column.type, format: column.format ?? (column.name === 'Name' ? NAME_FORMAT : ''),
  description: column.description ?? `${column.name} of the object.`, priority: column.priority,
});

export { formOf, type Form } from './accept.ts';

const cellsOf = (columns: readonly Column<KubeObject>[], object: KubeObject, now: number): Json[] => columns.map((column) => column.cell(object, now));

export function tableOf(context: ServerContext, request: ResourceRequest, objects: readonly KubeObject[],
  metadata: object, { include, version }: Extract<Form, { as: 'table' }>, withColumns = true): JsonObject {
  const { asked } = request;
  const { columns } = asked;
  const sorted = asked.rowOrder === undefined ? objects : [...objects].sort((a, b) => asked.rowOrder?.(a, b) ?? 0);
  const now = context.clock.now;
  return {
    kind: 'Table', apiVersion: `meta.k8s.io/${version}`, metadata: asJson(metadata),
    columnDefinitions: withColumns ? columns.map(definitionOf) : [],
    rows: sorted.map((object) => ({
      cells: cellsOf(columns, fromStored(request, object), now),
      ...(include === 'None' ? {} : { object: include === 'Object' ? asJson(fromStored(request, context.ownership.shown(object))) : partialMetadata(object, version) }),
    })),
  };
}
