/** The current and the update revision of a set, and the end of old ones. @k8s pkg/controller/statefulset/stateful_set_control.go getStatefulSetRevisions */
import { KINDS, type ControllerRevision, type Pod, type StatefulSet, type Status } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import type { Reply, Request } from '../request.ts';
import { applyRevision, createRevision, deleteRevision, holdsTemplate, nextRevision, renumber } from '../revisions.ts';
import { revisionOf } from './identity.ts';
import { because } from './pods.ts';
import type { Revisions } from './status.ts';

type Found = { readonly ok: true; readonly value: Revisions } | { readonly ok: false; readonly status: Status };
type FindRevision = (name: string) => ControllerRevision | undefined;

/** @param revisions lowest number first */
export function* findRevisions(set: StatefulSet, revisions: readonly ControllerRevision[], find: FindRevision): Generator<readonly Request[], Found, readonly Reply[]> {
  const collisionCount = set.status?.collisionCount ?? 0;
  const named = revisions.find((revision) => nameOf(revision) === set.status?.currentRevision);
  const found = (update: ControllerRevision, collisions = collisionCount): Found =>
    ({ ok: true, value: { current: named ?? update, update, collisionCount: collisions } });
  const template = set.spec?.template ?? {};
  const latest = revisions.at(-1);
  if (latest !== undefined && holdsTemplate(latest, template)) return found(latest);
  const equal = revisions.findLast((revision) => holdsTemplate(revision, template));
  if (equal !== undefined) {
    const result = yield* renumber(equal, nextRevision(revisions), because(set, 'number an old template anew'));
    return result.ok ? found(result.value) : result;
  }
  if (latest !== undefined && restoresSame(set, latest)) return found(latest);
  const made = yield* createRevision(set, nextRevision(revisions), collisionCount, find, because(set, 'keep each template as a revision'));
  return made.ok ? found(made.revision, made.collisionCount) : made;
}

/** Revisions of an older API server may lack what is filled in today. @k8s setMatchesLatestExistingRevision */
function restoresSame(set: StatefulSet, revision: ControllerRevision): boolean {
  const restored = applyRevision(set, KINDS.StatefulSet, revision);
  const filled = restored && KINDS.StatefulSet.defaults(restored);
  return filled?.spec !== undefined && holdsTemplate({ ...revision, data: { spec: { template: { $patch: 'replace', ...filled.spec.template as object } } } }, set.spec?.template ?? {});
}

/** Lowest first, down to the limit; those in use are kept beside it. A negative limit keeps all. @k8s truncateHistory */
export function* truncateHistory(
  set: StatefulSet, pods: readonly Pod[], revisions: readonly ControllerRevision[], found: Revisions | undefined,
): Generator<readonly Request[], Status | undefined, readonly Reply[]> {
  const live = new Set([...pods.map(revisionOf), ...(found === undefined ? [] : [nameOf(found.current), nameOf(found.update)])]);
  const past = revisions.filter((revision) => !live.has(nameOf(revision)));
  const limit = set.spec?.revisionHistoryLimit ?? 10;
  if (limit < 0) return undefined;
  for (const revision of past.slice(0, Math.max(0, past.length - limit))) {
    const [reply] = yield [deleteRevision(revision, because(set, 'keep no more old revisions than the history limit'))];
    if (reply?.ok === false) return reply.status;
  }
  return undefined;
}
