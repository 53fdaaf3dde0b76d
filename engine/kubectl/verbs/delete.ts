import type { JsonObject } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { withQuery } from '../api.ts';
import { groupKind } from '../discovery.ts';
import type { FlagSpec } from '../flags.ts';
import { textAt } from '../objects.ts';
import { allNamespacesFlag, dryRunFlag, fieldSelectorFlag, fileFlags, outputFlag, selectorFlag } from '../print/flags.ts';
import { dryRunOf, operationText } from '../print/printer.ts';
import type { DryRun } from '../print/printer.ts';
import { Failure, fail, finish } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { parseArguments } from '../resources/arguments.ts';
import { rawBody, rawTask } from '../resources/raw.ts';
import { pathOf, selectFlags, selectResources } from '../resources/select.ts';
import type { Info, Selected } from '../resources/select.ts';
import { waitForAll } from '../resources/waiting.ts';
import { withSource } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const FLAGS: readonly FlagSpec[] = [
  ...fileFlags('to delete'), selectorFlag, fieldSelectorFlag, allNamespacesFlag, dryRunFlag, outputFlag,
  { name: 'all', type: 'bool', about: 'All objects of the types, in the namespace' },
  { name: 'cascade', type: 'string', default: 'background', bare: 'background', about: 'What happens to what they own: background, foreground or orphan' },
  { name: 'force', type: 'bool', about: 'Take the object away at once, without waiting for its end' },
  { name: 'grace-period', type: 'int', default: '-1', about: 'Seconds that a pod gets to end; -1 leaves it to the pod' },
  { name: 'ignore-not-found', type: 'bool', about: 'What does not exist counts as deleted' },
  { name: 'interactive', short: 'i', type: 'bool', about: 'Ask first' },
  { name: 'now', type: 'bool', about: 'The same as --grace-period=1' },
  { name: 'raw', type: 'string', about: 'Send DELETE to this path' },
  { name: 'timeout', type: 'duration', about: 'How long to wait for the end; 0 is as long as it takes' },
  { name: 'wait', type: 'bool', default: 'true', about: 'Wait until the objects are gone' },
];

/** A wait without limit ends after a week. */
const WEEK_MS = 168 * 3600 * 1000;
type Plan = { readonly grace: number; readonly propagation: string; readonly dryRun: DryRun; readonly ignoreNotFound: boolean };

export const deleteVerb: Verb = {
  name: 'delete',
  usage: 'delete ([-f FILENAME] | TYPE [(NAME | -l label | --all)]) [options]',
  about: 'Delete objects',
  flags: FLAGS,
  *run(context) {
    const { flags } = context;
    const plan = planOf(context);
    if (flags.text('raw') !== '') return yield* rawTask(context, 'DELETE', flags.text('raw'), yield* rawBody(context, flags.list('filename')[0] ?? ''));
    const selected = yield* choose(context);
    checkFlags(context, plan);
    if (flags.on('interactive') && !(yield* confirmed(context, selected.infos))) return 0;
    return yield* deleteAll(context, plan, selected);
  },
};

function planOf(context: KubectlContext): Plan {
  const { flags } = context;
  const propagation = cascadeOf(context);
  let grace = flags.number('grace-period');
  if (flags.on('now')) {
    if (grace !== -1) fail('--now and --grace-period cannot be specified together');
    grace = 1;
  }
  // Without --force nobody loses data by accident.
  if (grace === 0 && !flags.on('force')) grace = 1;
  if (flags.on('force') && grace < 0) grace = 0;
  const many = flags.on('all') || flags.text('selector') !== '' || flags.text('field-selector') !== '';
  return { grace, propagation, dryRun: dryRunOf(context), ignoreNotFound: flags.changed('ignore-not-found') ? flags.on('ignore-not-found') : many };
}

function checkFlags(context: KubectlContext, plan: Plan): void {
  const { flags } = context;
  const output = flags.text('output');
  if (output !== '' && output !== 'name') fail(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (!flags.on('force')) return;
  if (plan.grace > 0) fail('--force and --grace-period greater than 0 cannot be specified together');
  context.error('Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n');
}

/** @k8s kubectl/pkg/cmd/util GetCascadingStrategy; golden controllers/gc-orphan, kubectl/delete-usage-errors */
function cascadeOf(context: KubectlContext): string {
  const value = context.flags.text('cascade');
  switch (value) {
    case 'background': case 'foreground': case 'orphan': return value.charAt(0).toUpperCase() + value.slice(1);
    case 'true': case 'false': {
      const instead = value === 'true' ? 'background' : 'orphan';
      context.error(`warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${instead}.\n`);
      return value === 'true' ? 'Background' : 'Orphan';
    }
    default: return fail(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
  }
}

/** Objects that are named are not looked up first. */
function* choose(context: KubectlContext): Task<Selected> {
  const { flags, args } = context;
  const options = { ...selectFlags(context), allIsSelector: true, fromFiles: true, flatten: true };
  if (flags.on('all') && flags.text('selector') !== '') fail("setting 'all' parameter but found a non empty selector. ");
  const named = flags.list('filename').length === 0 && !flags.on('all') && flags.text('selector') === '' && flags.text('field-selector') === '';
  if (!named || flags.text('kustomize') !== '') return yield* selectResources(context, options);
  const parsed = parseArguments(context.discovery, args);
  // Fails in the builder's words if nothing is named.
  if (parsed.type === 'types' && (parsed.names.length === 0 || parsed.resources.length !== 1)) return yield* selectResources(context, options);
  if (flags.on('all-namespaces')) fail('a resource cannot be retrieved by name across all namespaces');
  const tuples = parsed.type === 'tuples' ? parsed.tuples : parsed.names.flatMap((name) => parsed.resources.map((resource) => ({ resource, name })));
  const infos = tuples.map(({ resource, name }): Info => ({ resource, name, namespace: resource.namespaced ? context.namespace : '', object: {}, source: '' }));
  return { infos, problems: [], single: infos.length === 1 };
}

function* confirmed(context: KubectlContext, infos: readonly Info[]): Task<boolean> {
  if (infos.length === 0) return true;
  const { out } = context;
  out(`You are about to delete the following ${infos.length} resource(s):\n`);
  for (const info of infos) out(`${groupKind(info.resource)}/${info.name}\n`);
  out('Do you want to continue? (y/N): ');
  const answer = (yield* context.command.stdin.readLine())?.trim().toLowerCase();
  if (answer === 'y') return true;
  out('deletion is cancelled\n');
  return false;
}

function* deleteAll(context: KubectlContext, plan: Plan, selected: Selected): Task<number> {
  const { flags } = context;
  const problems: Problem[] = [];
  const gone: { readonly info: Info; readonly uid: string }[] = [];
  let warnScope = flags.changed('namespace');
  for (const info of selected.infos) {
    if (warnScope && !info.resource.namespaced) {
      context.error('Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n');
      warnScope = false;
    }
    try {
      const body = plan.dryRun === 'client' ? {} : deleteOne(context, info, plan);
      gone.push({ info, uid: textAt(body, 'details', 'uid') || textAt(body, 'metadata', 'uid') });
      context.out(deletedLine(context, info, plan));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (plan.ignoreNotFound && error.problem.type === 'status' && error.problem.status.reason === 'NotFound') continue;
      problems.push(error.problem);
    }
  }
  problems.push(...selected.problems);
  if (problems.length > 0) return finish(context, problems);
  if (gone.length === 0) {
    if (selected.infos.length === 0) context.out('No resources found\n');
    return 0;
  }
  if (!flags.on('wait') || plan.dryRun !== 'none') return 0;
  const timeout = flags.durationMs('timeout');
  return yield* waitForAll(context, gone.map(({ info, uid }) => ({ info, uid })), timeout === 0 ? WEEK_MS : timeout, { type: 'delete' }, () => undefined);
}

function deleteOne(context: KubectlContext, info: Info, plan: Plan): JsonObject {
  const body: JsonObject = {
    kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: plan.propagation,
    ...(plan.grace >= 0 ? { gracePeriodSeconds: plan.grace } : {}), ...(plan.dryRun === 'server' ? { dryRun: ['All'] } : {}),
  };
  const path = withQuery(pathOf(info), { dryRun: plan.dryRun === 'server' ? 'All' : undefined });
  return withSource(info, 'deleting', () => context.api.call('DELETE', path, { body }));
}

function deletedLine(context: KubectlContext, info: Info, plan: Plan): string {
  const type = groupKind(info.resource);
  if (context.flags.text('output') === 'name') return `${type}/${info.name}\n`;
  const operation = `${plan.grace === 0 ? 'force deleted' : 'deleted'}${info.resource.namespaced ? ` from ${info.namespace} namespace` : ''}`;
  return `${type} ${JSON.stringify(info.name)} ${operationText(operation, plan.dryRun)}\n`;
}
