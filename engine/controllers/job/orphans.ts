/** Pods that no job will count any more lose the finalizer, so that they can go. @k8s pkg/controller/job/job_controller.go syncOrphanPod */
import { controllerOf, KINDS, type Job, type Pod } from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';
import type { ComponentContext } from '../../client/index.ts';
import { createLoop } from '../loop.ts';
import { indexByLabel, namespaceOf, nameOf, uidOf } from '../owners.ts';
import type { Reconcile } from '../request.ts';
import { isJobFinished } from './conditions.ts';
import { isTracked } from './jobPod.ts';
import { isManagedElsewhere } from './reconcile.ts';
import { BY, removeTracking } from './requests.ts';

export type OrphanLoop = {
  addPod(pod: Pod): void;
  /** All that the job selects: it has ended or is gone. */
  addPodsOf(job: Job): void;
  stop(): void;
};

const REST_MS = { first: 1000, longest: 60_000 };

export function createOrphanLoop(context: ComponentContext): OrphanLoop {
  const { client } = context;
  const [jobs, pods] = [client.informer(KINDS.Job), client.informer(KINDS.Pod)];
  const podsWith = indexByLabel(pods);
  const selections = new Map<string, Job>();

  const selected = (job: Job): readonly Pod[] =>
    podsWith(namespaceOf(job), job.spec?.selector?.matchLabels ?? {}).filter(({ metadata }) => matchesLabelSelector(job.spec?.selector, metadata?.labels));
  /** A job still waits for the pod, or somebody else owns it. */
  const isHeld = (pod: Pod): boolean => {
    const owner = controllerOf(pod);
    if (owner === undefined) return false;
    if (owner.kind !== 'Job' || owner.apiVersion !== 'batch/v1') return true;
    const job = jobs.get(namespaceOf(pod), owner.name);
    return job !== undefined && uidOf(job) === owner.uid && (isManagedElsewhere(job) || !isJobFinished(job));
  };
  const loop = createLoop(context, {
    source: BY, restMs: REST_MS,
    reconcile: (key) => {
      const job = selections.get(key);
      const [, namespace, name] = key.split('/');
      const pod = job === undefined ? pods.get(namespace, name ?? '') : undefined;
      const candidates = job === undefined ? (pod === undefined ? [] : [pod]) : selected(job);
      const orphans = candidates.filter((each) => isTracked(each) && !isHeld(each));
      if (orphans.length > 0) return releaseAll(orphans);
      selections.delete(key);
      return undefined;
    },
  });
  return {
    addPod: (pod) => loop.add(`pod/${namespaceOf(pod)}/${nameOf(pod)}`),
    addPodsOf(job) {
      const key = `job/${uidOf(job)}`;
      selections.set(key, job);
      loop.add(key);
    },
    stop: () => loop.stop(),
  };
}

/** Looks once more afterwards: only when none is left the selection is forgotten. */
function* releaseAll(pods: readonly Pod[]): Reconcile {
  const replies = yield pods.map((pod) => removeTracking(undefined, pod, 'no job counts the pod any more'));
  for (const reply of replies) if (reply?.ok === false && reply.status.code !== 404) return reply.status;
  yield [{ verb: 'again', afterMs: 1 }];
  return undefined;
}
