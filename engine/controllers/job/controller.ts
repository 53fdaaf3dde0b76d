import { controllerOf, KINDS, type Job, type Pod } from '../../api/index.ts';
import { jsonEqual, matchesLabelSelector, type Json } from '../../base/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { indexByController, keyOf, namespaceOf, splitKey, uidOf } from '../owners.ts';
import { NO_BACK_OFF, type BackOff } from './backoff.ts';
import { isJobFinished } from './conditions.ts';
import { isTracked } from './jobPod.ts';
import { GATHER_MS } from './manage.ts';
import { createOrphanLoop } from './orphans.ts';
import { reconcileJob } from './reconcile.ts';
import { BY } from './requests.ts';

/** @k8s pkg/controller/job/job_controller.go DefaultJobApiBackOff, MaxJobApiBackOff */
export const REST_MS = { first: 1000, longest: 60_000 };

export const createJobController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const jobs = client.informer(KINDS.Job);
  const pods = client.informer(KINDS.Pod);
  const podsOf = indexByController(pods);
  const backOffs = new Map<string, BackOff>();

  const loop = createLoop(context, {
    source: BY, restMs: REST_MS,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const job = jobs.get(namespace, name);
      if (job === undefined) return undefined;
      const uid = uidOf(job);
      return reconcileJob({
        job, owned: podsOf.owned(uid), orphans: podsOf.orphans(namespaceOf(job)), now: () => clock.now,
        backOff: backOffs.get(uid) ?? NO_BACK_OFF, remember: (backOff) => { backOffs.set(uid, backOff); },
      });
    },
  });
  const orphans = createOrphanLoop(context);
  const ownerOf = (pod: Pod): Job | undefined => {
    const owner = controllerOf(pod);
    const job = owner?.kind === 'Job' ? jobs.get(namespaceOf(pod), owner.name) : undefined;
    return uidOf(job ?? {}) === owner?.uid ? job : undefined;
  };
  const gather = (job: Job): void => loop.add(keyOf(job), GATHER_MS);
  const podGoes = (pod: Pod): void => {
    const job = ownerOf(pod);
    if (job !== undefined && !isJobFinished(job)) gather(job); else if (isTracked(pod)) orphans.addPod(pod);
  };
  const podChanged = ({ type, object: pod, old }: Change<Pod>): void => {
    if (type === 'DELETED' || pod.metadata?.deletionTimestamp !== undefined) { podGoes(pod); return; }
    const moved = old !== undefined && controllerOf(old)?.uid !== controllerOf(pod)?.uid;
    const former = moved ? ownerOf(old) : undefined;
    if (former !== undefined) gather(former);
    if (controllerOf(pod) !== undefined) {
      const job = ownerOf(pod);
      if (job !== undefined) gather(job);
      return;
    }
    if (isTracked(pod)) orphans.addPod(pod);
    if (old !== undefined && !moved && jsonEqual(pod.metadata?.labels as Json | undefined, old.metadata?.labels as Json | undefined)) return;
    for (const job of jobs.list(namespaceOf(pod))) if (matchesLabelSelector(job.spec?.selector, pod.metadata?.labels)) gather(job);
  };
  const jobChanged = ({ type, object: job, old }: Change<Job>): void => {
    const finished = isJobFinished(job);
    if (type === 'DELETED' || finished) { backOffs.delete(uidOf(job)); orphans.addPodsOf(job); }
    if (type === 'MODIFIED' && finished) return;
    // News of the status can wait for each other; a changed spec acts at once.
    loop.add(keyOf(job), type === 'MODIFIED' && old.metadata?.generation === job.metadata?.generation ? GATHER_MS : 0);
  };
  const stops = [jobs.onChange(jobChanged), pods.onChange(podChanged)];
  return () => { for (const stop of stops) stop(); loop.stop(); orphans.stop(); };
});
