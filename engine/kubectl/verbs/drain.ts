/** `kubectl drain`. @k8s kubectl/pkg/cmd/drain/drain.go, kubectl/pkg/drain; golden cluster/node-drain-* */
import type { Pod } from '../../api/index.ts';
import { parseLabelSelector } from '../../base/index.ts';
import { finished, startTask } from '../../time/index.ts';
import type { Task } from '../../time/index.ts';
import { withQuery } from '../api.ts';
import { listAt } from '../objects.ts';
import { dryRunFlag, selectorFlag } from '../print/flags.ts';
import { dryRunOf, operationText } from '../print/printer.ts';
import { Failure, fail, finish, joinProblems, problemText, textProblem, usageFail } from '../problems.ts';
import type { Problem } from '../problems.ts';
import { cordonNodes, selectNodes } from '../resources/nodes.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { evictPod, nameText } from './drain/evict.ts';
import { verdictOf } from './drain/filters.ts';
import type { Verdict } from './drain/filters.ts';

export const drain: Verb = {
  name: 'drain', usage: 'drain NODE', about: 'Move the pods away from a node, for maintenance',
  flags: [
    selectorFlag, dryRunFlag,
    { name: 'chunk-size', type: 'int', default: '500', about: 'Ask for long lists in pieces of this size; 0 for one piece' },
    { name: 'delete-emptydir-data', type: 'bool', about: 'Go on although emptyDir volumes will be lost' },
    { name: 'disable-eviction', type: 'bool', about: 'Delete pods instead of evicting them' },
    { name: 'force', type: 'bool', about: 'Go on although some pods have no controller' },
    { name: 'grace-period', type: 'int', default: '-1', about: 'Seconds that pods get to end; -1 leaves it to the pod' },
    { name: 'ignore-daemonsets', type: 'bool', about: 'Leave pods of daemon sets where they are' },
    { name: 'pod-selector', type: 'string', about: 'Only pods whose labels match' },
    { name: 'skip-wait-for-delete-timeout', type: 'int', about: 'Do not wait for pods that are being deleted for longer than so many seconds' },
    { name: 'timeout', type: 'duration', about: 'How long to go on; 0 is as long as it takes' },
  ],
  *run(context) {
    const { args, flags } = context;
    if (args.length === 0 && flags.text('selector') === '') usageFail(context, 'USAGE: drain NODE [flags]');
    if (!parseLabelSelector(flags.text('pod-selector')).ok) fail('--pod-selector=<pod_selector> must be a valid label selector');
    const { infos, problems } = yield* selectNodes(context);
    const [problem] = problems;
    if (problem !== undefined) throw new Failure(problem);
    const failed: Problem[] = [];
    const cordoned = cordonNodes(context, infos, true, failed);
    if (failed.length > 0) return finish(context, failed);
    const remaining: string[] = [];
    for (const { name } of cordoned) {
      const wrong = yield* drainNode(context, name);
      if (wrong.length === 0) { context.out(`node/${name} ${operationText('drained', dryRunOf(context))}\n`); continue; }
      failed.push(...wrong);
      remaining.push(name);
      context.error(`error: unable to drain node ${JSON.stringify(name)} due to error: ${textOf(wrong)}, continuing command...\n`
        + `There are pending nodes to be drained:\n${remaining.map((each) => ` ${each}\n`).join('')}`);
    }
    // A list even of one stands without `error: `.
    return failed.length === 0 ? 0 : finish(context, [{ type: 'many', problems: failed }]);
  },
};

const textOf = (problems: readonly Problem[]): string => {
  const joined = joinProblems(problems);
  return joined === undefined ? '' : problemText(joined);
};

type Listed = { readonly pods: readonly Pod[]; readonly problems: readonly Problem[]; readonly warning: string };

function podsToMove(context: KubectlContext, node: string): Listed {
  const path = withQuery('/api/v1/pods', { fieldSelector: `spec.nodeName=${node}`, labelSelector: context.flags.text('pod-selector') });
  const judged = (listAt(context.api.call('GET', path), 'items') as unknown as readonly Pod[]).map((pod) => ({ pod, verdict: verdictOf(context, pod) })); // a list of pods
  const texts = (type: 'error' | 'warning'): string[] => {
    const groups = new Map<string, string[]>();
    for (const { pod, verdict } of judged) if (verdict.type === type) groups.set(verdict.message, [...(groups.get(verdict.message) ?? []), nameText(pod)]);
    return [...groups].map(([message, names]) => `${message}: ${names.join(', ')}`);
  };
  const goes = (verdict: Verdict): boolean => verdict.type === 'goes' || (verdict.type === 'warning' && verdict.goes);
  return { pods: judged.filter(({ verdict }) => goes(verdict)).map(({ pod }) => pod), problems: texts('error').map(textProblem), warning: texts('warning').join('; ') };
}

function* drainNode(context: KubectlContext, node: string): Task<readonly Problem[]> {
  const { pods, problems, warning } = podsToMove(context, node);
  if (problems.length > 0) return problems;
  if (warning !== '') context.error(`Warning: ${warning}\n`);
  const wrong = yield* moveAll(context, pods);
  if (wrong.length === 0) return [];
  const pending = podsToMove(context, node).pods;
  if (pending.length > 0) {
    context.error(`There are pending pods in node ${JSON.stringify(node)} when an error occurred: ${textOf(wrong)}\n${pending.map((pod) => `pod/${pod.metadata?.name ?? ''}\n`).join('')}`);
  }
  return wrong;
}

/** All at the same time. */
function* moveAll(context: KubectlContext, pods: readonly Pod[]): Task<readonly Problem[]> {
  const timeout = context.flags.durationMs('timeout');
  const deadline = timeout > 0 ? context.clock.now + timeout : Infinity;
  const problems: Problem[] = [];
  const running = pods.map((pod) => startTask(context.clock, (function* move(): Task<void> {
    try { yield* evictPod(context, pod, deadline); }
    catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(error.problem);
    }
  })()));
  try { for (const each of running) yield finished(each); }
  finally { for (const each of running) each.cancel(); }
  return problems;
}
