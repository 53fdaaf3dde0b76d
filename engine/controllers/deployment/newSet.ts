/** The ReplicaSet of the present template: found, brought up to date, or made. @k8s pkg/controller/deployment/sync.go getNewReplicaSet */
import { controllerOf, controllerReference, KINDS, podTemplateHash, type Deployment, type DeploymentStatus, type ReplicaSet, type Status } from '../../api/index.ts';
import type { Result } from '../../client/index.ts';
import { keyOf, nameOf, namespaceOf, uidOf } from '../owners.ts';
import { event, kindOf, send, type Reply, type Request } from '../request.ts';
import { maxRevision, newSetAnnotations, REVISION, withAnnotations } from './annotations.ts';
import { newSetReplicas, replicasOf } from './arithmetic.ts';
import { conditionOf, deadlineOf, newCondition, PROGRESSING, withCondition } from './conditions.ts';
import { HASH_LABEL, sameTemplate } from './template.ts';
import { findNewSet, oldSetsOf } from './replicaSets.ts';

export const BY = 'deployment-controller';

/** What one sync knows. `deployment` is what the controller holds in memory: its resourceVersion stays that of the start. */
export type Sync = {
  readonly deployment: Deployment;
  readonly sets: readonly ReplicaSet[];
  readonly now: number;
};

/** A step of a sync: the Deployment as changed in memory and a value, or the error that ends the sync. */
export type Outcome<T> =
  | { readonly ok: true; readonly deployment: Deployment; readonly value: T }
  | { readonly ok: false; readonly status: Status };
export type Step<T> = Generator<readonly Request[], Outcome<T>, readonly Reply[]>;

export const because = (deployment: Deployment, rule: string) => ({ by: BY, rule, cause: `deployments/${keyOf(deployment)}` });

export function writeStatus(deployment: Deployment, rule: string) {
  return send<Deployment>({ verb: 'update', kind: kindOf(KINDS.Deployment), object: deployment, subresource: 'status', because: because(deployment, rule) });
}

const withStatusCondition = (deployment: Deployment, status: string, reason: string, message: string, now: number): Deployment =>
  ({ ...deployment, status: withCondition(deployment.status ?? {}, newCondition(PROGRESSING, status, reason, message, now)) });

const withRevision = (deployment: Deployment, revision: string): Deployment =>
  (deployment.metadata?.annotations?.[REVISION] === revision ? deployment : withAnnotations(deployment, { ...deployment.metadata?.annotations, [REVISION]: revision }));

export function* syncNewSet(sync: Sync, create: boolean): Step<ReplicaSet | undefined> {
  const found = findNewSet(sync.deployment, sync.sets);
  const revision = maxRevision(oldSetsOf(sync.sets, found)) + 1;
  if (found !== undefined) return yield* updateNewSet(sync, found, revision);
  if (!create) return { ok: true, deployment: sync.deployment, value: undefined };
  return yield* createNewSet(sync, revision);
}

function* updateNewSet({ deployment, now }: Sync, set: ReplicaSet, revision: number): Step<ReplicaSet> {
  const annotations = newSetAnnotations(deployment, set, revision, false);
  const minReadySeconds = deployment.spec?.minReadySeconds ?? 0;
  if (annotations !== undefined || (set.spec?.minReadySeconds ?? 0) !== minReadySeconds) {
    const marked = annotations === undefined ? set : withAnnotations(set, annotations);
    const sameDelay = (set.spec?.minReadySeconds ?? 0) === minReadySeconds;
    const object = marked.spec === undefined || sameDelay ? marked : { ...marked, spec: { ...marked.spec, minReadySeconds } };
    const result = yield* send<ReplicaSet>({ verb: 'update', kind: kindOf(KINDS.ReplicaSet), object, because: because(deployment, 'note the revision on the new replica set') });
    return result.ok ? { ok: true, deployment, value: result.value } : result;
  }
  let next = withRevision(deployment, set.metadata?.annotations?.[REVISION] ?? '');
  if (deadlineOf(deployment) !== undefined && conditionOf(deployment.status, PROGRESSING) === undefined) {
    next = withStatusCondition(next, 'True', 'FoundNewReplicaSet', `Found new replica set "${nameOf(set)}"`, now);
  }
  if (next !== deployment) {
    const result = yield* writeStatus(next, 'note the revision');
    if (!result.ok) return result;
  }
  return { ok: true, deployment: next, value: set };
}

function* createNewSet(sync: Sync, revision: number): Step<ReplicaSet> {
  const { deployment, sets, now } = sync;
  const wanted = newSetOf(deployment, sets, revision);
  const result = yield* send<ReplicaSet>({ verb: 'create', kind: kindOf(KINDS.ReplicaSet), object: wanted, because: because(deployment, 'create the replica set of a new template') });
  const made = result.ok ? result.value : alreadyThere(sync, wanted, result);
  if (made === undefined) return yield* createFailed(sync, wanted, result as typeof result & { ok: false }); // nothing was made
  const replicas = replicasOf(wanted);
  if (result.ok && replicas > 0) yield [event(deployment, 'Normal', 'ScalingReplicaSet', `Scaled up replica set ${nameOf(wanted)} from 0 to ${replicas}`)];
  let next = withRevision(deployment, String(revision));
  if (result.ok && deadlineOf(deployment) !== undefined) {
    next = withStatusCondition(next, 'True', 'NewReplicaSetCreated', `Created new replica set "${nameOf(wanted)}"`, now);
  }
  const written = next === deployment ? undefined : yield* writeStatus(next, 'note the revision');
  return written?.ok === false ? written : { ok: true, deployment: next, value: made };
}

/** Its own set of this template, made before. */
function alreadyThere({ deployment, sets }: Sync, wanted: ReplicaSet, { status }: { readonly status: Status }): ReplicaSet | undefined {
  if (status.reason !== 'AlreadyExists') return undefined;
  const own = sets.find((set) => nameOf(set) === nameOf(wanted) && controllerOf(set)?.uid === uidOf(deployment));
  return own !== undefined && sameTemplate(own.spec?.template, deployment.spec?.template) ? own : undefined;
}

const LONGEST_NAME = 253;
const setName = (deployment: string, hash: string): string => `${deployment.slice(0, LONGEST_NAME - 1 - hash.length)}-${hash}`;

function newSetOf(deployment: Deployment, sets: readonly ReplicaSet[], revision: number): ReplicaSet {
  const template = deployment.spec?.template ?? {};
  const hash = podTemplateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  const selector = deployment.spec?.selector ?? {};
  const minReadySeconds = deployment.spec?.minReadySeconds ?? 0;
  const set: ReplicaSet = {
    apiVersion: 'apps/v1', kind: 'ReplicaSet',
    metadata: { name: setName(nameOf(deployment), hash), namespace: namespaceOf(deployment), labels, ownerReferences: [controllerReference(deployment)] },
    spec: {
      replicas: newSetReplicas(deployment, sets, 0),
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
  return withAnnotations(set, newSetAnnotations(deployment, set, revision, true) ?? {});
}

function* createFailed({ deployment, now }: Sync, wanted: ReplicaSet, { status }: Result<ReplicaSet> & { ok: false }): Step<ReplicaSet> {
  if (status.reason === 'AlreadyExists') {
    // Another template has the same hash: counted, so that the next try gets another name.
    const collided: DeploymentStatus = { ...deployment.status, collisionCount: (deployment.status?.collisionCount ?? 0) + 1 };
    yield* writeStatus({ ...deployment, status: collided }, 'count a hash collision');
    return { ok: false, status };
  }
  if ((status.details?.causes ?? []).some(({ reason }) => reason === 'NamespaceTerminating')) return { ok: false, status };
  const message = `Failed to create new replica set "${nameOf(wanted)}": ${status.message}`;
  if (deadlineOf(deployment) !== undefined) {
    yield* writeStatus(withStatusCondition(deployment, 'False', 'ReplicaSetCreateError', message, now), 'tell that no replica set could be made');
  }
  yield [event(deployment, 'Warning', 'ReplicaSetCreateError', message)];
  return { ok: false, status };
}
