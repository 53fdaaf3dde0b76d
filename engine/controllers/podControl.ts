/**
 * What controllers of pods share: a pod from a template, creation in growing batches, deletion, and the events of both.
 * @k8s pkg/controller/controller_utils.go RealPodControl, pkg/controller/replicaset slowStartBatch
 */
import { controllerReference, KINDS, type KubeObject, type Pod, type PodTemplateSpec, type Status } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import { nameOf, namespaceOf } from './owners.ts';
import { event, kindOf, type Reply, type Request } from './request.ts';

/** What the requests led to: how many succeeded, and the first refusal. */
export type Batches = { readonly done: number; readonly failure?: Status };
type Sending = Generator<readonly Request[], Batches, readonly Reply[]>;

/** The owner's pod, to be named by the server: `<owner>-<five letters>`. */
export function podFromTemplate(owner: KubeObject, template: PodTemplateSpec | undefined): Pod {
  const { labels, annotations, finalizers } = template?.metadata ?? {};
  return {
    apiVersion: 'v1', kind: 'Pod',
    metadata: {
      generateName: `${nameOf(owner)}-`, namespace: namespaceOf(owner),
      ...(labels === undefined ? {} : { labels }), ...(annotations === undefined ? {} : { annotations }), ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    ...(template?.spec === undefined ? {} : { spec: template.spec }),
  };
}

/** 1, then 2, 4, 8 … at a time, so that a refusal is met by one request and not by hundreds. Stops after the batch that met one. */
export function* createPods(owner: KubeObject, count: number, podAt: (index: number) => Pod, because: Because): Sending {
  let [at, done] = [0, 0];
  for (let batch = 1; at < count; batch *= 2) {
    const from = at;
    at = Math.min(at + batch, count);
    const replies = yield Array.from({ length: at - from }, (_, i): Request => ({ verb: 'create', kind: kindOf(KINDS.Pod), object: podAt(from + i), because }));
    let failure: Status | undefined;
    const events: Request[] = [];
    for (const reply of replies) {
      if (reply === undefined) continue;
      if (reply.ok) { done++; events.push(event(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${nameOf(reply.value)}`)); continue; }
      // Nothing can be made in a namespace that goes away; that is no failure of the owner.
      if (namespaceEnds(reply.status)) continue;
      events.push(event(owner, 'Warning', 'FailedCreate', `Error creating: ${reply.status.message}`));
      failure ??= reply.status;
    }
    yield events;
    if (failure !== undefined) return { done, failure };
  }
  return { done };
}

const namespaceEnds = (status: Status): boolean => (status.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating');

/** All at once; a pod that is gone already is no failure. */
export function* deletePods(owner: KubeObject, victims: readonly Pod[], because: Because): Sending {
  const replies = yield victims.map((pod): Request => ({ verb: 'delete', kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod), because }));
  let done = 0;
  let failure: Status | undefined;
  const events = replies.flatMap((reply, i): Request[] => {
    const name = nameOf(victims[i] ?? {});
    if (reply === undefined) return [];
    if (reply.ok) { done++; return [event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`)]; }
    if (reply.status.code === 404) return [];
    failure ??= reply.status;
    return [event(owner, 'Warning', 'FailedDelete', `Error deleting: ${reply.status.message}`)];
  });
  yield events;
  return failure === undefined ? { done } : { done, failure };
}
