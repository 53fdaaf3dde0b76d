/** `-o custom-columns=NAME:.metadata.name,…`. @k8s kubectl/pkg/cmd/get/customcolumn.go */
import { createTabWriter, goPrint, isObject, parseJsonPath, relaxedJsonPath } from '../../base/index.ts';
import type { JsonObject, JsonPath } from '../../base/index.ts';
import { isListObject, listAt, textAt } from '../objects.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import type { Printer } from './types.ts';
import { templateText } from './templateText.ts';

type Column = { readonly header: string; readonly path: JsonPath };

export function createColumnsPrinter(context: KubectlContext, format: string, argument: string): Printer {
  if (argument === '') fail('custom-columns format specified but no custom columns given');
  const text = templateText(context, format, argument, format);
  const columns = format.endsWith('-file') ? columnsOfFile(text) : columnsOf(text);
  const noHeaders = context.flags.on('no-headers');
  let first = true;
  return (object) => {
    const writer = createTabWriter();
    if (first && !noHeaders) writer.write(`${columns.map((column) => column.header).join('\t')}\n`);
    first = false;
    const isMany = isListObject(object) || textAt(object, 'kind') === 'List';
    for (const each of isMany ? listAt(object, 'items').filter(isObject) : [object]) writer.write(`${columns.map((column) => cell(column, each)).join('\t')}\n`);
    return writer.flush();
  };
}

function cell(column: Column, object: JsonObject): string {
  const found = column.path.find(object);
  if (!found.ok) return fail(found.error);
  const [values = []] = found.results;
  if (values.length === 0) return '<none>';
  return values.map(goPrint).join(',');
}

function columnsOf(spec: string): Column[] {
  if (spec === '') fail('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const cut = part.indexOf(':');
    if (cut < 0) return fail(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    return column(part.slice(0, cut), part.slice(cut + 1));
  });
}

/** The first line has the headers, the second the paths. */
function columnsOfFile(text: string): Column[] {
  const [headers = '', paths = ''] = text.split('\n');
  const names = headers.trim().split(/\s+/);
  const specs = paths.trim().split(/\s+/);
  if (names.length !== specs.length) fail(`number of headers (${names.length}) and field specifications (${specs.length}) don't match`);
  return names.map((name, i) => column(name, specs[i] ?? ''));
}

function column(header: string, spec: string): Column {
  const relaxed = relaxedJsonPath(spec);
  if (!relaxed.ok) return fail(relaxed.error);
  const parsed = parseJsonPath(relaxed.template, { allowMissing: true });
  return parsed.ok ? { header, path: parsed.path } : fail(parsed.error);
}
