/** Stops the pods before the machine goes off, where the configuration gives time for it. @k8s pkg/kubelet/nodeshutdown/nodeshutdown_manager.go killPods */
import { endPod } from '../eviction/evict.ts';
import { isTerminated } from '../pods/work.ts';
import { sleep, type Task } from '../../time/index.ts';
import type { Kit, PodWork } from '../types.ts';
import { nodeEvent } from './events.ts';

const MESSAGE = 'Pod was terminated in response to imminent node shutdown.';
const SYSTEM_CRITICAL = 2_000_000_000;
const POLL_MS = 100;

type Group = { readonly seconds: number; readonly pods: PodWork[] };

/** Ordinary pods first, critical ones after them. */
function groupsOf(kit: Kit): Group[] {
  const { shutdownMs, shutdownCriticalMs } = kit.state.settings;
  const active = [...kit.works.values()].filter((work) => !isTerminated(work));
  const isCritical = ({ pod }: PodWork): boolean => (pod.spec?.priority ?? 0) >= SYSTEM_CRITICAL;
  return [
    { seconds: Math.trunc((shutdownMs - shutdownCriticalMs) / 1000), pods: active.filter((work) => !isCritical(work)) },
    { seconds: Math.trunc(shutdownCriticalMs / 1000), pods: active.filter(isCritical) },
  ];
}

function* stopGroup(kit: Kit, { seconds, pods }: Group): Task<void> {
  const { clock } = kit.context;
  for (const work of pods) {
    const graceSeconds = Math.max(1, Math.min(seconds, work.pod.spec?.terminationGracePeriodSeconds ?? seconds));
    endPod(kit, work, { reason: 'Terminated', message: MESSAGE, disruption: true, graceSeconds });
  }
  const until = clock.now + seconds * 1000;
  while (clock.now < until && pods.some((work) => !isTerminated(work) && kit.works.get(work.key) === work)) yield sleep(clock, POLL_MS);
}

/** @param report the node's status, at once */
export function* shutDown(kit: Kit, report: () => void): Task<void> {
  if (kit.state.settings.shutdownMs === 0) return;
  nodeEvent(kit, 'Normal', 'NodeShutdown', 'Shutdown manager detected shutdown event');
  kit.state.shuttingDown = true;
  report();
  for (const group of groupsOf(kit)) if (group.pods.length > 0) yield* stopGroup(kit, group);
}
