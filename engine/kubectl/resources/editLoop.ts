/** Editing objects until they are accepted, given up, or not changed any more. @k8s kubectl/pkg/cmd/util/editor/editoptions.go */
import { dumpYaml, loadYaml } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Status } from '../../api/index.ts';
import type { Task } from '../../time/index.ts';
import { groupResource } from '../discovery.ts';
import { goJson } from '../objects.ts';
import { Failure, problemText, statusOf } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { editText, forget } from './editing.ts';
import { flattenManifest, readManifests } from './manifests.ts';
import { infoOf, type Info } from './select.ts';

const HEAD = [
  "# Please edit the object below. Lines beginning with a '#' will be ignored,", '# and an empty file will abort the edit. If an error occurs while saving this file will be', '# reopened with the relevant failures.', '#', '',
].join('\n');
/** Why the last try was refused: a line, and its causes. */
type Reason = { readonly head: string; readonly causes: readonly string[] };
type Saved = { readonly reasons: readonly Reason[]; readonly retryable: number; readonly gone: number };

export type EditMode = {
  /** What is edited of an object. */
  readonly shown: (info: Info) => JsonObject;
  /** Writes what came back; throws Failures. `before`: the object that it was. */
  readonly save: (before: Info, edited: Info) => void;
  /** What stands above the objects, as comments. */
  readonly head?: string;
  /** New objects need not be those that were there; the first that fails ends it. */
  readonly anyName?: true;
};

export function* editLoop(context: KubectlContext, infos: readonly Info[], mode: EditMode): Task<number> {
  const asJson = context.flags.text('output') === 'json';
  const extension = asJson ? '.json' : '.yaml';
  const [first] = infos;
  if (first === undefined) return 0;
  const whole: JsonObject = infos.length === 1 ? mode.shown(first) : { apiVersion: 'v1', items: infos.map(mode.shown), kind: 'List', metadata: {} };
  const original = asJson ? `${goJson(whole, '    ')}\n` : dumpYaml(whole);
  let before: { readonly text: string; readonly file: string; readonly reasons: readonly Reason[] } | undefined;
  for (;;) {
    const { text, file } = yield* editText(context, extension, `${asJson ? '' : mode.head ?? HEAD}${(before?.reasons ?? []).map(reasonText).join('')}${before === undefined ? original : withoutHead(before.text)}`);
    const bare = withoutComments(text);
    if (before !== undefined && bare === withoutComments(before.text)) { keptAt(context, file); throw new Failure({ type: 'text', message: 'Edit cancelled, no valid changes were saved.' }); }
    if (before !== undefined) forget(context, before.file);
    if (bare === withoutComments(original)) { forget(context, file); context.error('Edit cancelled, no changes made.\n'); return 0; }
    const read = understood(context, first, bare);
    if ('reasons' in read) { before = { text, file, reasons: read.reasons }; continue; }
    const saved = saveAll(context, infos, read.infos, mode, file);
    if (saved.retryable > 0) { context.error(`You can run \`kubectl replace -f ${file}\` to try this update again.\n`); return 1; }
    if (saved.gone > 0) { context.error(`The edits you made on deleted resources have been saved to ${JSON.stringify(file)}\n`); return 1; }
    if (saved.reasons.length === 0) { forget(context, file); return 0; }
    before = { text, file, reasons: saved.reasons };
  }
}

const reasonText = ({ head, causes }: Reason): string => `# ${hashed(head)}${causes.length > 0 ? ':' : ''}\n${causes.map((cause) => `# * ${hashed(cause)}\n`).join('')}#\n`;
const hashed = (text: string): string => text.replaceAll('\n', '\n# ');
const isComment = (line: string): boolean => line.trimStart().startsWith('#');
const withoutHead = (text: string): string => text.split('\n').filter((line) => !isComment(line)).join('\n');

/** What the text says, whatever its comments. @k8s kubectl/pkg/cmd/util StripComments */
function withoutComments(text: string): string {
  const plain = withoutHead(text);
  const loaded = loadYaml(plain);
  return loaded.ok ? loaded.documents.map((each) => goJson(each.value ?? null)).join('\n') : plain;
}

function keptAt(context: KubectlContext, file: string): void {
  if (file !== '') context.error(`A copy of your changes has been stored to ${JSON.stringify(file)}\n`);
}

/** The objects in the text, or why it must be opened once more. */
function understood(context: KubectlContext, first: Info, text: string): { readonly infos: readonly Info[] } | { readonly reasons: readonly Reason[] } {
  const { manifests, problems } = readManifests([{ name: 'edited-file', text }], true);
  const [problem] = problems;
  if (problem !== undefined || manifests.length === 0) {
    const name = groupResource(first.resource);
    context.error(`error: ${name} ${JSON.stringify(first.name)} is invalid\n`);
    return { reasons: [{ head: `${name} ${JSON.stringify(first.name)} was not valid`, causes: [`<nil>: Invalid value: "The edited file failed validation": ${problem === undefined ? 'invalid object to validate' : problemText(problem)}`] }] };
  }
  try { return { infos: manifests.flatMap(flattenManifest).map((manifest) => infoOf(context, manifest)) }; }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { reasons: [{ head: `The edited file had a syntax error: ${problemText(error.problem)}`, causes: [] }] };
  }
}

function saveAll(context: KubectlContext, infos: readonly Info[], edited: readonly Info[], mode: EditMode, file: string): Saved {
  const reasons: Reason[] = [];
  let [retryable, gone] = [0, 0];
  for (const each of edited) {
    const before = infos.find((info) => info.resource === each.resource && info.name === each.name && info.namespace === each.namespace);
    if (before === undefined && mode.anyName !== true) {
      keptAt(context, file);
      throw new Failure({ type: 'text', message: 'At least one of apiVersion, kind and name was changed' });
    }
    try { mode.save(before ?? each, each); }
    catch (error) {
      if (mode.anyName === true) keptAt(context, file);
      if (!(error instanceof Failure) || mode.anyName === true) throw error;
      const status: Status | undefined = statusOf(error.problem);
      const name = `${groupResource(each.resource)} ${JSON.stringify(each.name)}`;
      if (status?.reason === 'Invalid') {
        context.error(`error: ${name} is invalid\n`);
        reasons.push({ head: `${name} was not valid`, causes: (status.details?.causes ?? []).map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`) });
      } else if (status?.reason === 'NotFound') { context.error(`error: ${name} could not be found on the server\n`); gone++; }
      else { context.error(`error: ${name} could not be patched: ${problemText(error.problem)}\n`); retryable++; }
    }
  }
  return { reasons, retryable, gone };
}
