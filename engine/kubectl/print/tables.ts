/** Tables of the server as kubectl lays them out. */
import { createTabWriter } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { groupKind } from '../discovery.ts';
import type { Resource } from '../discovery.ts';
import { field, goJson, labelsOf, listAt, numberAt, objectAt, textAt } from '../objects.ts';

export type TableOptions = {
  readonly wide: boolean;
  readonly noHeaders: boolean;
  readonly withNamespace: boolean;
  readonly withKind: boolean;
  readonly showLabels: boolean;
  readonly labelColumns: readonly string[];
};
export type TablePrinter = {
  /** Lays out rows; the header comes with the first rows of a resource. `event` is the cell of --output-watch-events. */
  print(table: JsonObject, resource: Resource, options: { readonly withKind?: boolean; readonly withNamespace?: boolean; readonly event?: string }): void;
  /** A blank line, and a header again with the next rows. */
  startAnew(): void;
  flush(): string;
};

/** `named`: holds the object's name, which may be shown with its kind. */
type Definition = { readonly name: string; readonly priority: number; readonly named: boolean };

/** A cell ends at its first line break; the rest is an ellipsis. @k8s cli-runtime/pkg/printers/tableprinter.go printRows */
function cellText(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : typeof value === 'object' ? goJson(value) : String(value);
  const cut = /[\f\n\r]/.exec(text);
  return cut === null ? text : `${text.slice(0, cut.index)}...`;
}

const lastSegment = (label: string): string => label.slice(label.lastIndexOf('/') + 1).toUpperCase();

export function labelsText(labels: { readonly [key: string]: string }): string {
  const keys = Object.keys(labels).sort();
  return keys.length === 0 ? '<none>' : keys.map((key) => `${key}=${labels[key] ?? ''}`).join(',');
}

export function createTablePrinter(options: TableOptions): TablePrinter {
  const writer = createTabWriter();
  let definitions: readonly Definition[] = [];
  let headerDue = true;
  const shown = (definition: Definition): boolean => options.wide || definition.priority === 0;

  function printHeader(withNamespace: boolean, withEvent: boolean): void {
    const names = definitions.filter(shown).map((definition) => definition.name.toUpperCase());
    const cells = [...(withEvent ? ['EVENT'] : []), ...(withNamespace ? ['NAMESPACE'] : []), ...names, ...options.labelColumns.map(lastSegment), ...(options.showLabels ? ['LABELS'] : [])];
    writer.write(`${cells.join('\t')}\n`);
  }
  return {
    print(table, resource, { withKind = options.withKind, withNamespace = options.withNamespace && resource.namespaced, event }) {
      const columns = listAt(table, 'columnDefinitions').map((each) => ({ name: textAt(each, 'name'), priority: numberAt(each, 'priority'), named: textAt(each, 'format') === 'name' && textAt(each, 'type') === 'string' }));
      // While watching, only the first event names its columns.
      if (columns.length > 0) definitions = columns;
      const nameAt = definitions.findIndex(({ named }) => named); // @k8s cli-runtime/pkg/printers/tableprinter.go decorateTable
      const rows = listAt(table, 'rows');
      if (rows.length === 0) return;
      if (headerDue && !options.noHeaders) printHeader(withNamespace, event !== undefined);
      headerDue = false;
      for (const row of rows) {
        const metadata = objectAt(row, 'object', 'metadata');
        const labels = labelsOf(field(row, 'object'));
        const cells = listAt(row, 'cells').flatMap((cell, i) => {
          const definition = definitions[i];
          if (definition === undefined || !shown(definition)) return [];
          const text = cellText(cell);
          return [i === nameAt && withKind ? `${groupKind(resource)}/${text}` : text];
        });
        // @k8s golden controllers/rs-scale-down-newest: nothing for a label that is not there
        const extra = options.labelColumns.map((label) => labels[label] ?? '');
        const line = [...(event === undefined ? [] : [event]), ...(withNamespace ? [textAt(metadata, 'namespace')] : []), ...cells, ...extra, ...(options.showLabels ? [labelsText(labels)] : [])];
        writer.write(`${line.join('\t')}\n`);
      }
    },
    startAnew() { writer.forgetWidths(); headerDue = true; },
    flush: () => writer.flush(),
  };
}

/** A table made here from whole objects, when the server sent no Table. */
export function plainTable(objects: readonly JsonObject[], age: (object: JsonObject) => string): JsonObject {
  return {
    kind: 'Table', columnDefinitions: [{ name: 'Name', type: 'string', format: 'name', priority: 0 }, { name: 'Age', type: 'string', priority: 0 }],
    rows: objects.map((object) => ({ cells: [textAt(object, 'metadata', 'name'), age(object)], object })),
  };
}
