/** Nodes by name or label, and whether pods may come to them: cordon, uncordon, drain. */
import type { Task } from '../../time/index.ts';
import { field, withField } from '../objects.ts';
import { dryRunOf, operationText } from '../print/printer.ts';
import { collect, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { changeBetween, sendChange } from './changing.ts';
import { selectResources } from './select.ts';
import type { Info, Selected } from './select.ts';

export function* selectNodes(context: KubectlContext): Task<Selected> {
  const { args, flags } = context;
  const selector = flags.text('selector');
  if (args.length > 0 && selector !== '') usageFail(context, 'error: cannot specify both a node name and a --selector option');
  const words = args.map((word) => (word.includes('/') ? word : `nodes/${word}`));
  return yield* selectResources(context, selector === '' ? { args: words } : { args: ['nodes'], selector, flatten: true });
}

/** @k8s kubectl/pkg/drain/cordon.go */
export function cordonNodes(context: KubectlContext, infos: readonly Info[], cordoned: boolean, problems: Problem[]): readonly Info[] {
  const dryRun = dryRunOf(context);
  const word = cordoned ? 'cordoned' : 'uncordoned';
  return infos.filter((info) => collect(problems, () => {
    const already = (field(info.object, 'spec', 'unschedulable') === true) === cordoned;
    const wanted = withField(info.object, ['spec', 'unschedulable'], cordoned ? true : undefined);
    const change = already ? undefined : changeBetween(info, wanted);
    if (change !== undefined && dryRun !== 'client') sendChange(context, info, change, dryRun, 'kubectl');
    context.out(`node/${info.name} ${operationText(already ? `already ${word}` : word, dryRun)}\n`);
    return true;
  }) === true);
}
