import type { JsonObject } from '../../base/index.ts';
import { isObject, relaxedJsonPath } from '../../base/index.ts';
import { klogHead } from '../klog.ts';
import type { FlagSpec } from '../flags.ts';
import { listAt } from '../objects.ts';
import { Failure, fail, finish, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { allNamespacesFlag, fieldSelectorFlag, fileFlags, printFlags, selectorFlag } from '../print/flags.ts';
import { createPrinter } from '../print/printer.ts';
import { sortObjects } from '../print/sort.ts';
import { createTablePrinter } from '../print/tables.ts';
import { rawTask } from '../resources/raw.ts';
import { selectFlags, selectResources } from '../resources/select.ts';
import type { Info, Selected } from '../resources/select.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { TABLE_ACCEPT, tableOf, watchTable, watchWhole } from '../resources/watching.ts';

const FLAGS: readonly FlagSpec[] = [
  ...printFlags, ...fileFlags('to show'), selectorFlag, fieldSelectorFlag, allNamespacesFlag,
  { name: 'chunk-size', type: 'int', default: '500', about: 'Ask for long lists in pieces of this size; 0 for one piece' },
  { name: 'ignore-not-found', type: 'bool', about: 'Say nothing about objects that do not exist' },
  { name: 'label-columns', short: 'L', type: 'strings', about: 'Labels to show as columns' },
  { name: 'no-headers', type: 'bool', about: 'Leave out the line with the names of the columns' },
  { name: 'output-watch-events', type: 'bool', about: 'Show what kind of change it was, with --watch' },
  { name: 'raw', type: 'string', about: 'Ask the server for this path and print the answer as it is' },
  { name: 'server-print', type: 'bool', default: 'true', about: 'Let the server choose the columns' },
  { name: 'show-kind', type: 'bool', about: 'Write the type before each name' },
  { name: 'show-labels', type: 'bool', about: 'Show all labels in the last column' },
  { name: 'sort-by', type: 'string', about: 'Sort lists by this field, given as a JSONPath' },
  { name: 'subresource', type: 'string', about: 'Show a subresource, such as status or scale' },
  { name: 'watch', short: 'w', type: 'bool', about: 'Go on to show changes' },
  { name: 'watch-only', type: 'bool', about: 'Show changes only' },
];

export const get: Verb = {
  name: 'get',
  usage: 'get [(-o|--output=)json|yaml|kyaml|name|go-template|jsonpath|custom-columns|wide|…] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]',
  about: 'Show objects, in columns or whole',
  flags: FLAGS,
  *run(context) {
    const { flags } = context;
    if (flags.text('raw') !== '') {
      if (context.args.length > 0 || flags.list('filename').length > 0 || flags.text('kustomize') !== '') fail('arguments may not be passed when --raw is specified');
      return yield* rawTask(context, 'GET', flags.text('raw'));
    }
    checkFlags(context);
    const human = isHuman(context);
    const headers = human && flags.on('server-print') ? { accept: TABLE_ACCEPT } : {};
    const sorted = flags.text('sort-by') !== '';
    const options = {
      ...selectFlags(context), emptySelector: true, flatten: !human || !flags.on('server-print'), headers,
      subresource: flags.text('subresource'), chunk: sorted || !human ? 0 : flags.number('chunk-size'), ignoreNotFound: flags.on('ignore-not-found'),
      ...(sorted && human ? { query: { includeObject: 'Object' } } : {}),
    };
    const watching = flags.on('watch') || flags.on('watch-only');
    if (watching && sorted) context.error('warning: --watch requested, --sort-by will be ignored for watch events received\n');
    if (watching) return yield* human ? watchTable(context, options) : watchWhole(context, options);
    const selected = yield* selectResources(context, options);
    return human ? printTables(context, selected) : printWhole(context, selected);
  },
};

export function isHuman(context: KubectlContext): boolean {
  const output = context.flags.text('output');
  return output === 'wide' || (output === '' && context.flags.text('template') === '');
}

function checkFlags(context: KubectlContext): void {
  const { flags, args } = context;
  const output = flags.text('output');
  if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') {
    context.error('You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n');
    usageFail(context, 'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).');
  }
  if (flags.on('show-labels') && output !== '' && output !== 'wide') fail(`--show-labels option cannot be used with ${output} printer`);
  if (flags.text('subresource') !== '' && args.length === 1 && !args[0]?.includes('/')) fail('subresource cannot be used when bulk resources are specified');
  if (flags.on('output-watch-events') && !flags.on('watch') && !flags.on('watch-only')) {
    fail('--output-watch-events option can only be used with --watch or --watch-only');
  }
}

/** @k8s kubectl/pkg/cmd/get/get.go Run */
function printTables(context: KubectlContext, selected: Selected): number {
  const { flags } = context;
  const types = new Set(selected.infos.map((info) => info.resource));
  const printer = createTablePrinter({
    wide: flags.text('output') === 'wide', noHeaders: flags.on('no-headers'), withNamespace: flags.on('all-namespaces'),
    withKind: flags.on('show-kind') || types.size > 1, showLabels: flags.on('show-labels'), labelColumns: flags.list('label-columns'),
  });
  let written = '';
  let last: Info | undefined;
  let withNamespace = false;
  const grouped = groupTables(selected.infos, context);
  // Several tables, such as those of objects by name, are themselves what is sorted. @k8s kubectl/pkg/cmd/get/sorter.go RuntimeSort.Sort
  const several = selected.infos.length > 1 && flags.on('server-print');
  const tables = several && flags.text('sort-by') !== '' ? sortObjects(grouped, flags.text('sort-by'), ({ table }) => table) : grouped;
  for (const { info, table } of tables) {
    if (last !== undefined && last.resource !== info.resource) {
      written += printer.flush();
      printer.startAnew();
      if (!flags.on('no-headers') && written !== '' && listAt(table, 'rows').length > 0) written += '\n';
    }
    last = info;
    // Upstream's copy of the flags shares this one: once a kind has had the column, all that follow have it.
    withNamespace ||= flags.on('all-namespaces') && info.resource.namespaced;
    const rows = several ? table : sortTable(context, table);
    if (rows !== undefined) printer.print(rows, info.resource, { withNamespace });
  }
  written += printer.flush();
  context.out(written);
  if (written === '' && selected.problems.length === 0 && !flags.on('ignore-not-found')) {
    const inNamespace = !flags.on('all-namespaces') && selected.infos.every((info) => info.resource.namespaced);
    context.error(inNamespace ? `No resources found in ${context.namespace} namespace.\n` : 'No resources found\n');
  }
  return finishList(context, selected.problems);
}

/** Without -o, whole objects (of --server-print=false) become tables here; they are joined for sorting. */
function groupTables(infos: readonly Info[], context: KubectlContext): { readonly info: Info; readonly table: JsonObject }[] {
  const out: { info: Info; table: JsonObject }[] = [];
  for (const info of infos) {
    const table = tableOf(context, info);
    const previous = out[out.length - 1];
    if (previous !== undefined && previous.info.resource === info.resource && context.flags.text('sort-by') !== '' && !context.flags.on('server-print')) {
      previous.table = { ...previous.table, rows: [...listAt(previous.table, 'rows'), ...listAt(table, 'rows')] };
    } else out.push({ info, table });
  }
  return out;
}

/** Upstream's words of its log. @k8s kubectl/pkg/cmd/get/sorter.go */
function unsortable(context: KubectlContext, message: string): string {
  const path = relaxedJsonPath(context.flags.text('sort-by'));
  return `${klogHead('F', context.clock.now, context.command.process.pid)} sorter.go:375] Field ${path.ok ? path.template : ''} in [][][]reflect.Value is an unsortable type: interface, err: ${message}`;
}

/** Undefined if the field is nowhere: upstream then prints nothing of the one table. */
function sortTable(context: KubectlContext, table: JsonObject): JsonObject | undefined {
  const spec = context.flags.text('sort-by');
  const rows = listAt(table, 'rows');
  if (spec === '' || rows.length < 2) return table;
  try { return { ...table, rows: sortObjects(rows, spec, (row) => (isObject(row) && isObject(row['object']) ? row['object'] : {})) }; }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.problem.type === 'plain') throw new Failure({ type: 'plain', message: unsortable(context, error.message) });
    return undefined;
  }
}

function printWhole(context: KubectlContext, selected: Selected): number {
  const { flags } = context;
  const printer = createPrinter(context, { columns: true });
  const objects = selected.infos.map((info) => info.object);
  const [first] = objects;
  if (selected.single && objects.length === 1 && first !== undefined) context.out(printer(first));
  else if (!(selected.single && objects.length === 0)) {
    const spec = flags.text('sort-by');
    const items = spec === '' ? objects : sortObjects(objects, spec, (object) => object);
    // Objects that could be had are shown although others could not.
    if (items.length > 0 || selected.problems.length === 0) context.out(printer(listOf(items)));
  }
  return finishList(context, selected.problems);
}

export const listOf = (items: readonly JsonObject[]): JsonObject => ({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } });

/** `get` wraps even one error, which then stands without `error: `. */
function finishList(context: KubectlContext, problems: readonly Problem[]): number {
  return finish(context, problems.length === 1 && problems[0]?.type !== 'many' ? [{ type: 'many', problems }] : problems);
}

