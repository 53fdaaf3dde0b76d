import { findByKind, schemaOf } from '../../api/index.ts';
import { applyJsonPatch, applyMergePatch, applyStrategicPatch, isObject, jsonEqual, parseOne } from '../../base/index.ts';
import type { Json, JsonObject, JsonPatchOperation } from '../../base/index.ts';
import { groupVersionOf } from '../discovery.ts';
import { readText, resolvePath } from '../paths.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags } from '../print/flags.ts';
import { createPrinter, dryRunOf } from '../print/printer.ts';
import type { DryRun } from '../print/printer.ts';
import { Failure, collect, fail, finish, problemText, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { causePatch, recordFlag } from '../resources/record.ts';
import { selectFlags, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import { PATCH_TYPES, patchObject } from '../resources/write.ts';
import type { PatchType, WriteOptions } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const TYPES = ['json', 'merge', 'strategic'] as const;

export const patch: Verb = {
  name: 'patch',
  usage: 'patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
  about: 'Change fields of an object',
  flags: [
    ...printFlags, ...fileFlags('to change'), dryRunFlag, fieldManagerFlag('kubectl-patch'), recordFlag,
    { name: 'local', type: 'bool', about: 'Change what the file says and ask no server' },
    { name: 'patch', short: 'p', type: 'string', about: 'The patch, as JSON or YAML' },
    { name: 'patch-file', type: 'string', about: 'A file with the patch' },
    { name: 'subresource', type: 'string', about: 'Change a subresource, such as status or scale' },
    { name: 'type', type: 'string', default: 'strategic', about: 'Kind of patch: json, merge or strategic' },
  ],
  *run(context) {
    const { flags } = context;
    const local = flags.on('local');
    const files = flags.list('filename');
    const type = typeOf(context);
    if (local && files.length === 0) usageFail(context, '--local can only be used with -f');
    const body = patchBody(context);
    const dryRun = local ? 'client' : dryRunOf(context);
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), fromFiles: local, flatten: true });
    const failed: Problem[] = [];
    for (const info of infos) {
      try { patchOne(context, info, type, body, dryRun); }
      catch (error) {
        if (!(error instanceof Failure)) throw error;
        failed.push(error.problem);
      }
    }
    if (infos.length === 0 && problems.length === 0) fail('no objects passed to patch');
    return finish(context, [...failed, ...problems]);
  },
};

function typeOf(context: KubectlContext): PatchType {
  const asked = context.flags.text('type').toLowerCase();
  return TYPES.find((type) => type === asked) ?? fail(`--type must be one of [${TYPES.join(' ')}], not ${JSON.stringify(asked)}`);
}

function patchBody(context: KubectlContext): Json {
  const { flags } = context;
  const [given, file] = [flags.text('patch'), flags.text('patch-file')];
  if (given !== '' && file !== '') fail('cannot specify --patch and --patch-file together');
  if (given === '' && file === '') fail('must specify --patch or --patch-file containing the contents of the patch');
  if (file !== '' && context.command.machine.files.stat(resolvePath(context.command, file)) === undefined) fail(`unable to read patch file: open ${file}: no such file or directory`);
  const text = file === '' ? given : readText(context.command, file);
  // What looks like JSON goes to the server as it is. @k8s apimachinery/pkg/util/yaml ToJSON
  if (text.trimStart().startsWith('{')) return jsonOrText(text);
  const parsed = parseOne(text, 1);
  if ('message' in parsed) return fail(`unable to parse ${JSON.stringify(text)}: yaml: ${parsed.message}`);
  // A text goes as JSON has it: without its quotes it would be taken for the JSON itself.
  return typeof parsed.value === 'string' ? JSON.stringify(parsed.value) : parsed.value ?? null;
}

function jsonOrText(text: string): Json {
  try { return JSON.parse(text) as Json; } // JSON.parse makes nothing else
  catch { return text; }
}

function patchOne(context: KubectlContext, info: Info, type: PatchType, body: Json, dryRun: DryRun): void {
  const { flags } = context;
  const subresource = flags.text('subresource');
  const options = { dryRun, manager: flags.text('field-manager'), ...(subresource === '' ? {} : { subresource }) };
  const patched = dryRun === 'client' ? patchHere(info, type, body) : supported(info, type, () => patchObject(context, info, type, body, options));
  const same = jsonEqual({ ...info.object, apiVersion: undefined, kind: undefined }, { ...patched, apiVersion: undefined, kind: undefined });
  const object = dryRun === 'client' ? patched : withCause(context, info, patched, options);
  context.out(createPrinter(context, { operation: same ? 'patched (no change)' : 'patched' })(object));
}

/** A cause that cannot be written is no error. */
function withCause(context: KubectlContext, info: Info, patched: JsonObject, options: WriteOptions): JsonObject {
  const cause = causePatch(context);
  return (cause && collect([], () => patchObject(context, info, 'merge', cause, options))) ?? patched;
}

/** A kind that has no such patch is named. @k8s kubectl/pkg/cmd/patch/patch.go RunPatch */
function supported(info: Info, type: PatchType, send: () => JsonObject): JsonObject {
  try { return send(); }
  catch (error) {
    if (!(error instanceof Failure) || error.problem.type !== 'status' || error.problem.status.reason !== 'UnsupportedMediaType') throw error;
    return fail(`${PATCH_TYPES[type]} is not supported by ${groupVersionOf(info.resource)}, Kind=${info.resource.kind}: ${problemText(error.problem)}`);
  }
}

/** Without the server. */
export function patchHere(info: Info, type: PatchType, body: Json): JsonObject {
  const object = info.object;
  if (typeof body === 'string') fail('invalid JSON document');
  if (type === 'json') {
    const result = applyJsonPatch(object, body as unknown as readonly JsonPatchOperation[]);
    return result.ok && isObject(result.value) ? result.value : fail(result.ok ? 'the patch makes no object' : result.error);
  }
  const definition = findByKind(groupVersionOf(info.resource), info.resource.kind)?.definition;
  if (type === 'strategic' && definition !== undefined && isObject(body)) {
    const result = applyStrategicPatch(object, body, schemaOf(definition));
    return result.ok ? result.value : fail(result.error);
  }
  if (type === 'strategic') fail(`strategic merge patch is not supported for ${groupVersionOf(info.resource)}, Kind=${info.resource.kind} locally, try --type merge`);
  const merged = applyMergePatch(object, body);
  return isObject(merged) ? merged : fail('the patch makes no object');
}
