/** Going back as clients of older APIs ask for it: with an annotation. @k8s pkg/controller/deployment/rollback.go */
import { KINDS, type Deployment, type ReplicaSet } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile } from '../request.ts';
import { lastRevision, revisionOf, rolledBackAnnotations, ROLLBACK_TO, withAnnotations } from './annotations.ts';
import { because, syncNewSet, type Sync } from './newSet.ts';
import { oldSetsOf } from './replicaSets.ts';
import { HASH_LABEL, sameTemplate } from './template.ts';

const NOT_FOUND = 'DeploymentRollbackRevisionNotFound';

/** @param asked 0: the revision before the present one */
export function* rollBack(sync: Sync, asked: number): Reconcile {
  const looked = yield* syncNewSet(sync, true);
  if (!looked.ok) return looked.status;
  const { deployment, value: newSet } = looked;
  const all = [...oldSetsOf(sync.sets, newSet), ...(newSet === undefined ? [] : [newSet])];
  const revision = asked === 0 ? lastRevision(all) : asked;
  const set = revision === 0 ? undefined : all.find((each) => revisionOf(each) === revision);
  if (set === undefined) {
    yield [event(deployment, 'Warning', NOT_FOUND, revision === 0 ? 'Unable to find last revision.' : 'Unable to find the revision to rollback to.')];
    return yield* write(deployment, deployment);
  }
  if (sameTemplate(deployment.spec?.template, set.spec?.template)) {
    yield [event(deployment, 'Warning', 'DeploymentRollbackTemplateUnchanged', `The rollback revision contains the same template as current deployment "${nameOf(deployment)}"`)];
    return yield* write(deployment, deployment);
  }
  const failure = yield* write(deployment, withTemplateOf(deployment, set));
  if (failure === undefined) yield [event(deployment, 'Normal', 'DeploymentRollback', `Rolled back deployment "${nameOf(deployment)}" to revision ${revision}`)];
  return failure;
}

function withTemplateOf(deployment: Deployment, set: ReplicaSet): Deployment {
  const { metadata, ...rest } = set.spec?.template ?? {};
  const { [HASH_LABEL]: _, ...labels } = metadata?.labels ?? {};
  const template = { ...rest, metadata: { ...metadata, labels } };
  const next = withAnnotations(deployment, rolledBackAnnotations(deployment, set));
  return next.spec === undefined ? next : { ...next, spec: { ...next.spec, template } };
}

/** Once answered, the annotation goes. */
function* write(before: Deployment, next: Deployment): Reconcile {
  const { [ROLLBACK_TO]: _, ...annotations } = next.metadata?.annotations ?? {};
  const result = yield* send<Deployment>({ verb: 'update', kind: kindOf(KINDS.Deployment), object: withAnnotations(next, annotations), because: because(before, 'go back as asked for') });
  return result.ok ? undefined : result.status;
}
