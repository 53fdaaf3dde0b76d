/** `kubectl apply edit-last-applied`. @k8s kubectl/pkg/cmd/apply/apply_edit_last_applied.go */
import { isObject } from '../../../base/index.ts';
import { goJson } from '../../objects.ts';
import { fieldManagerFlag, fileFlags, printFlags } from '../../print/flags.ts';
import { createPrinter } from '../../print/printer.ts';
import { fail, finish } from '../../problems.ts';
import { editLoop } from '../../resources/editLoop.ts';
import { LAST_APPLIED, lastAppliedOf } from '../../resources/lastApplied.ts';
import { recorded, recordFlag } from '../../resources/record.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import { patchObject } from '../../resources/write.ts';
import type { Verb } from '../../verb.ts';
import { checkEditOutput } from '../edit.ts';

const HEAD = "# Please edit the 'last-applied-configuration' annotations below.\n# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.\n#\n";

export const editLastApplied: Verb = {
  name: 'edit-last-applied',
  usage: 'apply edit-last-applied (RESOURCE/NAME | -f FILENAME) [options]',
  about: 'Change what was applied last in an editor',
  flags: [
    ...printFlags, ...fileFlags('to edit'), fieldManagerFlag('kubectl-client-side-apply'), recordFlag,
    { name: 'windows-line-endings', type: 'bool', about: 'Line ends of the editor' },
  ],
  *run(context) {
    checkEditOutput(context);
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), flatten: true, emptySelector: true });
    if (problems.length > 0) return finish(context, problems);
    const applied = infos.filter((info) => isObject(lastAppliedOf(info.object)));
    if (applied.length === 0) fail('no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`');
    return yield* editLoop(context, applied, {
      head: HEAD,
      shown: (info) => { const last = lastAppliedOf(info.object); return isObject(last) ? last : {}; },
      save(before, edited) {
        const text = `${goJson(recorded(context, edited.object))}\n`;
        const object = patchObject(context, before, 'merge', { metadata: { annotations: { [LAST_APPLIED]: text } } }, { dryRun: 'none', manager: context.flags.text('field-manager') });
        context.out(createPrinter(context, { operation: 'edited' })(object));
      },
    });
  },
};
