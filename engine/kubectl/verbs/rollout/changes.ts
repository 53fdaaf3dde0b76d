/** `rollout pause`, `resume` and `restart`: small patches. @k8s kubectl/pkg/polymorphichelpers objectpauser.go, objectresumer.go, objectrestarter.go */
import type { JsonObject } from '../../../base/index.ts';
import { rfc3339 } from '../../../time/index.ts';
import { groupResource } from '../../discovery.ts';
import { field, stringMapAt, withField } from '../../objects.ts';
import { fieldManagerFlag, fileFlags, printFlags, selectorFlag } from '../../print/flags.ts';
import { createPrinter } from '../../print/printer.ts';
import { collect, fail, finish, textProblem } from '../../problems.ts';
import type { Problem } from '../../problems.ts';
import { changeBetween, sendChange } from '../../resources/changing.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import type { KubectlContext, Verb } from '../../verb.ts';

/** The object as it shall be, or why that is not possible. */
type Outcome = { readonly wanted: JsonObject } | { readonly refused: string };
type Rule = {
  readonly name: string; readonly about: string;
  /** After the name: `paused`. */
  readonly done: string;
  /** When the patch turns out empty. */
  readonly unchanged: string;
  readonly change: (info: Info, context: KubectlContext) => Outcome;
};

const isPaused = (info: Info): boolean => field(info.object, 'spec', 'paused') === true;

function changeVerb(rule: Rule): Verb {
  return {
    name: rule.name, usage: `rollout ${rule.name} RESOURCE`, about: rule.about,
    flags: [...printFlags, ...fileFlags('to change'), selectorFlag, fieldManagerFlag('kubectl-rollout')],
    *run(context) {
      const { flags } = context;
      if (context.args.length === 0 && flags.list('filename').length === 0 && flags.text('kustomize') === '') fail('required resource not specified');
      const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), emptySelector: true, flatten: true });
      if (infos.length === 0 && problems.length === 0) context.error(`No resources found in ${context.namespace} namespace.\n`);
      const printer = createPrinter(context, { operation: rule.done, typed: true });
      const failed: Problem[] = [];
      for (const info of infos) {
        const outcome = rule.change(info, context);
        const name = `error: ${groupResource(info.resource)} ${JSON.stringify(info.name)}`;
        if ('refused' in outcome) { failed.push(textProblem(`${name} ${outcome.refused}`)); continue; }
        const change = changeBetween(info, outcome.wanted);
        if (change === undefined) { failed.push(textProblem(`failed to create patch for ${info.name}: ${rule.unchanged}`)); continue; }
        const changed = collect(failed, () => sendChange(context, info, change, 'none', flags.text('field-manager')));
        if (changed !== undefined) context.out(printer(changed));
      }
      return finish(context, [...problems, ...failed]);
    },
  };
}

export const pause = changeVerb({
  name: 'pause', about: 'Let changes of a deployment wait', done: 'paused', unchanged: 'no changes',
  change(info) {
    if (info.resource.kind !== 'Deployment') return { refused: 'pausing is not supported' };
    return isPaused(info) ? { refused: 'is already paused' } : { wanted: withField(info.object, ['spec', 'paused'], true) };
  },
});

export const resume = changeVerb({
  name: 'resume', about: 'Let a paused deployment go on', done: 'resumed', unchanged: 'no changes',
  change(info) {
    if (info.resource.kind !== 'Deployment') return { refused: 'resuming is not supported' };
    return isPaused(info) ? { wanted: withField(info.object, ['spec', 'paused'], undefined) } : { refused: 'is not paused' };
  },
});

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const RESTARTABLE = ['DaemonSet', 'Deployment', 'StatefulSet'];

export const restart = changeVerb({
  name: 'restart', about: 'Replace all pods of a workload', done: 'restarted',
  unchanged: 'if restart has already been triggered within the past second, please wait before attempting to trigger another',
  change(info, context) {
    if (!RESTARTABLE.includes(info.resource.kind)) return { refused: 'restarting is not supported' };
    if (isPaused(info)) return { refused: "can't restart paused deployment (run rollout resume first)" };
    const path = ['spec', 'template', 'metadata', 'annotations'];
    return { wanted: withField(info.object, path, { ...stringMapAt(info.object, ...path), [RESTARTED_AT]: rfc3339(context.clock.now) }) };
  },
});
