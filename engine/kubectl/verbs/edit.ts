import { findByKind, schemaOf } from '../../api/index.ts';
import { createMergePatch, createStrategicPatch } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { groupVersionOf } from '../discovery.ts';
import { goJson } from '../objects.ts';
import { fieldManagerFlag, fileFlags, printFlags, validateFlag } from '../print/flags.ts';
import { createPrinter, withoutManagedFields } from '../print/printer.ts';
import { fail, finish } from '../problems.ts';
import { editLoop } from '../resources/editLoop.ts';
import { withLastApplied } from '../resources/lastApplied.ts';
import { recorded, recordFlag } from '../resources/record.ts';
import { selectFlags, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import { patchObject } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';

/** An editor is not given tables and templates. */
export function checkEditOutput(context: KubectlContext): void {
  const output = context.flags.text('output');
  if (!['', 'json', 'yaml', 'kyaml'].includes(output)) fail(`unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: json,kyaml,yaml`);
}

export const edit: Verb = {
  name: 'edit',
  usage: 'edit (RESOURCE/NAME | -f FILENAME) [options]',
  about: 'Change an object in an editor',
  flags: [
    ...printFlags, ...fileFlags('to edit'), fieldManagerFlag('kubectl-edit'), validateFlag, recordFlag,
    { name: 'output-patch', type: 'bool', about: 'Show the patch that is sent' },
    { name: 'save-config', type: 'bool', about: 'Keep the configuration in the annotation that apply uses' },
    { name: 'subresource', type: 'string', about: 'Edit a subresource, such as status' },
    { name: 'windows-line-endings', type: 'bool', about: 'Line ends of the editor' },
  ],
  *run(context) {
    checkEditOutput(context);
    const subresource = context.flags.text('subresource');
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), flatten: true, emptySelector: true, subresource });
    if (problems.length > 0) return finish(context, problems);
    if (infos.length === 0) fail('edit cancelled, no objects found');
    return yield* editLoop(context, infos, { shown: (info) => withoutManagedFields(info.object), save: (before, edited) => send(context, before, edited, subresource) });
  },
};

/** @k8s kubectl/pkg/cmd/util/editor/editoptions.go visitToPatch */
function send(context: KubectlContext, before: Info, edited: Info, subresource: string): void {
  const original = withoutManagedFields(before.object);
  const wanted = recorded(context, context.flags.on('save-config') ? withLastApplied(edited.object) : edited.object);
  const patch = patchBetween(before, original, wanted);
  const printer = (operation: string): ((object: JsonObject) => string) => createPrinter(context, { operation });
  if (Object.keys(patch).length === 0) { context.out(printer('skipped')(before.object)); return; }
  if (context.flags.on('output-patch')) context.out(`Patch: ${goJson(patch)}\n`);
  const object = patchObject(context, before, typed(before) === undefined ? 'merge' : 'strategic', patch, {
    dryRun: 'none', manager: context.flags.text('field-manager'), ...(subresource === '' ? {} : { subresource }),
  });
  context.out(printer('edited')(object));
}

const typed = (info: Info): string | undefined => findByKind(groupVersionOf(info.resource), info.resource.kind)?.definition;
function patchBetween(info: Info, original: JsonObject, wanted: JsonObject): JsonObject {
  const definition = typed(info);
  return definition === undefined ? createMergePatch(original, wanted) : createStrategicPatch(original, wanted, schemaOf(definition));
}
