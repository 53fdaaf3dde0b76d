import type { JsonObject } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { groupKind } from '../discovery.ts';
import { textAt, withField } from '../objects.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags, validateFlag } from '../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import type { DryRun } from '../print/printer.ts';
import { Failure, fail, finish, statusProblem, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { withLastApplied } from '../resources/lastApplied.ts';
import { rawBody, rawTask } from '../resources/raw.ts';
import { pathOf, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import { waitForAll } from '../resources/waiting.ts';
import type { Target } from '../resources/waiting.ts';
import { fieldValidation, validates } from '../resources/fieldValidation.ts';
import { createObject, replaceObject } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';

export const replace: Verb = {
  name: 'replace',
  usage: 'replace -f FILENAME [options]',
  about: 'Replace objects by what files say',
  flags: [
    ...printFlags, ...fileFlags('to replace'), dryRunFlag, fieldManagerFlag('kubectl-replace'), validateFlag,
    { name: 'cascade', type: 'string', default: 'background', bare: 'background', about: 'What happens to what a deleted object owns' },
    { name: 'force', type: 'bool', about: 'Delete and create instead of changing' },
    { name: 'grace-period', type: 'int', default: '-1', about: 'Seconds that a deleted pod gets to end' },
    { name: 'raw', type: 'string', about: 'Put the file to this path' },
    { name: 'save-config', type: 'bool', about: 'Keep the configuration in the annotation that apply uses' },
    { name: 'subresource', type: 'string', about: 'Replace a subresource, such as status' },
    { name: 'timeout', type: 'duration', about: 'How long a deletion may take' },
    { name: 'wait', type: 'bool', about: 'Wait until deleted objects are gone' },
  ],
  *run(context) {
    const { flags, args } = context;
    const files = flags.list('filename');
    if (args.length > 0) usageFail(context, `Unexpected args: [${args.join(' ')}]`);
    if (files.length === 0 && flags.text('kustomize') === '') fail('must specify one of -f and -k');
    if (flags.number('grace-period') >= 0 && !flags.on('force')) fail('--grace-period must have --force specified');
    if (flags.durationMs('timeout') !== 0 && !flags.on('force')) fail('--timeout must have --force specified');
    if (flags.text('raw') !== '') {
      return yield* rawTask(context, 'PUT', flags.text('raw'), yield* rawBody(context, files[0] ?? ''));
    }
    fieldValidation(context);
    const dryRun = dryRunOf(context);
    const { infos, problems } = yield* selectResources(context, { files, recursive: flags.on('recursive'), fromFiles: true, validate: validates(context) });
    if (flags.on('force')) {
      if (problems.length > 0) return finish(context, problems);
      const code = yield* deleteFirst(context, infos);
      if (code !== 0) return code;
    }
    return replaceAll(context, infos, dryRun, problems);
  },
};

/** @k8s kubectl/pkg/cmd/replace/replace.go forceReplace */
function* deleteFirst(context: KubectlContext, infos: readonly Info[]): Task<number> {
  const gone: Target[] = [];
  const problems: Problem[] = [];
  const given = context.flags.number('grace-period');
  const cascade = context.flags.text('cascade');
  for (const info of infos) {
    const body: JsonObject = {
      kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: cascade.charAt(0).toUpperCase() + cascade.slice(1),
      // Zero is not meant literally without --force of delete.
      ...(given < 0 ? {} : { gracePeriodSeconds: given === 0 ? 1 : given }),
    };
    const answer = context.api.attempt('DELETE', pathOf(info), { body });
    if (!answer.ok) {
      if (answer.status.reason !== 'NotFound') problems.push(statusProblem(answer.status));
      continue;
    }
    context.out(`${groupKind(info.resource)} ${JSON.stringify(info.name)} deleted${info.resource.namespaced ? ` from ${info.namespace} namespace` : ''}\n`);
    gone.push({ info, uid: textAt(answer.body, 'details', 'uid') || textAt(answer.body, 'metadata', 'uid') });
  }
  if (problems.length > 0) return finish(context, problems);
  const timeout = context.flags.durationMs('timeout');
  return yield* waitForAll(context, gone, timeout === 0 ? 5 * 60_000 : timeout, { type: 'delete' }, () => undefined);
}

function replaceAll(context: KubectlContext, infos: readonly Info[], dryRun: DryRun, unread: readonly Problem[]): number {
  const { flags } = context;
  const printer = createPrinter(context, { operation: operationText('replaced', dryRun) });
  const subresource = flags.text('subresource');
  const options = { dryRun, manager: flags.text('field-manager'), doing: 'replacing', ...(subresource === '' ? {} : { subresource }) };
  const problems: Problem[] = [];
  for (const found of infos) {
    const info = flags.on('save-config') ? { ...found, object: withLastApplied(found.object) } : found;
    try {
      const object = dryRun === 'client' ? info.object
        : flags.on('force') ? createObject(context, info, { dryRun, manager: options.manager })
          : replaceObject(context, atVersion(context, info, subresource), options);
      context.out(printer(object));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(error.problem);
    }
  }
  if (infos.length === 0 && unread.length === 0) fail('no objects passed to replace');
  return finish(context, [...problems, ...unread]);
}

/** Without a version of its own a file replaces whatever is there. @k8s cli-runtime/pkg/resource/helper.go Replace */
function atVersion(context: KubectlContext, info: Info, subresource: string): Info {
  if (textAt(info.object, 'metadata', 'resourceVersion') !== '') return info;
  const answer = context.api.attempt('GET', pathOf(info, subresource));
  if (!answer.ok) return info;
  return { ...info, object: withField(info.object, ['metadata', 'resourceVersion'], textAt(answer.body, 'metadata', 'resourceVersion')) };
}
