/** `kubectl label` and `kubectl annotate`: words like `a=b` and `a-` after the objects. @k8s kubectl/pkg/cmd/label, kubectl/pkg/cmd/annotate */
import { createMergePatch, labelValueProblems } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { goJson, stringMapAt, textAt, withField } from '../objects.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import type { DryRun } from '../print/printer.ts';
import { Failure, fail, finish } from '../problems.ts';
import type { Problem } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { CHANGE_CAUSE, recorded } from './record.ts';
import { selectFlags, selectResources } from './select.ts';
import type { Info } from './select.ts';
import { patchObject } from './write.ts';

export type Pairs = {
  readonly what: 'label' | 'annotation';
  readonly field: 'labels' | 'annotations';
  readonly manager: string;
};
type Change = { readonly set: ReadonlyMap<string, string>; readonly remove: readonly string[] };

export function* changePairs(context: KubectlContext, pairs: Pairs): Task<number> {
  const { flags } = context;
  const { resources, words } = splitWords(context.args, pairs.what);
  const change = pairs.what === 'label' ? parseLabels(words) : parseAnnotations(words);
  const list = flags.on('list');
  const files = flags.list('filename');
  if (flags.on('local') && dryRunOf(context) === 'server') fail('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  if (flags.on('local') && resources.length > 0) fail('can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set');
  if (flags.on('local') && files.length === 0) fail('one or more files must be specified as -f pod.yaml or --filename=pod.json');
  if (resources.length === 0 && files.length === 0) fail('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (words.length === 0 && !list) fail(`at least one ${pairs.what} update is required`);
  const dryRun = dryRunOf(context);
  const local = flags.on('local');
  const { infos, problems, single } = yield* selectResources(context, { ...selectFlags(context), args: resources, fromFiles: local, flatten: true });
  if (flags.text('resource-version') !== '' && !single) fail('--resource-version may only be used with a single resource');
  const failed: Problem[] = [];
  for (const info of infos) {
    try {
      // What is listed is changed only in the list. @k8s kubectl/pkg/cmd/label/label.go RunLabel
      if (list) printList(context, pairs, { ...info, object: changed(context, pairs, change, info) }, single);
      else changeOne(context, pairs, change, info, local ? 'client' : dryRun);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push(error.problem);
    }
  }
  return finish(context, [...failed, ...problems]);
}

function splitWords(args: readonly string[], what: string): { readonly resources: readonly string[]; readonly words: readonly string[] } {
  const resources: string[] = [];
  const words: string[] = [];
  for (const arg of args) {
    const isPair = (arg.includes('=') && !arg.startsWith('=')) || (arg.endsWith('-') && arg !== '-');
    if (isPair) words.push(arg);
    else if (words.length === 0) resources.push(arg);
    else fail(`all resources must be specified before ${what} changes: ${arg}`);
  }
  return { resources, words };
}

function parseLabels(words: readonly string[]): Change {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const word of words) {
    if (word.includes('=')) {
      const parts = word.split('=');
      const [key = '', value = ''] = parts;
      if (parts.length !== 2) fail(`invalid label spec: ${word}`);
      const wrong = labelValueProblems(value);
      if (wrong.length > 0) fail(`invalid label value: ${JSON.stringify(word)}: ${wrong.join(';')}`);
      set.set(key, value);
    } else remove.push(word.slice(0, -1));
  }
  const both = remove.find((key) => set.has(key));
  if (both !== undefined) fail('can not both modify and remove a label in the same command');
  return { set, remove };
}

function parseAnnotations(words: readonly string[]): Change {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const word of words) {
    const cut = word.indexOf('=');
    if (cut >= 0) set.set(word.slice(0, cut), word.slice(cut + 1));
    else remove.push(word.slice(0, -1));
  }
  const both = remove.filter((key) => set.has(key));
  if (both.length > 0) fail(`can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`);
  return { set, remove };
}

function printList(context: KubectlContext, pairs: Pairs, info: Info, single: boolean): void {
  const values = stringMapAt(info.object, 'metadata', pairs.field);
  if (!single) context.out(`Listing ${pairs.field} for ${info.resource.kind}.${info.resource.group}/${info.name}:\n`);
  for (const key of Object.keys(values).sort()) context.out(`${single ? '' : ' '}${key}=${values[key] ?? ''}\n`);
}

/** The object as it shall be. */
function changed(context: KubectlContext, pairs: Pairs, change: Change, info: Info): JsonObject {
  const before = stringMapAt(info.object, 'metadata', pairs.field);
  if (!context.flags.on('overwrite')) refuseOverwrites(pairs, change, before);
  const after: { [key: string]: string | undefined } = { ...before, ...Object.fromEntries(change.set) };
  for (const key of change.remove) delete after[key];
  const version = context.flags.text('resource-version');
  return withVersion(withField(info.object, ['metadata', pairs.field], Object.keys(after).length === 0 && Object.keys(before).length === 0 ? undefined : after), version);
}

function changeOne(context: KubectlContext, pairs: Pairs, change: Change, info: Info, dryRun: DryRun): void {
  if (pairs.what === 'label' && dryRun !== 'client') {
    const before = stringMapAt(info.object, 'metadata', pairs.field);
    for (const key of change.remove) if (before[key] === undefined) context.out(`label ${JSON.stringify(key)} not found.\n`);
  }
  const start = dryRun === 'client' ? info.object : recorded(context, info.object);
  const wanted = changed(context, pairs, change, { ...info, object: start });
  const operation = pairs.what === 'annotation' ? 'annotated' : labelOperation(context, start, wanted);
  const printer = createPrinter(context, { operation: operationText(operation, context.flags.on('local') ? 'none' : dryRun) });
  if (dryRun === 'client') { context.out(printer(wanted)); return; }
  // Without a change of labels nothing is recorded either.
  const object = operation === 'not labeled' ? wanted
    : patchObject(context, info, 'merge', createMergePatch(info.object, wanted), { dryRun, manager: context.flags.text('field-manager') });
  context.out(printer(object));
}

const withVersion = (object: JsonObject, version: string): JsonObject => (version === '' || textAt(object, 'metadata', 'resourceVersion') === version ? object : withField(object, ['metadata', 'resourceVersion'], version));

function refuseOverwrites(pairs: Pairs, change: Change, before: { readonly [key: string]: string }): void {
  // A cause may be replaced at any time.
  const clashes = [...change.set].filter(([key, value]) => !(pairs.what === 'annotation' && key === CHANGE_CAUSE) && before[key] !== undefined && before[key] !== value)
    .map(([key]) => `'${key}' already has a value (${before[key] ?? ''})`);
  if (clashes.length === 0) return;
  if (pairs.what === 'annotation') fail(`--overwrite is false but found the following declared annotation(s): ${clashes.join('; ')}`);
  const problems = clashes.map((clash): Problem => ({ type: 'text', message: `${clash}, and --overwrite is false` }));
  throw new Failure(problems.length === 1 && problems[0] !== undefined ? problems[0] : { type: 'many', problems });
}

/** A shorter object means that something went. @k8s kubectl/pkg/cmd/label/label.go updateDataChangeMsg */
function labelOperation(context: KubectlContext, before: JsonObject, after: JsonObject): string {
  const [old, next] = [goJson(before), goJson(after)];
  if (old === next) return 'not labeled';
  return !context.flags.on('overwrite') && next.length < old.length ? 'unlabeled' : 'labeled';
}
