import { dumpYaml, isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { groupVersionOf } from '../discovery.ts';
import { objectAt, textAt, withField } from '../objects.ts';
import { fieldManagerFlag, fileFlags, selectorFlag } from '../print/flags.ts';
import { withoutManagedFields } from '../print/printer.ts';
import { Failure, fail, printedProblem, statusProblem, usageFail } from '../problems.ts';
import { LAST_APPLIED, configurationText, lastAppliedOf } from '../resources/lastApplied.ts';
import { pathOf, selectResources } from '../resources/select.ts';
import type { Info } from '../resources/select.ts';
import { applyPatch } from '../resources/threeWay.ts';
import { unifiedDiff } from '../resources/unifiedDiff.ts';
import { createObject, patchObject } from '../resources/write.ts';
import type { KubectlContext, Verb } from '../verb.ts';

export const diff: Verb = {
  name: 'diff',
  strictUsage: true,
  usage: 'diff -f FILENAME [options]',
  about: 'Show what apply would change',
  flags: [
    ...fileFlags('to compare'), selectorFlag, fieldManagerFlag('kubectl-client-side-apply'),
    { name: 'concurrency', type: 'int', default: '1', about: 'How many objects at a time' },
    { name: 'force-conflicts', type: 'bool', about: 'With --server-side: take over fields of others' },
    { name: 'prune', type: 'bool', about: 'Not part of this kubectl' },
    { name: 'prune-allowlist', type: 'array', about: 'Not part of this kubectl' },
    { name: 'server-side', type: 'bool', about: 'Let the server merge' },
    { name: 'show-managed-fields', type: 'bool', about: 'Compare managedFields too' },
    { name: 'show-secrets', type: 'bool', about: 'Do not hide values of secrets' },
  ],
  *run(context) {
    // Of the exit codes 1 is taken: there are differences.
    try { return yield* compare(context); }
    catch (error) { throw error instanceof Failure ? new Failure(error.problem, Math.max(2, error.code)) : error; }
  },
};

function* compare(context: KubectlContext): Task<number> {
  const { flags, args } = context;
  if (args.length > 0) usageFail(context, `Unexpected args: [${args.join(' ')}]`);
  const files = flags.list('filename');
  if (files.length === 0 && flags.text('kustomize') === '') fail('must specify one of -f and -k');
  const { infos, problems } = yield* selectResources(context, { files, recursive: flags.on('recursive'), selector: flags.text('selector'), fromFiles: true });
  if (problems[0] !== undefined) throw new Failure(problems[0]);
  const folders = foldersOf(context);
  const texts: string[] = [];
  for (const info of infos) {
    try {
      const text = diffOf(context, info, folders);
      if (text !== '') texts.push(text);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      context.error(printedProblem(error.problem));
      return 2;
    }
  }
  // The program `diff` runs at the end, over whole folders.
  context.out(texts.join(''));
  return texts.length > 0 ? 1 : 0;
}

type Folders = { readonly live: string; readonly merged: string };

function foldersOf(context: KubectlContext): Folders {
  const { random } = context.command.machine;
  const number = (): string => String(random.int('kubectl diff folder', 1_000_000_000, 4_294_967_295));
  return { live: `/tmp/LIVE-${number()}`, merged: `/tmp/MERGED-${number()}` };
}

/** @k8s kubectl/pkg/cmd/diff/diff.go InfoObject */
function diffOf(context: KubectlContext, info: Info, folders: Folders): string {
  const answer = context.api.attempt('GET', pathOf(info));
  if (!answer.ok && answer.status.reason !== 'NotFound') throw new Failure(statusProblem(answer.status));
  const live = answer.ok ? { apiVersion: groupVersionOf(info.resource), kind: info.resource.kind, ...answer.body } : undefined;
  const merged = mergedOf(context, info, live);
  const group = info.resource.group === '' ? '' : `${info.resource.group}.`;
  const name = `${group}${info.resource.version}.${info.resource.kind}.${info.namespace}.${info.name}`;
  const [before, after] = shown(context, live, merged);
  const text = unifiedDiff(before, after, `${folders.live}/${name}\t${stamp(context)}`, `${folders.merged}/${name}\t${stamp(context)}`);
  return text === '' ? '' : `diff -u -N ${folders.live}/${name} ${folders.merged}/${name}\n${text}`;
}

function mergedOf(context: KubectlContext, info: Info, live: JsonObject | undefined): JsonObject {
  const options = { dryRun: 'server', manager: context.flags.text('field-manager') } as const;
  if (context.flags.on('server-side')) {
    return patchObject(context, info, 'apply', info.object, { ...options, manager: 'kubectl', query: { force: String(context.flags.on('force-conflicts')) } });
  }
  if (live === undefined) return createObject(context, info, options);
  const modified = withField(info.object, ['metadata', 'annotations', LAST_APPLIED], configurationText(info.object));
  const original = lastAppliedOf(live);
  const { type, patch } = applyPatch(info.resource, isObject(original) ? original : {}, modified, live, (text) => context.error(text));
  return Object.keys(patch).length === 0 ? live : patchObject(context, info, type, patch, options);
}

/** The two texts; values of secrets only say whether they changed. */
function shown(context: KubectlContext, live: JsonObject | undefined, merged: JsonObject): [string, string] {
  const clean = (object: JsonObject): JsonObject => (context.flags.on('show-managed-fields') ? object : withoutManagedFields(object));
  let [before, after] = [live === undefined ? undefined : clean(live), clean(merged)];
  if (textAt(merged, 'kind') === 'Secret' && !context.flags.on('show-secrets')) [before, after] = masked(before, after);
  return [before === undefined ? '' : dumpYaml(before), dumpYaml(after)];
}

function masked(before: JsonObject | undefined, after: JsonObject): [JsonObject | undefined, JsonObject] {
  const [old, next] = [objectAt(before, 'data'), objectAt(after, 'data')];
  const hide = (own: JsonObject, other: JsonObject, word: string): { [key: string]: Json } =>
    Object.fromEntries(Object.keys(own).map((key) => [key, other[key] !== undefined && other[key] !== own[key] ? `*** (${word})` : '***']));
  return [before === undefined ? undefined : { ...before, data: hide(old, next, 'before') }, { ...after, data: hide(next, old, 'after') }];
}

const stamp = (context: KubectlContext): string => `${new Date(context.clock.now).toISOString().replace('T', ' ').replace('Z', '000000')} +0000`;
