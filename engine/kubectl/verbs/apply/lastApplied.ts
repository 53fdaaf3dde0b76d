/** `kubectl apply view-last-applied` and `set-last-applied`. */
import { dumpYaml } from '../../../base/index.ts';
import type { Json } from '../../../base/index.ts';
import { annotationsOf, goJson, withField } from '../../objects.ts';
import { dryRunFlag, fileFlags, outputFlag, printFlags, selectorFlag } from '../../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../../print/printer.ts';
import { fail, finish, usageFail } from '../../problems.ts';
import { LAST_APPLIED, configurationText, hasLastApplied, lastAppliedOf } from '../../resources/lastApplied.ts';
import { pathOf, selectFlags, selectResources } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import { patchObject } from '../../resources/write.ts';
import type { Verb } from '../../verb.ts';

export const viewLastApplied: Verb = {
  name: 'view-last-applied',
  usage: 'apply view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
  about: 'Show what was applied last',
  flags: [
    ...fileFlags('to look at'), selectorFlag, { ...outputFlag, default: 'yaml' },
    { name: 'all', type: 'bool', about: 'All objects of the type' },
  ],
  *run(context) {
    const output = context.flags.text('output');
    if (output !== 'yaml' && output !== 'json') usageFail(context, `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), flatten: true });
    for (const info of infos) {
      const configuration = lastAppliedOf(info.object);
      if (configuration !== undefined) context.out(output === 'json' ? `${goJson(configuration, '  ')}\n` : dumpYaml(configuration));
    }
    return finish(context, problems);
  },
};

export const setLastApplied: Verb = {
  name: 'set-last-applied',
  usage: 'apply set-last-applied -f FILENAME [options]',
  about: 'Write the annotation of apply without changing anything else',
  flags: [
    ...printFlags, ...fileFlags('to take the configuration from'), dryRunFlag,
    { name: 'create-annotation', type: 'bool', about: 'Add the annotation where there is none' },
  ],
  *run(context) {
    const dryRun = dryRunOf(context);
    const { infos, problems } = yield* selectResources(context, { files: context.flags.list('filename'), recursive: context.flags.on('recursive'), fromFiles: true });
    if (problems.length > 0) return finish(context, problems);
    const changes: { readonly info: Info; readonly patch: Json; readonly current: Info }[] = [];
    for (const info of infos) {
      const current = { ...info, object: context.api.call('GET', pathOf(info)) };
      if (!hasLastApplied(current.object) && !context.flags.on('create-annotation')) {
        fail(`no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`);
      }
      const text = configurationTextOfFile(info);
      if (annotationsOf(current.object)[LAST_APPLIED] === text) context.out(`set-last-applied ${info.name}: no changes required.\n`);
      else changes.push({ info, current, patch: { metadata: { annotations: { [LAST_APPLIED]: text } } } });
    }
    const printer = createPrinter(context, { operation: operationText('configured', dryRun) });
    for (const { info, patch, current } of changes) {
      context.out(printer(dryRun === 'client' ? current.object : patchObject(context, info, 'merge', patch, { dryRun, manager: 'kubectl-last-applied' })));
    }
    return 0;
  },
};

/** Here an empty map of annotations is left out. */
function configurationTextOfFile(info: Info): string {
  const annotations = annotationsOf(info.object);
  const { [LAST_APPLIED]: _own, ...others } = annotations;
  return Object.keys(others).length === 0 ? `${goJson(withField(info.object, ['metadata', 'annotations'], undefined))}\n` : configurationText(info.object);
}

