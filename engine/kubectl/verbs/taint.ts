/** `kubectl taint`. @k8s kubectl/pkg/cmd/taint; golden kubectl/node-taint-cordon-dry-run */
import { labelValueProblems, qualifiedNameProblems } from '../../base/index.ts';
import type { Taint } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { listAt, withField } from '../objects.ts';
import { dryRunFlag, fieldManagerFlag, printFlags, selectorFlag, validateFlag } from '../print/flags.ts';
import { createPrinter, dryRunOf } from '../print/printer.ts';
import { collect, fail, finish, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { changeBetween, sendChange } from '../resources/changing.ts';
import { selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import type { KubectlContext, Verb } from '../verb.ts';

type Wanted = { readonly add: readonly Taint[]; readonly remove: readonly Taint[] };

export const taint: Verb = {
  name: 'taint', usage: 'taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N', about: 'Set or remove taints of nodes',
  flags: [
    ...printFlags, selectorFlag, dryRunFlag, fieldManagerFlag('kubectl-taint'), validateFlag,
    { name: 'all', type: 'bool', about: 'All nodes' },
    { name: 'overwrite', type: 'bool', about: 'Change taints that are there already' },
  ],
  *run(context) {
    const { flags } = context;
    const { resources, taints } = splitWords(context.args);
    const [type = '', ...names] = resources;
    if (resources.length < 1) fail('one or more resources must be specified as <resource> <name>');
    if (taints.length < 1) fail('at least one taint update is required');
    const wanted = parseTaints(context, taints);
    refuseConflicts(wanted);
    if (flags.on('all') && flags.text('selector') !== '') fail('setting \'all\' parameter with a non empty selector is prohibited');
    if (!['node', 'nodes', 'no'].includes(type.split('/')[0]?.toLowerCase() ?? '')) fail(`invalid resource type ${type}, only node types are supported`);
    if (names.length === 0 && !flags.on('all') && flags.text('selector') === '' && !type.includes('/')) fail('resource(s) were provided, but no name was specified');
    const dryRun = dryRunOf(context);
    const { infos, problems } = yield* selectResources(context, { args: flags.on('all') ? ['nodes'] : resources, selector: flags.text('selector'), all: flags.on('all'), flatten: true });
    const failed: Problem[] = [];
    for (const info of infos) {
      collect(failed, () => {
        const { operation, object } = applied(context, info, wanted);
        const change = changeBetween(info, object);
        const result = dryRun === 'client' || change === undefined ? object : sendChange(context, info, change, dryRun, flags.text('field-manager'));
        context.out(createPrinter(context, { operation })(result));
      });
    }
    return finish(context, [...problems, ...failed]);
  },
};

/** @k8s kubectl/pkg/cmd/taint/taint.go Validate */
function refuseConflicts({ add, remove }: Wanted): void {
  const both = add.flatMap((each) => remove.filter((gone) => matches(each, gone)).map(({ key, effect }) => `${key}=${effect}`));
  if (both.length > 0) fail(`can not both modify and remove the following taint(s) in the same command: ${both.join(', ')}`);
}

function splitWords(args: readonly string[]): { readonly resources: readonly string[]; readonly taints: readonly string[] } {
  const resources: string[] = [];
  const taints: string[] = [];
  for (const arg of args) {
    const isTaint = arg.includes('=') || arg.includes(':') || arg.endsWith('-');
    if (isTaint) taints.push(arg);
    else if (taints.length === 0) resources.push(arg);
    else fail(`all resources must be specified before taint changes: ${arg}`);
  }
  return { resources, taints };
}

function parseTaints(context: KubectlContext, words: readonly string[]): Wanted {
  const add: Taint[] = [];
  const remove: Taint[] = [];
  for (const word of words) {
    if (word.endsWith('-')) { remove.push(parseTaint(context, word.slice(0, -1))); continue; }
    const parsed = parseTaint(context, word);
    if (parsed.effect === undefined || parsed.effect === '') usageFail(context, `invalid taint spec: ${word}`);
    if (add.some((each) => same(each, parsed))) usageFail(context, `duplicated taints with the same key and effect: {${parsed.key} ${parsed.value ?? ''} ${parsed.effect} <nil>}`);
    add.push(parsed);
  }
  return { add, remove };
}

/** @k8s kubectl/pkg/cmd/taint/utils.go parseTaint */
function parseTaint(context: KubectlContext, word: string): Taint {
  const invalid = (why?: readonly string[]): never => usageFail(context, `invalid taint spec: ${word}${why === undefined ? '' : `, ${why.join('; ')}`}`);
  const [head = '', effect, ...more] = word.split(':');
  if (more.length > 0) invalid();
  if (effect !== undefined && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) usageFail(context, `invalid taint effect: ${effect}, unsupported taint effect`);
  const [key = '', value, ...rest] = effect === undefined ? [head] : head.split('=');
  if (rest.length > 0) invalid();
  const wrongValue = value === undefined ? [] : labelValueProblems(value);
  if (wrongValue.length > 0) invalid(wrongValue);
  const wrongKey = qualifiedNameProblems(key);
  if (wrongKey.length > 0) invalid(wrongKey);
  return { key, effect: effect ?? '', ...(value === undefined || value === '' ? {} : { value }) };
}

const same = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;
const matches = (a: Taint, removed: Taint): boolean => a.key === removed.key && (removed.effect === '' || a.effect === removed.effect);

/** @k8s kubectl/pkg/cmd/taint/utils.go reorganizeTaints */
function applied(context: KubectlContext, info: Info, { add, remove }: Wanted): { readonly operation: string; readonly object: JsonObject } {
  const present = listAt(info.object, 'spec', 'taints') as unknown as readonly Taint[]; // a node's
  const overwrite = context.flags.on('overwrite');
  if (!overwrite) {
    const clashes = present.filter((old) => add.some((each) => same(each, old)));
    if (clashes.length > 0) fail(`node ${info.name} already has ${clashes.map(({ key }) => key).join(',')} taint(s) with same effect(s) and --overwrite is false`);
  }
  const all = [...add, ...present.filter((old) => !add.some((each) => same(each, old)))];
  for (const each of remove) {
    if (!all.some((old) => matches(old, each))) fail(`taint ${JSON.stringify(`${each.key}${each.value === undefined ? '' : `=${each.value}`}${each.effect === '' ? '' : `:${each.effect}`}`)} not found`);
  }
  const left = all.filter((old) => !remove.some((each) => matches(old, each)));
  const [added, deleted] = [all.length !== present.length, remove.length > 0];
  const operation = (added && deleted) || overwrite ? 'modified' : added ? 'tainted' : 'untainted';
  return { operation, object: withField(info.object, ['spec', 'taints'], left.length === 0 ? undefined : left as unknown as JsonObject[]) }; // plain JSON
}
