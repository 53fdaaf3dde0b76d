/** A pod on every node that fits, of the present template. @k8s pkg/controller/daemon/daemon_controller.go syncDaemonSet */
import { KINDS, type ControllerRevision, type DaemonSet, type Node, type Pod, type PodTemplateSpec, type Status } from '../../api/index.ts';
import { jsonEqual, matchesLabelSelector, type Json } from '../../base/index.ts';
import { claim } from '../claim.ts';
import { isDeleting, keyOf } from '../owners.ts';
import { createPods, deletePods, podFromTemplate } from '../podControl.ts';
import type { Reconcile, Reply, Request } from '../request.ts';
import { deleteRevision, REVISION_LABEL } from '../revisions.ts';
import { putStatus } from '../statusWrite.ts';
import type { BackOff } from './backOff.ts';
import type { Board } from './board.ts';
import { surplusRevisions, syncHistory, type History } from './history.ts';
import { GENERATION_LABEL, templateGeneration } from './look.ts';
import { planPods } from './manage.ts';
import { daemonSpec, onlyOn } from './placement.ts';
import { planRoll } from './rolling.ts';
import { countStatus } from './status.ts';

export const BY = 'daemonset-controller';
/** At most so many pods are created and so many deleted in one go. */
const BURST = 250;

export type DaemonSetView = {
  readonly set: DaemonSet;
  /** In order of their names. */
  readonly nodes: () => readonly Node[];
  /** Pods with this set as their controller, in order of their names. */
  readonly pods: () => readonly Pod[];
  /** Pods of the namespace without a controller. */
  readonly orphans: readonly Pod[];
  readonly revisions: { readonly owned: readonly ControllerRevision[]; readonly orphans: readonly ControllerRevision[] };
  readonly revisionNamed: (name: string) => ControllerRevision | undefined;
  readonly latest: () => DaemonSet | undefined;
  readonly board: Board;
  readonly backOff: BackOff;
  readonly now: () => number;
};
type Work<T> = Generator<readonly Request[], T, readonly Reply[]>;
type Changes = { readonly done: boolean; readonly failure?: Status };

const because = (set: DaemonSet, rule: string) => ({ by: BY, rule, cause: `daemonsets/${keyOf(set)}` });

export function* reconcileDaemonSet(view: DaemonSetView): Reconcile {
  const { set } = view;
  // Its revisions may be gone already: nothing can be counted any more.
  if (isDeleting(set)) return undefined;
  const result = yield* syncHistory({ ...view, by: BY, because: (rule) => because(set, rule) });
  if (!result.ok) return result.status;
  const failure = yield* syncPods(view, result.history);
  const refused = yield* writeStatus(view, result.history.hash);
  return failure ?? refused;
}

function* syncPods(view: DaemonSetView, { hash, old }: History): Work<Status | undefined> {
  yield* adoptAndRelease(view, hash);
  const { set, backOff, now } = view;
  const plan = planPods({ set, hash, backOff, now: now() }, placesOf(view, hash));
  if (plan.notes.length > 0) yield plan.notes;
  const managed = yield* change(view, hash, plan.create, plan.remove);
  if (managed.failure !== undefined) return managed.failure;
  // Not before all that was just done has been seen. @k8s SatisfiedExpectations
  if (!managed.done && set.spec?.updateStrategy?.type === 'RollingUpdate') {
    const roll = planRoll(set, placesOf(view, hash), now());
    const rolled = yield* change(view, hash, roll.create, roll.remove);
    if (rolled.failure !== undefined) return rolled.failure;
  }
  for (const revision of surplusRevisions(set, old, view.pods)) {
    const [reply] = yield [deleteRevision(revision, because(set, 'keep no more revisions than the history limit'))];
    if (reply?.ok === false) return reply.status;
  }
  return undefined;
}

function placesOf({ set, nodes, pods, board }: DaemonSetView, hash: string): Board['places'] {
  board.update(set, hash, nodes(), pods());
  return board.places;
}

function* adoptAndRelease(view: DaemonSetView, hash: string): Work<undefined> {
  const { set, orphans, board } = view;
  const selector = set.spec?.selector ?? {};
  const free = orphans.filter((pod) => !isDeleting(pod) && matchesLabelSelector(selector, pod.metadata?.labels));
  placesOf(view, hash);
  if (free.length + board.strangers > 0) yield* claim<Pod>({ owner: set, by: BY, selector, kind: KINDS.Pod, owned: view.pods(), orphans: free });
  return undefined;
}

function* change({ set }: DaemonSetView, hash: string, create: readonly string[], remove: readonly Pod[]): Work<Changes> {
  const nodes = create.slice(0, BURST);
  const template = podTemplate(set, hash);
  const spec = daemonSpec(set.spec?.template);
  const podAt = (index: number): Pod => podFromTemplate(set, { ...template, spec: onlyOn(nodes[index] ?? '', spec) });
  const made = nodes.length === 0 ? { done: 0 } : yield* createPods(set, nodes.length, podAt, because(set, 'a pod for each node'));
  const victims = remove.slice(0, BURST);
  const gone = victims.length === 0 ? { done: 0 } : yield* deletePods(set, victims, because(set, 'pods that do not belong there, or not any more'));
  const failure = made.failure ?? gone.failure;
  return { done: made.done + gone.done > 0, ...(failure === undefined ? {} : { failure }) };
}

/** @k8s pkg/controller/daemon/util/daemonset_util.go CreatePodTemplate */
function podTemplate(set: DaemonSet, hash: string): PodTemplateSpec {
  const { metadata } = set.spec?.template ?? {};
  const generation = templateGeneration(set);
  const labels = { ...metadata?.labels, ...(generation === undefined ? {} : { [GENERATION_LABEL]: generation }), [REVISION_LABEL]: hash };
  return { metadata: { ...metadata, labels } };
}

function* writeStatus(view: DaemonSetView, hash: string): Work<Status | undefined> {
  const { set } = view;
  const { status, nextAvailableMs } = countStatus(set, placesOf(view, hash), view.now());
  if (nextAvailableMs !== undefined) yield [{ verb: 'again', afterMs: Math.max(nextAvailableMs, 1) }];
  if (jsonEqual(status as Json, set.status as Json | undefined)) return undefined;
  const written = yield* putStatus<DaemonSet>(KINDS.DaemonSet, { ...set, status }, because(set, 'count pods into the status'));
  return written.ok || written.status.code === 404 ? undefined : written.status;
}
