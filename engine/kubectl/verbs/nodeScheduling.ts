/** `kubectl cordon` and `kubectl uncordon`. @k8s kubectl/pkg/cmd/drain/drain.go RunCordonOrUncordon; golden cluster/node-cordon-uncordon */
import type { FlagSpec } from '../flags.ts';
import { dryRunFlag, selectorFlag } from '../print/flags.ts';
import { finish, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { cordonNodes, selectNodes } from '../resources/nodes.ts';
import type { Verb } from '../verb.ts';

const FLAGS: readonly FlagSpec[] = [selectorFlag, dryRunFlag];

const cordonVerb = (name: 'cordon' | 'uncordon', about: string): Verb => ({
  name, usage: `${name} NODE`, about, flags: FLAGS,
  *run(context) {
    if (context.args.length === 0 && context.flags.text('selector') === '') usageFail(context, `USAGE: ${name} NODE [flags]`);
    const { infos, problems } = yield* selectNodes(context);
    const failed: Problem[] = [];
    cordonNodes(context, infos, name === 'cordon', failed);
    return finish(context, [...problems, ...failed]);
  },
});

export const cordon = cordonVerb('cordon', 'Let no new pods come to a node');
export const uncordon = cordonVerb('uncordon', 'Let pods come to a node again');
