/** Evicting (or deleting) one pod and waiting until it is gone. @k8s kubectl/pkg/drain/drain.go */
import type { Pod } from '../../../api/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import { formatDuration } from '../../../base/index.ts';
import { sleep } from '../../../time/index.ts';
import type { Task } from '../../../time/index.ts';
import { withQuery } from '../../api.ts';
import { textAt } from '../../objects.ts';
import { dryRunOf, operationText } from '../../print/printer.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';

const RETRY_MS = 5000;
const POLL_MS = 1000;

export const nameText = (pod: Pod): string => `${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}`;

export function* evictPod(context: KubectlContext, pod: Pod, deadline: number): Task<void> {
  const { flags, clock } = context;
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const dryRun = dryRunOf(context);
  const deleting = flags.on('disable-eviction');
  if (deleting && dryRun === 'none') {
    const answer = context.api.attempt('DELETE', podPath(pod), { body: deleteOptions(context) });
    if (!answer.ok && answer.status.reason !== 'NotFound') fail(`error when deleting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}: ${answer.status.message ?? ''}`);
    yield* waitUntilGone(context, pod, deadline, 'deleted');
    return;
  }
  const failed = (why: string): never => fail(`error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}: ${why}`);
  for (;;) {
    context.out(`${deleting ? 'deleting' : 'evicting'} pod ${operationText(nameText(pod), dryRun)}\n`);
    if (clock.now >= deadline) failed(`global timeout reached: ${formatDuration(flags.durationMs('timeout'))}`);
    if (dryRun === 'client') return;
    const answer = context.api.attempt('POST', withQuery(`${podPath(pod)}/eviction`, { dryRun: dryRun === 'server' ? 'All' : undefined }), {
      body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace }, deleteOptions: deleteOptions(context) },
    });
    if (answer.ok) break;
    if (answer.status.reason === 'NotFound') break;
    if (answer.status.code !== 429) failed(answer.status.message ?? '');
    context.error(`error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)} (will retry after 5s): ${answer.status.message ?? ''}\n`);
    // Nobody wakes it: the timeout is seen with the next try only. @k8s golden cluster/node-drain-pdb
    yield sleep(clock, RETRY_MS);
  }
  if (dryRun === 'none') yield* waitUntilGone(context, pod, deadline, 'evicted');
}

const podPath = (pod: Pod): string => `/api/v1/namespaces/${pod.metadata?.namespace ?? ''}/pods/${encodeURIComponent(pod.metadata?.name ?? '')}`;

function deleteOptions({ flags }: KubectlContext): JsonObject {
  const grace = flags.number('grace-period');
  return { apiVersion: 'v1', kind: 'DeleteOptions', ...(grace < 0 ? {} : { gracePeriodSeconds: grace }) };
}

function* waitUntilGone(context: KubectlContext, pod: Pod, deadline: number, done: string): Task<void> {
  const { clock } = context;
  const { name = '', namespace = '' } = pod.metadata ?? {};
  for (;;) {
    const answer = context.api.attempt('GET', podPath(pod));
    if (answer.ok ? textAt(answer.body, 'metadata', 'uid') !== pod.metadata?.uid : answer.status.reason === 'NotFound') break;
    if (!answer.ok) fail(`error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: ${answer.status.message ?? ''}`);
    if (clock.now >= deadline) fail(`error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: global timeout reached: ${formatDuration(context.flags.durationMs('timeout'))}`);
    yield sleep(clock, Math.min(POLL_MS, deadline - clock.now));
  }
  context.out(`pod/${name} ${done}\n`);
}
