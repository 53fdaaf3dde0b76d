import type { JsonObject } from '../../base/index.ts';
import { isObject } from '../../base/index.ts';
import { sleep } from '../../time/index.ts';
import type { Task } from '../../time/index.ts';
import { groupVersionOf } from '../discovery.ts';
import type { FlagSpec } from '../flags.ts';
import { field, goJson, textAt, withField } from '../objects.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags, selectorFlag, validateFlag } from '../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import type { DryRun, Printer } from '../print/printer.ts';
import { Failure, fail, finish, statusProblem, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { LAST_APPLIED, configurationText, hasLastApplied, lastAppliedOf, withLastApplied } from '../resources/lastApplied.ts';
import { recorded, recordFlag } from '../resources/record.ts';
import { pathOf, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import { applyPatch } from '../resources/threeWay.ts';
import { fieldValidation, validates } from '../resources/fieldValidation.ts';
import { createObject, patchObject, withSource } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { patchHere } from './patch.ts';
import { editLastApplied } from './apply/editLastApplied.ts';
import { setLastApplied, viewLastApplied } from './apply/lastApplied.ts';

const FLAGS: readonly FlagSpec[] = [
  ...printFlags, ...fileFlags('to apply'), selectorFlag, dryRunFlag, fieldManagerFlag('kubectl-client-side-apply'), validateFlag, recordFlag,
  { name: 'all', type: 'bool', about: 'With --prune: all objects of the namespace' },
  { name: 'cascade', type: 'string', default: 'background', bare: 'background', about: 'What happens to what a replaced object owns' },
  { name: 'force', type: 'bool', about: 'Delete and create what cannot be changed' },
  { name: 'force-conflicts', type: 'bool', about: 'With --server-side: take over fields of others' },
  { name: 'grace-period', type: 'int', default: '-1', about: 'Seconds that a replaced pod gets to end' },
  { name: 'openapi-patch', type: 'bool', default: 'true', about: 'Make patches by the schema of the server' },
  { name: 'overwrite', type: 'bool', default: 'true', about: 'Solve conflicts with changes made by others' },
  { name: 'prune', type: 'bool', about: 'Not part of this kubectl' },
  { name: 'prune-allowlist', type: 'array', about: 'Not part of this kubectl' },
  { name: 'server-side', type: 'bool', about: 'Let the server merge' },
  { name: 'subresource', type: 'string', about: 'Apply to a subresource, with --server-side' },
  { name: 'timeout', type: 'duration', about: 'How long a forced deletion may take' },
  { name: 'wait', type: 'bool', about: 'Wait until replaced objects are gone' },
];

type Plan = { readonly dryRun: DryRun; readonly manager: string; readonly serverSide: boolean; readonly printerFor: (word: string) => Printer; readonly named: boolean;
  /** What -o shows at the end. */
  readonly whole: JsonObject[] };

export const apply: Verb = {
  name: 'apply',
  usage: 'apply -f FILENAME [options]',
  about: 'Bring objects to the state that files describe',
  flags: FLAGS,
  subcommands: [editLastApplied, setLastApplied, viewLastApplied],
  *run(context) {
    const { flags, args } = context;
    if (args.length > 0) usageFail(context, `Unexpected args: [${args.join(' ')}]`);
    const plan = planOf(context);
    const files = flags.list('filename');
    if (files.length === 0 && flags.text('kustomize') === '') fail('must specify one of -f and -k');
    const { infos, problems } = yield* selectResources(context, {
      files, recursive: flags.on('recursive'), selector: flags.text('selector'), fromFiles: true, validate: validates(context),
    });
    if (infos.length === 0 && problems.length === 0) fail('no objects passed to apply');
    const failed: Problem[] = [...problems];
    for (const info of infos) {
      try { yield* applyOne(context, plan, { ...info, object: recorded(context, info.object) }); }
      catch (error) {
        if (!(error instanceof Failure)) throw error;
        failed.push(error.problem);
      }
    }
    printWhole(context, plan);
    return finish(context, failed);
  },
};

/** Without -o a line for each object at once; else all together at the end. @k8s kubectl/pkg/cmd/apply/apply.go printObjects */
function show(context: KubectlContext, plan: Plan, word: string, object: JsonObject): void {
  if (plan.named) plan.whole.push(object);
  else context.out(plan.printerFor(word)(object));
}

function printWhole(context: KubectlContext, plan: Plan): void {
  const [first, ...more] = plan.whole;
  if (first === undefined) return;
  if (more.length === 0) { context.out(plan.printerFor('')(first)); return; }
  context.out(createPrinter(context, { typed: true })({ kind: 'List', apiVersion: 'v1', metadata: {}, items: plan.whole }));
}

function planOf(context: KubectlContext): Plan {
  const { flags } = context;
  const dryRun = dryRunOf(context);
  fieldValidation(context);
  const serverSide = flags.on('server-side');
  if (flags.on('prune') || flags.list('prune-allowlist').length > 0) fail('--prune is not part of this kubectl: delete what is no longer wanted by name or label');
  if (flags.on('force-conflicts') && !serverSide) fail('--force-conflicts only works with --server-side');
  if (dryRun === 'client' && serverSide) fail("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  if (flags.on('force') && serverSide) fail('--force cannot be used with --server-side');
  if (flags.on('force') && dryRun === 'server') fail('--dry-run=server cannot be used with --force');
  const manager = serverSide && !flags.changed('field-manager') ? 'kubectl' : flags.text('field-manager');
  const printers = new Map<string, Printer>();
  const printerFor = (word: string): Printer => {
    let printer = printers.get(word);
    if (printer === undefined) { printer = createPrinter(context, { operation: operationText(word, dryRun) }); printers.set(word, printer); }
    return printer;
  };
  printerFor('configured');
  return { dryRun, manager, serverSide, printerFor, named: flags.text('output') !== '' && flags.text('output') !== 'name', whole: [] };
}

/** How kubectl names an object in the errors of apply. @k8s cli-runtime/pkg/resource/visitor.go Info.String */
const describeInfo = (info: Info): string =>
  `Resource: "${info.resource.group}/${info.resource.version}, Resource=${info.resource.plural}", GroupVersionKind: "${info.resource.group}/${info.resource.version}, Kind=${info.resource.kind}"\n`
  + `Name: ${JSON.stringify(info.name)}, Namespace: ${JSON.stringify(info.namespace)}`;

function* applyOne(context: KubectlContext, plan: Plan, info: Info): Task<void> {
  if (info.name === '' && textAt(info.object, 'metadata', 'generateName') !== '') {
    fail(`from ${textAt(info.object, 'metadata', 'generateName')}: cannot use generate name with apply`);
  }
  if (plan.serverSide) { applyServerSide(context, plan, info); return; }
  const current = currentOf(context, info);
  if (current === undefined) {
    const object = withLastApplied(info.object);
    const created = plan.dryRun === 'client' ? object : createObject(context, { ...info, object }, { dryRun: plan.dryRun, manager: plan.manager, doing: 'creating' });
    show(context, plan, 'created', created);
    return;
  }
  if (!hasLastApplied(current)) {
    context.error(`Warning: resource ${info.resource.plural}/${info.name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. `
      + 'kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n');
  }
  const { object, changed } = yield* patchUp(context, plan, info, current);
  if (!changed && !plan.named) { show(context, plan, 'unchanged', object); return; }
  show(context, plan, 'configured', object);
}

function currentOf(context: KubectlContext, info: Info): JsonObject | undefined {
  return withSource(info, `retrieving current configuration of:\n${describeInfo(info)}\nfrom server for:`, () => {
    const answer = context.api.attempt('GET', pathOf(info));
    if (answer.ok) return { apiVersion: groupVersionOf(info.resource), kind: info.resource.kind, ...answer.body };
    if (answer.status.reason !== 'NotFound') throw new Failure(statusProblem(answer.status));
    return undefined;
  });
}

/** Tries again when somebody was faster. @k8s kubectl/pkg/cmd/apply/patcher.go maxPatchRetry, triesBeforeBackOff */
function* patchUp(context: KubectlContext, plan: Plan, info: Info, first: JsonObject): Task<{ readonly object: JsonObject; readonly changed: boolean }> {
  const text = configurationText(info.object);
  const modified = withField(info.object, ['metadata', 'annotations', LAST_APPLIED], text);
  let current = first;
  for (let attempt = 1; ; attempt++) {
    const original = lastAppliedOf(current);
    const last = isObject(original) ? original : {};
    const live = current;
    const { type, patch } = withSource(info, `applying patch:\n\nto:\n${describeInfo(info)}\nfor:`, () => applyPatch(info.resource, last, modified, live, (text) => context.error(text)));
    if (Object.keys(patch).length === 0) return { object: current, changed: false };
    try {
      if (plan.dryRun === 'client') return { object: patchHere({ ...info, object: current }, type, patch), changed: true };
      // Told twice. @k8s golden kubectl/optimistic-lock-conflict
      const object = withSource(info, `applying patch:\n${goJson(patch)}\nto:\n${describeInfo(info)}\nfor:`,
        () => patchObject(context, info, type, patch, { dryRun: plan.dryRun, manager: plan.manager, doing: 'patching' }));
      warnIfDeleting(context, info, object);
      return { object, changed: true };
    } catch (error) {
      if (!(error instanceof Failure) || error.problem.type !== 'status') throw error;
      const { reason } = error.problem.status;
      // A resourceVersion in the file is a precondition: trying again cannot help.
      const retry = reason === 'Conflict' && attempt < 6 && field(info.object, 'metadata', 'resourceVersion') === undefined;
      if (retry) {
        if (attempt > 1) yield sleep(context.clock, 1000);
        current = currentOf(context, info) ?? current;
        continue;
      }
      if (context.flags.on('force') && (reason === 'Conflict' || reason === 'Invalid')) return { object: replaceByForce(context, plan, info, modified), changed: true };
      throw error;
    }
  }
}

/** @k8s kubectl/pkg/cmd/apply/patcher.go deleteAndCreate */
function replaceByForce(context: KubectlContext, plan: Plan, info: Info, modified: JsonObject): JsonObject {
  const grace = context.flags.number('grace-period');
  context.api.call('DELETE', pathOf(info), { body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background', gracePeriodSeconds: grace < 0 ? 0 : grace } });
  return createObject(context, { ...info, object: modified }, { dryRun: plan.dryRun, manager: plan.manager });
}

function warnIfDeleting(context: KubectlContext, info: Info, object: JsonObject): void {
  if (textAt(object, 'metadata', 'deletionTimestamp') === '') return;
  context.error(`Warning: Detected changes to resource ${info.name} which is currently being deleted.\n`);
}

/** What kubectl says after the server's words. @k8s kubectl/pkg/cmd/apply/apply.go */
const CONFLICT_ADVICE = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

function applyServerSide(context: KubectlContext, plan: Plan, info: Info): void {
  try {
    const object = patchObject(context, info, 'apply', info.object, {
      dryRun: plan.dryRun, manager: plan.manager, subresource: context.flags.text('subresource'), query: { force: context.flags.on('force-conflicts') ? 'true' : 'false' },
    });
    warnIfDeleting(context, info, object);
    show(context, plan, 'serverside-applied', object);
  } catch (error) {
    if (error instanceof Failure && error.problem.type === 'status' && error.problem.status.reason === 'Conflict') {
      fail(`${error.problem.status.message ?? ''}${CONFLICT_ADVICE}`);
    }
    throw error;
  }
}
