import type { FlagSpec } from '../flags.ts';
import { fail, finish, Failure, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags, selectorFlag, validateFlag } from '../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../print/printer.ts';
import { withLastApplied } from '../resources/lastApplied.ts';
import { rawBody, rawTask } from '../resources/raw.ts';
import { editLoop } from '../resources/editLoop.ts';
import { recorded, recordFlag } from '../resources/record.ts';
import type { Info } from '../resources/select.ts';
import { selectResources } from '../resources/select.ts';
import { fieldValidation, validates } from '../resources/fieldValidation.ts';
import { createObject } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { GENERATORS } from './create/index.ts';

const FLAGS: readonly FlagSpec[] = [
  ...printFlags, ...fileFlags('to create'), selectorFlag, dryRunFlag, fieldManagerFlag('kubectl-create'), validateFlag, recordFlag,
  { name: 'edit', type: 'bool', about: 'Open the objects in an editor first' },
  { name: 'raw', type: 'string', about: 'Post the file to this path' },
  { name: 'save-config', type: 'bool', about: 'Keep the configuration in the annotation that apply uses' },
  { name: 'windows-line-endings', type: 'bool', about: 'Line ends of the editor', hidden: true },
];

export const create: Verb = {
  name: 'create',
  usage: 'create -f FILENAME [options]',
  about: 'Create objects from files or by their type',
  flags: FLAGS,
  subcommands: GENERATORS,
  *run(context) {
    const { flags } = context;
    const files = flags.list('filename');
    if (files.length === 0 && flags.text('kustomize') === '') {
      if (context.args.length > 0) usageFail(context, `Unexpected args: [${context.args.join(' ')}]`);
      fail('must specify one of -f and -k');
    }
    if (context.args.length > 0) usageFail(context, `Unexpected args: [${context.args.join(' ')}]`);
    if (flags.text('raw') !== '') {
      checkRaw(context, files);
      return yield* rawTask(context, 'POST', flags.text('raw'), yield* rawBody(context, files[0] ?? ''));
    }
    const dryRun = dryRunOf(context);
    fieldValidation(context);
    const { infos, problems: unread } = yield* selectResources(context, { files, recursive: flags.on('recursive'), fromFiles: true, validate: validates(context) });
    const printer = createPrinter(context, { operation: operationText('created', dryRun) });
    const problems: Problem[] = [];
    if (flags.on('edit') && unread.length === 0) {
      const save = (_: Info, { ...info }: Info): void => {
        const object = recorded(context, flags.on('save-config') ? withLastApplied(info.object) : info.object);
        context.out(printer(createObject(context, { ...info, object }, { dryRun, manager: flags.text('field-manager') })));
      };
      return yield* editLoop(context, infos, { shown: (info) => info.object, save, anyName: true });
    }
    for (const found of infos) {
      const info = { ...found, object: recorded(context, flags.on('save-config') ? withLastApplied(found.object) : found.object) };
      try {
        const created = dryRun === 'client' ? info.object : createObject(context, info, { dryRun, manager: flags.text('field-manager'), doing: 'creating' });
        context.out(printer(created));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        problems.push(error.problem);
      }
    }
    problems.push(...unread);
    if (infos.length === 0 && problems.length === 0) fail('no objects passed to create');
    return finish(context, problems);
  },
};

/** @k8s kubectl/pkg/cmd/create/create.go Validate */
function checkRaw({ flags }: KubectlContext, files: readonly string[]): void {
  const [file = ''] = files;
  if (flags.on('edit')) fail('--raw and --edit are mutually exclusive');
  if (files.length !== 1) fail('--raw can only use a single local file or stdin');
  if (file.startsWith('http://') || file.startsWith('https://')) fail('--raw cannot read from a url');
  if (flags.on('recursive')) fail('--raw and --recursive are mutually exclusive');
  if (flags.text('selector') !== '') fail('--raw and --selector (-l) are mutually exclusive');
  if (flags.text('output') !== '') fail('--raw and --output are mutually exclusive');
}
