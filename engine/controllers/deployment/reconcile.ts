/** One step of a rollout at a time. @k8s pkg/controller/deployment/deployment_controller.go syncDeployment */
import { controllerOf, isPodTerminal, KINDS, type Deployment, type Pod, type ReplicaSet } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { claim } from '../claim.ts';
import { isDeleting, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { kindOf, type Reconcile, type Reply, type Request } from '../request.ts';
import { actualPods, isRollingUpdate, newSetReplicas, oldSetSteps, replicasOf } from './arithmetic.ts';
import { rollbackTo } from './annotations.ts';
import { conditionOf, deadlineOf, newCondition, PROGRESSING, withCondition } from './conditions.ts';
import { because, BY, syncNewSet, writeStatus, type Outcome, type Sync, type Step } from './newSet.ts';
import { rollBack } from './rollback.ts';
import { isActiveSet, oldSetsOf, surplusSets } from './replicaSets.ts';
import { isScaled, resize, scaleAll } from './scale.ts';
import { countedStatus, isComplete, nextDeadlineCheck, rolloutStatus } from './status.ts';

export type DeploymentView = {
  readonly deployment: Deployment;
  readonly owned: readonly ReplicaSet[];
  readonly orphans: readonly ReplicaSet[];
  /** Pods of the owned sets: asked for by Recreate only. */
  readonly pods: () => readonly Pod[];
  readonly now: number;
};

type Cleanup = Generator<readonly Request[], undefined, readonly Reply[]>;

export function* reconcileDeployment(view: DeploymentView): Reconcile {
  const failure = yield* sync(view);
  // Nothing can be made in a namespace that goes away; there is no point in trying again.
  return (failure?.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating') ? undefined : failure;
}

function* sync(view: DeploymentView): Reconcile {
  const { now } = view;
  const sets = yield* claim<ReplicaSet>({
    owner: view.deployment, by: BY, selector: view.deployment.spec?.selector ?? {}, kind: KINDS.ReplicaSet,
    owned: view.owned, orphans: view.orphans,
  });
  const start: Sync = { deployment: view.deployment, sets, now };
  if (isDeleting(view.deployment)) return yield* countOnly(start);
  const paused = yield* notePause(start);
  if (!paused.ok) return paused.status;
  const current = { ...start, deployment: paused.deployment };
  if (current.deployment.spec?.paused === true) return yield* scaleOnly(current);
  const goBackTo = rollbackTo(current.deployment);
  if (goBackTo !== undefined) return yield* rollBack(current, goBackTo);
  const looked = yield* syncNewSet(current, false);
  if (!looked.ok) return looked.status;
  const next = { ...current, deployment: looked.deployment };
  const all = looked.value === undefined ? sets : [...oldSetsOf(sets, looked.value), looked.value];
  if (isScaled(next.deployment, all)) return yield* scaleOnly(next);
  if (!isRollingUpdate(next.deployment)) return yield* recreate(next, view.pods());
  // Where nothing was written to find it, another look would find the same.
  const settled = looked.value !== undefined && looked.deployment === current.deployment && sets.includes(looked.value);
  return yield* roll(next, settled ? looked : yield* syncNewSet(next, true));
}

/** Being paused or resumed shows in the Progressing condition. */
function* notePause({ deployment, now }: Sync): Step<undefined> {
  const unchanged = { ok: true, deployment, value: undefined } as const;
  const reason = conditionOf(deployment.status, PROGRESSING)?.reason;
  const paused = deployment.spec?.paused === true;
  if (deadlineOf(deployment) === undefined || reason === 'ProgressDeadlineExceeded' || paused === (reason === 'DeploymentPaused')) return unchanged;
  const condition = paused ? newCondition(PROGRESSING, 'Unknown', 'DeploymentPaused', 'Deployment is paused', now)
    : newCondition(PROGRESSING, 'Unknown', 'DeploymentResumed', 'Deployment is resumed', now);
  const next = { ...deployment, status: withCondition(deployment.status ?? {}, condition) };
  const result = yield* writeStatus(next, paused ? 'note the pause' : 'note the end of the pause');
  return result.ok ? { ok: true, deployment: next, value: undefined } : result;
}

function* countOnly({ deployment, sets, now }: Sync): Reconcile {
  const looked = yield* syncNewSet({ deployment, sets, now }, false);
  if (!looked.ok) return looked.status;
  return yield* writeCounts(looked.deployment, allOf(sets, looked.value), looked.value, now);
}

const allOf = (sets: readonly ReplicaSet[], newSet: ReplicaSet | undefined): readonly ReplicaSet[] =>
  [...oldSetsOf(sets, newSet), ...(newSet === undefined ? [] : [newSet])];

function* scaleOnly(sync: Sync): Reconcile {
  const { sets, now } = sync;
  const looked = yield* syncNewSet(sync, false);
  if (!looked.ok) return looked.status;
  const { deployment, value: newSet } = looked;
  const old = oldSetsOf(sets, newSet);
  const scaled = yield* scaleAll({ ...sync, deployment }, newSet, old);
  if (!scaled.ok) return scaled.status;
  if (deployment.spec?.paused === true && rollbackTo(deployment) === undefined) yield* cleanUp(deployment, old);
  return yield* writeCounts(deployment, scaled.value, newSet, now);
}

function* writeCounts(deployment: Deployment, sets: readonly ReplicaSet[], newSet: ReplicaSet | undefined, now: number): Reconcile {
  const status = countedStatus(deployment, sets, newSet, now);
  if (jsonEqual(status as Json, (deployment.status ?? {}) as Json)) return undefined;
  const result = yield* writeStatus({ ...deployment, status }, 'count replica sets into the status');
  return result.ok ? undefined : result.status;
}

/**
 * Up if there is room, else down if enough are available, else just the status.
 * The status counts the sets as they were at the start. @k8s golden controllers/deploy-scale
 */
function* roll(sync: Sync, looked: Outcome<ReplicaSet | undefined>): Reconcile {
  if (!looked.ok) return looked.status;
  const { deployment, value: newSet } = looked;
  if (newSet === undefined) return undefined;
  const old = oldSetsOf(sync.sets, newSet);
  const wanted = replicasOf(deployment);
  const size = replicasOf(newSet) >= wanted ? wanted : newSetReplicas(deployment, [...old, newSet], replicasOf(newSet));
  if (size !== replicasOf(newSet)) {
    const grown = yield* resize(deployment, newSet, size);
    if (!grown.ok) return grown.status;
    return yield* writeRollout(deployment, [...old, newSet], newSet, sync.now);
  }
  const steps = oldSetSteps(deployment, old.filter(isActiveSet), newSet);
  const shrunken = new Map<string, ReplicaSet>();
  for (const { set, replicas } of steps) {
    const shrunk = yield* resize(deployment, shrunken.get(uidOf(set)) ?? set, replicas);
    if (!shrunk.ok) return shrunk.status;
    shrunken.set(uidOf(set), shrunk.value);
  }
  if (steps.length === 0 && isComplete(deployment, deployment.status)) yield* cleanUp(deployment, old);
  return yield* writeRollout(deployment, [...old, newSet], newSet, sync.now);
}

/** Everything old goes first. */
function* recreate(sync: Sync, pods: readonly Pod[]): Reconcile {
  const looked = yield* syncNewSet(sync, false);
  if (!looked.ok) return looked.status;
  let { deployment, value: newSet } = looked;
  const old = oldSetsOf(sync.sets, newSet);
  const active = old.filter(isActiveSet);
  for (const set of active) {
    const shrunk = yield* resize(deployment, set, 0);
    if (!shrunk.ok) return shrunk.status;
  }
  if (active.length > 0 || oldPodsRun(old, newSet, pods)) return yield* writeRollout(deployment, allOf(sync.sets, newSet), newSet, sync.now);
  if (newSet === undefined) {
    const made = yield* syncNewSet({ ...sync, deployment }, true);
    if (!made.ok) return made.status;
    ({ deployment, value: newSet } = made);
  }
  if (newSet === undefined) return undefined;
  if (replicasOf(newSet) !== replicasOf(deployment)) {
    const grown = yield* resize(deployment, newSet, replicasOf(deployment));
    if (!grown.ok) return grown.status;
  }
  if (isComplete(deployment, deployment.status)) yield* cleanUp(deployment, old);
  return yield* writeRollout(deployment, [...old, newSet], newSet, sync.now);
}

function oldPodsRun(old: readonly ReplicaSet[], newSet: ReplicaSet | undefined, pods: readonly Pod[]): boolean {
  if (actualPods(old) > 0) return true;
  return pods.some((pod) => controllerOf(pod)?.uid !== newSet?.metadata?.uid && !isPodTerminal(pod) && pod.status?.phase !== 'Unknown');
}

function* writeRollout(deployment: Deployment, sets: readonly ReplicaSet[], newSet: ReplicaSet | undefined, now: number): Reconcile {
  const status = rolloutStatus(deployment, sets, newSet, now);
  if (jsonEqual(status as Json, (deployment.status ?? {}) as Json)) {
    const afterMs = nextDeadlineCheck(deployment, status, now);
    if (afterMs !== undefined) yield [{ verb: 'again', afterMs: Math.max(afterMs, 5) }];
    return undefined;
  }
  const result = yield* writeStatus({ ...deployment, status }, 'tell how far the rollout is');
  return result.ok ? undefined : result.status;
}

function* cleanUp(deployment: Deployment, old: readonly ReplicaSet[]): Cleanup {
  for (const set of surplusSets(deployment, old)) {
    yield [{ verb: 'delete', kind: kindOf(KINDS.ReplicaSet), namespace: namespaceOf(set), name: nameOf(set), because: because(deployment, 'keep no more old replica sets than the history limit') }];
  }
  return undefined;
}
