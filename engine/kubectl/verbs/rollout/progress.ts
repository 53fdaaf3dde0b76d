/** How far rollouts are, in kubectl's words. @k8s kubectl/pkg/polymorphichelpers/rollout_status.go; golden controllers/deploy-*, controllers/ds-*, controllers/sts-* */
import type { JsonObject } from '../../../base/index.ts';
import { annotationsOf, field, listAt, nameOf, numberAt, objectAt, textAt } from '../../objects.ts';
import { fail } from '../../problems.ts';

export const REVISION = 'deployment.kubernetes.io/revision';

export type Progress = { readonly text: string; readonly done: boolean };
export type Viewer = (object: JsonObject, revision: number) => Progress;

const unseen = (object: JsonObject): boolean => numberAt(object, 'metadata', 'generation') > numberAt(object, 'status', 'observedGeneration');
const waiting = (text: string): Progress => ({ text: `${text}...\n`, done: false });
const finished = (text: string): Progress => ({ text: `${text}\n`, done: true });
function needsRollingUpdate(object: JsonObject): void {
  if (textAt(object, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate') fail('rollout status is only available for RollingUpdate strategy type');
}

function deployment(object: JsonObject, revision: number): Progress {
  const running = annotationsOf(object)[REVISION] ?? '0';
  if (revision > 0 && String(revision) !== running) fail(`desired revision (${revision}) is different from the running revision (${running})`);
  const name = JSON.stringify(nameOf(object));
  if (unseen(object)) return waiting('Waiting for deployment spec update to be observed');
  const progressing = listAt(object, 'status', 'conditions').find((each) => textAt(each, 'type') === 'Progressing');
  if (textAt(progressing, 'reason') === 'ProgressDeadlineExceeded') fail(`deployment ${name} exceeded its progress deadline`);
  const status = (key: string): number => numberAt(object, 'status', key);
  const [wanted, updated, all, available] = [field(object, 'spec', 'replicas'), status('updatedReplicas'), status('replicas'), status('availableReplicas')];
  const head = `Waiting for deployment ${name} rollout to finish:`;
  if (typeof wanted === 'number' && updated < wanted) return waiting(`${head} ${updated} out of ${wanted} new replicas have been updated`);
  if (all > updated) return waiting(`${head} ${all - updated} old replicas are pending termination`);
  if (available < updated) return waiting(`${head} ${available} of ${updated} updated replicas are available`);
  return finished(`deployment ${name} successfully rolled out`);
}

function daemonSet(object: JsonObject): Progress {
  needsRollingUpdate(object);
  if (unseen(object)) return waiting('Waiting for daemon set spec update to be observed');
  const status = (key: string): number => numberAt(object, 'status', key);
  const [wanted, updated, available] = [status('desiredNumberScheduled'), status('updatedNumberScheduled'), status('numberAvailable')];
  const head = `Waiting for daemon set ${JSON.stringify(nameOf(object))} rollout to finish:`;
  if (updated < wanted) return waiting(`${head} ${updated} out of ${wanted} new pods have been updated`);
  if (available < wanted) return waiting(`${head} ${available} of ${wanted} updated pods are available`);
  return finished(`daemon set ${JSON.stringify(nameOf(object))} successfully rolled out`);
}

function statefulSet(object: JsonObject): Progress {
  needsRollingUpdate(object);
  if (numberAt(object, 'status', 'observedGeneration') === 0 || unseen(object)) return waiting('Waiting for statefulset spec update to be observed');
  const status = (key: string): number => numberAt(object, 'status', key);
  const [wanted, ready, updated] = [numberAt(object, 'spec', 'replicas'), status('readyReplicas'), status('updatedReplicas')];
  if (ready < wanted) return waiting(`Waiting for ${wanted - ready} pods to be ready`);
  const rolling = objectAt(object, 'spec', 'updateStrategy', 'rollingUpdate');
  if (Object.keys(rolling).length > 0) {
    const share = wanted - numberAt(rolling, 'partition');
    if (rolling['partition'] !== undefined && updated < share) {
      return waiting(`Waiting for partitioned roll out to finish: ${updated} out of ${share} new pods have been updated`);
    }
    return finished(`partitioned roll out complete: ${updated} new pods have been updated...`);
  }
  const [next, current] = [textAt(object, 'status', 'updateRevision'), textAt(object, 'status', 'currentRevision')];
  if (next !== current) return waiting(`waiting for statefulset rolling update to complete ${updated} pods at revision ${next}`);
  return finished(`statefulset rolling update complete ${status('currentReplicas')} pods at revision ${current}...`);
}

export const VIEWERS: { readonly [kind: string]: Viewer | undefined } = { DaemonSet: daemonSet, Deployment: deployment, StatefulSet: statefulSet };
