/** The DaemonSet's templates: the present one has the highest number. @k8s pkg/controller/daemon/update.go constructHistory, snapshot, cleanupHistory */
import { KINDS, podTemplateHash, type ControllerRevision, type DaemonSet, type DaemonSetStatus, type Pod, type Status } from '../../api/index.ts';
import type { Because } from '../../apiserver/index.ts';
import type { Result } from '../../client/index.ts';
import { claim } from '../claim.ts';
import { nameOf, namespaceOf } from '../owners.ts';
import { kindOf, send, type Reply, type Request } from '../request.ts';
import { byRevision, deleteRevision, holdsTemplate, newRevision, nextRevision, renumber, REVISION_LABEL } from '../revisions.ts';

type Step<T> = Generator<readonly Request[], T, readonly Reply[]>;
export type HistoryView = {
  readonly set: DaemonSet;
  readonly by: string;
  readonly because: (rule: string) => Because;
  readonly revisions: { readonly owned: readonly ControllerRevision[]; readonly orphans: readonly ControllerRevision[] };
  readonly revisionNamed: (name: string) => ControllerRevision | undefined;
  /** The set as it is stored now. */
  readonly latest: () => DaemonSet | undefined;
  readonly pods: () => readonly Pod[];
};
export type History = { readonly hash: string; readonly old: readonly ControllerRevision[] };
export type HistoryResult = { readonly ok: true; readonly history: History } | { readonly ok: false; readonly status: Status };

const NOTHING_YET: DaemonSetStatus = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };
export const hashOf = (revision: ControllerRevision): string => revision.metadata?.labels?.[REVISION_LABEL] ?? '';

export function* syncHistory(view: HistoryView): Step<HistoryResult> {
  const { set, by, revisions, because } = view;
  const selector = set.spec?.selector ?? {};
  const all = yield* claim<ControllerRevision>({ owner: set, by, selector, kind: KINDS.ControllerRevision, ...revisions });
  const template = set.spec?.template ?? {};
  const current: ControllerRevision[] = [];
  const old: ControllerRevision[] = [];
  for (const found of all) {
    const labelled = yield* label(view, found);
    if (!labelled.ok) return labelled;
    (holdsTemplate(labelled.value, template) ? current : old).push(labelled.value);
  }
  const number = nextRevision(old);
  const present = current.length === 0 ? yield* snapshot(view, number) : yield* oneOf(view, current);
  if (!present.ok) return present;
  if (present.value.revision < number) {
    const renumbered = yield* renumber(present.value, number, because('the present template has the highest revision'));
    if (!renumbered.ok) return renumbered;
  }
  return { ok: true, history: { hash: hashOf(present.value), old } };
}

/** A revision without a hash is called by its name. */
function* label({ because }: HistoryView, revision: ControllerRevision): Step<Result<ControllerRevision>> {
  if (revision.metadata?.labels?.[REVISION_LABEL] !== undefined) return { ok: true, value: revision };
  const labels = { ...revision.metadata?.labels, [REVISION_LABEL]: nameOf(revision) };
  const object = { ...revision, metadata: { ...revision.metadata, labels } };
  return yield* send<ControllerRevision>({ verb: 'update', kind: kindOf(KINDS.ControllerRevision), object, because: because('label a revision') });
}

function* snapshot(view: HistoryView, number: number): Step<Result<ControllerRevision>> {
  const { set, because } = view;
  const template = set.spec?.template ?? {};
  const object = newRevision(set, podTemplateHash(template, set.status?.collisionCount), number, REVISION_LABEL);
  const made = yield* send<ControllerRevision>({ verb: 'create', kind: kindOf(KINDS.ControllerRevision), object, because: because('remember a new template') });
  if (made.ok || made.status.reason !== 'AlreadyExists') return made;
  const taken = view.revisionNamed(nameOf(object));
  if (taken !== undefined && holdsTemplate(taken, template)) return { ok: true, value: taken };
  const latest = view.latest();
  if (latest === undefined || (latest.status?.collisionCount ?? 0) !== (set.status?.collisionCount ?? 0)) return made;
  // Another template has the same hash: counted, so that the next try gets another name.
  const status = { ...(latest.status ?? NOTHING_YET), collisionCount: (set.status?.collisionCount ?? 0) + 1 };
  const counted: DaemonSet = { ...latest, status };
  yield* send<DaemonSet>({ verb: 'update', kind: kindOf(KINDS.DaemonSet), object: counted, subresource: 'status', because: because('count a hash collision') });
  return made;
}

/** Of several that hold the same template the highest stays, and all pods are called after it. @k8s dedupCurHistories */
function* oneOf({ pods, because }: HistoryView, current: readonly ControllerRevision[]): Step<Result<ControllerRevision>> {
  const kept = current.reduce((best, other) => (other.revision >= best.revision ? other : best));
  if (current.length === 1) return { ok: true, value: kept };
  const requests = pods().filter((pod) => pod.metadata?.labels?.[REVISION_LABEL] !== hashOf(kept)).map((pod): Request => ({
    verb: 'patch', kind: kindOf(KINDS.Pod), namespace: namespaceOf(pod), name: nameOf(pod),
    patch: { metadata: { labels: { [REVISION_LABEL]: hashOf(kept) } } }, because: because('call pods after the revision that stays'),
  }));
  if (requests.length > 0) for (const reply of yield requests) if (reply?.ok === false) return reply;
  const replies = yield current.filter((other) => other !== kept).map((other) => deleteRevision(other, because('one revision for one template')));
  for (const reply of replies) if (reply?.ok === false) return reply;
  return { ok: true, value: kept };
}

/** Beyond the limit the oldest go, but none of which a pod is left. */
export function surplusRevisions(set: DaemonSet, old: readonly ControllerRevision[], pods: () => readonly Pod[]): readonly ControllerRevision[] {
  const surplus = old.length - (set.spec?.revisionHistoryLimit ?? 10);
  if (surplus <= 0) return [];
  const live = new Set(pods().map((pod) => pod.metadata?.labels?.[REVISION_LABEL]));
  return old.toSorted(byRevision).filter((revision) => !live.has(hashOf(revision))).slice(0, surplus);
}
