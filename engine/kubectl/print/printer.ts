/** `-o`: how objects are written. */
import { dumpYaml, goQuote, goSyntax, isObject, parseJsonPath } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { groupKind } from '../discovery.ts';
import { goJson, isListObject, listAt, nameOf, textAt, withField } from '../objects.ts';
import { klogHead } from '../klog.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { createColumnsPrinter } from './customColumns.ts';
import { dumpKyaml } from './kyaml.ts';
import { structJson } from './structOrder.ts';
import { templateText } from './templateText.ts';
import { templatePrinter } from './templates.ts';
import type { Printer } from './types.ts';

export type { Printer } from './types.ts';

const FORMATS = ['json', 'yaml', 'kyaml', 'name', 'go-template', 'go-template-file', 'template', 'templatefile', 'jsonpath', 'jsonpath-as-json', 'jsonpath-file'];
const COLUMN_FORMATS = ['custom-columns', 'custom-columns-file'];

export type PrinterOptions = {
  /** After `TYPE/NAME` when there is no -o: `created`, `deleted`. */
  readonly operation?: string;
  /** `get` alone knows columns and `wide`. */
  readonly columns?: boolean;
  /** The verb decodes objects into Go's types: JSON has their order. */
  readonly typed?: boolean;
};

/** For objects without -o: `pod/web created (dry run)`. */
export function namePrinter(context: KubectlContext, operation: string): Printer {
  return (object) => {
    const { apiVersion, kind } = { apiVersion: textAt(object, 'apiVersion'), kind: textAt(object, 'kind') };
    const resource = context.discovery.byKind(apiVersion, kind);
    const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
    const type = resource === undefined ? `${kind.toLowerCase()}${group}` : groupKind(resource);
    return `${type}/${nameOf(object) || '<unknown>'}${operation === '' ? '' : ` ${operation}`}\n`;
  };
}

/** `(dry run)` of --dry-run is part of the operation. */
export function operationText(operation: string, dryRun: DryRun): string {
  return dryRun === 'none' ? operation : `${operation} ${dryRun === 'client' ? '(dry run)' : '(server dry run)'}`;
}

export type DryRun = 'none' | 'client' | 'server';

/** @k8s kubectl/pkg/cmd/util GetDryRunStrategy */
export function dryRunOf(context: KubectlContext): DryRun {
  const value = context.flags.text('dry-run');
  if (value === 'client' || value === 'server' || value === 'none') return value;
  if (value === 'unchanged') {
    context.error(`${klogHead('W', context.clock.now, context.command.process.pid)} helpers.go:741] --dry-run is deprecated and can be replaced with --dry-run=client.\n`);
    return 'client';
  }
  if (/^(?:1|t|T|true|TRUE|True)$/.test(value)) return fail(`--dry-run=${value}: boolean values are not accepted, use --dry-run=client`);
  return fail(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
}

/** The printer that -o asks for. Without -o it is the name printer with its operation. */
export function createPrinter(context: KubectlContext, options: PrinterOptions = {}): Printer {
  const output = context.flags.text('output');
  const template = context.flags.text('template');
  if (output === '' && template === '') return namePrinter(context, options.operation ?? '');
  const printer = printerOf(context, output, template, options);
  if (context.flags.on('show-managed-fields')) return printer;
  const keeps = !/^(?:json|yaml|kyaml)$/.test(output);
  return keeps ? printer : (object) => printer(withoutManagedFields(object));
}

export function withoutManagedFields(object: JsonObject): JsonObject {
  if (isListObject(object) || textAt(object, 'kind') === 'List') return { ...object, items: listAt(object, 'items').map((item) => (isObject(item) ? withoutManagedFields(item) : item)) };
  return isObject(object['metadata']) && object['metadata']['managedFields'] !== undefined ? withField(object, ['metadata', 'managedFields'], undefined) : object;
}

function printerOf(context: KubectlContext, output: string, template: string, options: PrinterOptions): Printer {
  const cut = output.indexOf('=');
  const format = cut < 0 ? output : output.slice(0, cut);
  const argument = cut < 0 ? template : output.slice(cut + 1);
  switch (format) {
    case 'json': return (object) => `${options.typed === true ? structJson(object, '    ') : goJson(object, '    ')}\n`;
    case 'yaml': return yamlPrinter((object) => dumpYaml(object));
    case 'kyaml': return (object) => `---\n${dumpKyaml(object)}`;
    case 'name': return listItems(namePrinter(context, ''));
    case 'jsonpath': case 'jsonpath-file': case 'jsonpath-as-json': return jsonPathPrinter(context, format, argument);
    case '': case 'go-template': case 'go-template-file': case 'template': case 'templatefile':
      return templatePrinter(context, format === '' ? 'go-template' : format, argument);
    case 'custom-columns': case 'custom-columns-file':
      if (options.columns === true) return createColumnsPrinter(context, format, argument);
      break;
    default:
  }
  const allowed = options.columns === true ? [...COLUMN_FORMATS, ...FORMATS, 'wide'] : FORMATS;
  return fail(`unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${[...allowed].sort().join(',')}`);
}

/** A second document begins with `---`. @k8s cli-runtime/pkg/printers/yaml.go */
function yamlPrinter(dump: (object: JsonObject) => string): Printer {
  let count = 0;
  return (object) => `${count++ === 0 ? '' : '---\n'}${dump(object)}`;
}

const listItems = (printer: Printer): Printer => (object) =>
  (isListObject(object) || textAt(object, 'kind') === 'List' ? listAt(object, 'items').filter(isObject).map(printer).join('') : printer(object));

function jsonPathPrinter(context: KubectlContext, format: string, argument: string): Printer {
  const text = templateText(context, format, argument, 'template');
  const parsed = parseJsonPath(text, { allowMissing: context.flags.on('allow-missing-template-keys') });
  if (!parsed.ok) return fail(`error parsing jsonpath ${text}, ${parsed.error}`);
  return (object) => {
    const printed = format === 'jsonpath-as-json' ? asJson(parsed.path.find(object)) : parsed.path.print(object);
    if (!printed.ok) return fail(jsonPathFailure(text, printed.error, object));
    return printed.text;
  };
}

function asJson(found: { readonly ok: true; readonly results: readonly (readonly Json[])[] } | { readonly ok: false; readonly error: string }): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string } {
  return found.ok ? { ok: true, text: found.results.map((values) => `${goJson(values, '    ')}\n`).join('') } : found;
}

/** @k8s cli-runtime/pkg/printers/jsonpath.go */
function jsonPathFailure(template: string, error: string, object: JsonObject): string {
  return `error executing jsonpath ${goQuote(template)}: Error executing template: ${error}. Printing more information for debugging the template:\n`
    + `\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n\n`;
}
