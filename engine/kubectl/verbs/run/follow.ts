/** `run -i`: wait for the pod, connect to it (or show what it has left), and take over its exit code. @k8s kubectl/pkg/cmd/run/run.go handleAttachPod, waitForPod */
import type { ContainerStatus, Pod } from '../../../api/index.ts';
import { race, sleep } from '../../../time/index.ts';
import type { Task } from '../../../time/index.ts';
import { attachOrLogs, showLog } from '../../attaching.ts';
import { withQuery } from '../../api.ts';
import { textAt } from '../../objects.ts';
import { fail } from '../../problems.ts';
import { chooseContainer } from '../../resources/attachable.ts';
import type { KubectlContext } from '../../verb.ts';

const isOver = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
const statusesOf = (pod: Pod): readonly ContainerStatus[] => pod.status?.containerStatuses ?? [];
/** @k8s kubectl/pkg/util/podutils, client-go conditions PodRunningAndReady */
const isRunning = (pod: Pod): boolean => pod.status?.phase === 'Running' && (pod.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

export function* followRun(context: KubectlContext, name: string): Task<number> {
  const { flags } = context;
  const timeout = flags.durationMs('pod-running-timeout');
  const pod = yield* waitForPod(context, name, (each) => isOver(each) || isRunning(each), context.clock.now + timeout);
  const container = chooseContainer(context, pod, '', true);
  const quiet = flags.on('quiet');
  if (isOver(pod)) yield* showLog(context, pod, container.name);
  else yield* attachOrLogs(context, pod, container, { stdin: flags.on('stdin'), tty: flags.on('tty'), quiet });
  if (pod.spec?.restartPolicy === 'Always') {
    if (!flags.on('rm') && container.object['tty'] === true && flags.on('stdin')) {
      context.out(`Session ended, resume using 'kubectl attach ${name} -c ${container.name} -n ${context.namespace} -i -t' command when the pod is running\n`);
    }
    return 0;
  }
  const ended = yield* waitForPod(context, name, isOver, Infinity);
  return exitCodeOf(ended);
}

function exitCodeOf(pod: Pod): number {
  if (pod.status?.phase === 'Succeeded') return 0;
  const terminated = statusesOf(pod)[0]?.state?.terminated;
  const named = `pod ${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}`;
  if (terminated === undefined || terminated.exitCode === 0) return fail(`${named} failed with unknown exit code`);
  return fail(`${named} terminated (${terminated.reason ?? ''})\n${terminated.message ?? ''}`.trimEnd(), terminated.exitCode);
}

function* waitForPod(context: KubectlContext, name: string, met: (pod: Pod) => boolean, deadline: number): Task<Pod> {
  const { api, clock, namespace } = context;
  const path = withQuery(`/api/v1/namespaces/${namespace}/pods`, { fieldSelector: `metadata.name=${name}` });
  const present = api.call('GET', `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}`);
  if (met(present as Pod)) return present as Pod; // it was asked for as a pod
  const watch = api.watch(withQuery(path, { resourceVersion: textAt(present, 'metadata', 'resourceVersion') }));
  try {
    for (;;) {
      const event = watch.take();
      if (event?.type === 'DELETED') return fail(`pods ${JSON.stringify(name)} not found`);
      if (event !== undefined && event.type !== 'BOOKMARK' && event.type !== 'ERROR' && met(event.object as Pod)) return event.object as Pod; // a watch of pods
      if (event !== undefined) continue;
      if (watch.ended || clock.now >= deadline) return fail('timed out waiting for the condition');
      yield deadline === Infinity ? watch.ready : race(watch.ready, sleep(clock, deadline - clock.now));
    }
  } finally { watch.stop(); }
}
