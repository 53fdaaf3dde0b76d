/** `rollout history`. @k8s kubectl/pkg/cmd/rollout/rollout_history.go, kubectl/pkg/polymorphichelpers/history.go */
import { DESCRIBE_TABLE, formatTable } from '../../../base/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import { annotationsOf, stringMapAt, withField } from '../../objects.ts';
import { fileFlags, printFlags, selectorFlag } from '../../print/flags.ts';
import { createPrinter, namePrinter } from '../../print/printer.ts';
import { collect, fail, finish } from '../../problems.ts';
import type { Problem } from '../../problems.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { CHANGE_CAUSE, HAVE_HISTORY, revisionsOf, templateOf } from './revisions.ts';
import type { Revision } from './revisions.ts';
import { groupKindText, isVisited } from './status.ts';
import { templateText } from './templateText.ts';

export const history: Verb = {
  name: 'history',
  usage: 'rollout history (TYPE NAME | TYPE/NAME) [flags]',
  about: 'Show the revisions of a workload',
  flags: [
    ...printFlags, ...fileFlags('to look at'), selectorFlag,
    { name: 'revision', type: 'int', about: 'Show the pod template of this revision' },
  ],
  *run(context) {
    const { flags, args } = context;
    if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') fail('required resource not specified');
    if (flags.number('revision') < 0) fail(`revision must be a positive integer: ${flags.number('revision')}`);
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), emptySelector: true, flatten: true });
    const failed: Problem[] = [];
    for (const info of infos) collect(failed, () => show(context, info));
    return finish(context, [...failed, ...problems]);
  },
};

function show(context: KubectlContext, info: Info): void {
  const { kind, group } = info.resource;
  if (!HAVE_HISTORY.includes(kind)) fail(isVisited(info.resource) ? `no history viewer has been implemented for ${JSON.stringify(groupKindText(info))}`
    : `error retrieving history for ${JSON.stringify(groupKindText(info))}, no visitor method exists for {${group} ${kind}}`);
  const revisions = revisionsOf(context, info);
  const wanted = context.flags.number('revision');
  const empty = revisions.length === 0 && kind !== 'Deployment';
  const chosen = wanted === 0 || empty ? undefined : revisions.find((each) => each.number === wanted) ?? fail('unable to find the specified revision');
  if (context.flags.text('output') !== '' || context.flags.text('template') !== '') {
    const printer = createPrinter(context, { typed: true });
    for (const { object } of chosen === undefined ? revisions : [chosen]) context.out(printer(object));
    return;
  }
  const text = chosen === undefined ? listText(revisions) : templateText(withCause(chosen));
  const name = namePrinter(context, wanted === 0 ? '' : `with revision #${wanted}`)(info.object).trimEnd();
  context.out(`${name}${wanted === 0 ? ' ' : ''}\n${text}\n`);
}

function listText(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const rows = revisions.map(({ number, object }) => `${number}\t${annotationsOf(object)[CHANGE_CAUSE] || '<none>'}\n`);
  return formatTable(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, DESCRIBE_TABLE);
}

function withCause(revision: Revision): JsonObject {
  const template = templateOf(revision);
  // Only deployments show the cause among the template's annotations.
  const cause = revision.object['kind'] === 'ControllerRevision' ? '' : annotationsOf(revision.object)[CHANGE_CAUSE] ?? '';
  return cause === '' ? template : withField(template, ['metadata', 'annotations'], { ...stringMapAt(template, 'metadata', 'annotations'), [CHANGE_CAUSE]: cause });
}
