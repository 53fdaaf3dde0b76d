import { findByKind, schemaOf } from '../../api/index.ts';
import { createMergePatch, createStrategicPatch, dumpYaml, isObject, jsonEqual, loadYaml } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { groupVersionOf } from '../discovery.ts';
import { goJson } from '../objects.ts';
import { fieldManagerFlag, fileFlags, printFlags, validateFlag } from '../print/flags.ts';
import { createPrinter, withoutManagedFields } from '../print/printer.ts';
import { Failure, fail, finish, printedProblem } from '../problems.ts';
import { editText } from '../resources/editing.ts';
import { withLastApplied } from '../resources/lastApplied.ts';
import { selectFlags, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import { patchObject } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const HEAD = '# Change the object below and save. Lines that begin with "#" are left out,\n# and an empty file gives up.\n#\n';

export const edit: Verb = {
  name: 'edit',
  usage: 'edit (RESOURCE/NAME | -f FILENAME) [options]',
  about: 'Change an object in an editor',
  flags: [
    ...printFlags, ...fileFlags('to edit'), fieldManagerFlag('kubectl-edit'), validateFlag,
    { name: 'output-patch', type: 'bool', about: 'Show the patch that is sent' },
    { name: 'save-config', type: 'bool', about: 'Keep the configuration in the annotation that apply uses' },
    { name: 'subresource', type: 'string', about: 'Edit a subresource, such as status' },
    { name: 'windows-line-endings', type: 'bool', about: 'Line ends of the editor' },
  ],
  *run(context) {
    const subresource = context.flags.text('subresource');
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), flatten: true, subresource });
    if (problems.length > 0) return finish(context, problems);
    if (infos.length === 0) fail('edit cancelled, no objects found');
    for (const info of infos) {
      const code = yield* editOne(context, info, subresource);
      if (code !== 0) return code;
    }
    return 0;
  },
};

/** @k8s kubectl/pkg/cmd/util/editor/editoptions.go */
function* editOne(context: KubectlContext, info: Info, subresource: string): Task<number> {
  const original = withoutManagedFields(info.object);
  const asJson = context.flags.text('output') === 'json';
  const text = asJson ? `${goJson(original, '    ')}\n` : HEAD + dumpYaml(original);
  const edited = yield* editText(context, `${info.name}.${asJson ? 'json' : 'yaml'}`, text);
  if (edited === text) { context.error('Edit cancelled, no changes made.\n'); return 0; }
  if (edited.split('\n').every((line) => line.trim() === '' || line.startsWith('#'))) { context.error('Edit cancelled, saved file was empty.\n'); return 0; }
  const loaded = loadYaml(edited);
  if (!loaded.ok) return fail(`the edited file had a syntax error: error parsing edited-file: error converting YAML to JSON: yaml: ${loaded.error.message}`);
  const next = loaded.documents[0]?.value;
  if (!isObject(next)) return fail('the edited file had a syntax error: no object in it');
  if (jsonEqual(next, original)) { context.error('Edit cancelled, no changes made.\n'); return 0; }
  const wanted = context.flags.on('save-config') ? withLastApplied(next) : next;
  try { send(context, info, original, wanted, subresource); }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.error(printedProblem(error.problem));
    return 1;
  }
  return 0;
}

function send(context: KubectlContext, info: Info, original: JsonObject, wanted: JsonObject, subresource: string): void {
  const definition = findByKind(groupVersionOf(info.resource), info.resource.kind)?.definition;
  const patch = definition === undefined ? createMergePatch(original, wanted) : createStrategicPatch(original, wanted, schemaOf(definition));
  if (context.flags.on('output-patch')) context.out(`Patch: ${goJson(patch)}\n`);
  const object = patchObject(context, info, definition === undefined ? 'merge' : 'strategic', patch, {
    dryRun: 'none', manager: context.flags.text('field-manager'), ...(subresource === '' ? {} : { subresource }),
  });
  context.out(createPrinter(context, { operation: 'edited' })(object));
}
