/** `rollout undo`. @k8s kubectl/pkg/cmd/rollout/rollout_undo.go, kubectl/pkg/polymorphichelpers/rollback.go */
import { jsonEqual } from '../../../base/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import { annotationsOf, field, objectAt, stringMapAt, withField } from '../../objects.ts';
import { dryRunFlag, fileFlags, printFlags, selectorFlag } from '../../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../../print/printer.ts';
import type { DryRun } from '../../print/printer.ts';
import { collect, fail, finish } from '../../problems.ts';
import type { Problem } from '../../problems.ts';
import { LAST_APPLIED } from '../../resources/lastApplied.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import { patchObject } from '../../resources/write.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { REVISION } from './progress.ts';
import { HAVE_HISTORY, revisionsOf, TEMPLATE_HASH, templateOf } from './revisions.ts';
import type { Revision } from './revisions.ts';
import { groupKindText, isVisited } from './status.ts';
import { templateText } from './templateText.ts';

/** These belong to the object, not to the revision. */
const KEPT_ANNOTATIONS = [
  LAST_APPLIED, REVISION, 'deployment.kubernetes.io/revision-history', 'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas', 'deprecated.deployment.rollback.to',
];

export const undo: Verb = {
  name: 'undo',
  usage: 'rollout undo (TYPE NAME | TYPE/NAME) [flags]',
  about: 'Go back to an earlier revision',
  flags: [
    ...printFlags, ...fileFlags('to roll back'), selectorFlag, dryRunFlag,
    { name: 'to-revision', type: 'int', about: 'The revision to go back to; 0 is the one before the present one' },
  ],
  *run(context) {
    const { flags, args } = context;
    if (args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') fail('required resource not specified');
    const dryRun = dryRunOf(context);
    const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), emptySelector: true, flatten: true });
    const failed: Problem[] = [];
    for (const info of infos) {
      collect(failed, () => {
        const result = rollBack(context, info, dryRun);
        context.out(createPrinter(context, { operation: operationText(result, dryRun), typed: true })(info.object));
      });
    }
    return finish(context, [...failed, ...problems]);
  },
};

/** @returns what stands after the name */
function rollBack(context: KubectlContext, info: Info, dryRun: DryRun): string {
  const { kind, group, plural } = info.resource;
  if (!HAVE_HISTORY.includes(kind) && !isVisited(info.resource)) fail(`error retrieving rollbacker for ${JSON.stringify(groupKindText(info))}, no visitor method exists for {${group} ${kind}}`);
  const annotations = annotationsOf(info.object);
  if (annotations[LAST_APPLIED] !== undefined) {
    context.error(`Warning: resource ${plural}/${info.name} was previously managed with 'kubectl apply'. Rolling back will not update the ${LAST_APPLIED} annotation, `
      + "which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n");
  }
  if (!HAVE_HISTORY.includes(kind)) fail(`no rollbacker has been implemented for ${JSON.stringify(groupKindText(info))}`);
  const wanted = context.flags.number('to-revision');
  if (kind !== 'Deployment') return rollBackRevision(context, info, wanted, dryRun);
  const target = findRevision(revisionsOf(context, info), wanted, info.name);
  if (dryRun === 'client') return templateText(templateOf(target));
  if (field(info.object, 'spec', 'paused') === true) fail("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
  const template = withoutHash(templateOf(target));
  if (jsonEqual(template, withoutHash(objectAt(info.object, 'spec', 'template')))) return `skipped rollback (current template already matches revision ${wanted})`;
  const restored = Object.fromEntries([
    ...Object.entries(annotations).filter(([key]) => KEPT_ANNOTATIONS.includes(key)),
    ...Object.entries(annotationsOf(target.object)).filter(([key]) => !KEPT_ANNOTATIONS.includes(key)),
  ]);
  patchObject(context, info, 'json', [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: restored },
  ], { dryRun, manager: 'kubectl' });
  return 'rolled back';
}

/** DaemonSets and StatefulSets: the revision is the patch. @k8s kubectl/pkg/polymorphichelpers/rollback.go DaemonSetRollbacker */
function rollBackRevision(context: KubectlContext, info: Info, wanted: number, dryRun: DryRun): string {
  const unknown = `unable to find specified revision ${wanted} in history`;
  if (wanted < 0) fail(unknown);
  const revisions = revisionsOf(context, info);
  if (wanted === 0 && revisions.length <= 1) fail('no last revision to roll back to');
  const target = (wanted === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === wanted)) ?? fail(unknown);
  if (dryRun === 'client') return `will roll back to ${templateText(templateOf(target))}`;
  if (jsonEqual(templateOf(target), objectAt(info.object, 'spec', 'template'))) return `skipped rollback (current template already matches revision ${wanted})`;
  patchObject(context, info, 'strategic', objectAt(target.object, 'data'), { dryRun, manager: 'kubectl' });
  return 'rolled back';
}

function findRevision(revisions: readonly Revision[], wanted: number, name: string): Revision {
  if (wanted !== 0) return revisions.find((each) => each.number === wanted) ?? fail(`unable to find specified revision ${wanted} in history`);
  return revisions.at(-2) ?? fail(`no rollout history found for deployment ${JSON.stringify(name)}`);
}

function withoutHash(template: JsonObject): JsonObject {
  const { [TEMPLATE_HASH]: _hash, ...labels } = stringMapAt(template, 'metadata', 'labels');
  return withField(template, ['metadata', 'labels'], labels);
}
