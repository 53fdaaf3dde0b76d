/** Columns of custom resources. @k8s apiextensions-apiserver/pkg/registry/customresource/tableconvertor/tableconvertor.go */
import { ageOf, type Column, type CustomResourceColumnDefinition, type KubeObject } from '../../../api/index.ts';
import { parseJsonPath, type Json } from '../../../base/index.ts';

const NAME: Column<KubeObject> = { name: 'Name', type: 'string', format: 'name', priority: 0, cell: ({ metadata }) => metadata?.name ?? '' };
/** Where a CRD has no columns of its own. @k8s apiextensions-apiserver/pkg/apiserver/helpers.go */
const AGE: CustomResourceColumnDefinition = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

export function columnsOf(columns: readonly CustomResourceColumnDefinition[]): readonly Column<KubeObject>[] {
  return [NAME, ...(columns.length === 0 ? [AGE] : columns).map(columnOf)];
}

function columnOf(column: CustomResourceColumnDefinition): Column<KubeObject> {
  const parsed = parseJsonPath(`{${column.jsonPath}}`, { allowMissing: true });
  return {
    name: column.name, type: column.type as Column<KubeObject>['type'], priority: (column.priority ?? 0) === 0 ? 0 : 1, // validated
    ...(column.format === undefined ? {} : { format: column.format }),
    description: column.description ?? `Custom resource definition column (in JSONPath format): ${column.jsonPath}`,
    cell(object, now) {
      const found = parsed.ok ? parsed.path.find(object as Json) : undefined; // objects are JSON
      const value = found?.ok === true ? found.results[0]?.[0] : undefined;
      if (value === undefined) return null;
      if (column.type !== 'string') return cellOf(column.type, value, now);
      const printed = typeof value === 'string' ? undefined : parsed.ok ? parsed.path.print(object as Json) : undefined; // objects are JSON
      return typeof value === 'string' ? value : printed?.ok === true ? printed.text : null;
    },
  };
}

function cellOf(type: string, value: Json, now: number): string | number | boolean | null {
  switch (type) {
    case 'integer': return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number': return typeof value === 'number' ? value : null;
    case 'boolean': return typeof value === 'boolean' ? value : null;
    case 'date': return typeof value !== 'string' ? null : Number.isNaN(Date.parse(value)) ? '<invalid>' : ageOf(value, now);
    default: return null;
  }
}
