import type { Deployment, ReplicaSet } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { listOf, type DescribeContext, type Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addPodTemplate, selectorText } from './podTemplate.ts';
import { longTime } from './times.ts';
import { podCounts } from './sets.ts';
import { addAnnotations, addConditions, addLabels, createLines, type Lines } from './writer.ts';

/** @k8s kubectl/pkg/describe describeDeployment; golden controllers/deploy-* */
export const describeDeployment: Describer = (object, context) => {
  const deployment = object as unknown as Deployment;
  const { metadata, spec, status } = deployment;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  lines.add(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `Selector:\t${selectorText(spec?.selector)}`);
  lines.add(0, `Replicas:\t${spec?.replicas ?? 0} desired | ${status?.updatedReplicas ?? 0} updated | ${status?.replicas ?? 0} total | ${status?.availableReplicas ?? 0} available | ${status?.unavailableReplicas ?? 0} unavailable`);
  lines.add(0, `StrategyType:\t${spec?.strategy?.type}`);
  lines.add(0, `MinReadySeconds:\t${spec?.minReadySeconds ?? 0}`);
  const rolling = spec?.strategy?.rollingUpdate;
  if (rolling !== undefined) lines.add(0, `RollingUpdateStrategy:\t${rolling.maxUnavailable} max unavailable, ${rolling.maxSurge} max surge`);
  addPodTemplate(lines, spec?.template);
  addConditions(lines, status?.conditions);
  addReplicaSets(lines, deployment, context);
  addEventsOf(lines, context, deployment);
  return lines.toString();
};

const created = (set: ReplicaSet): string => `${set.metadata?.name} (${set.status?.replicas ?? 0}/${set.spec?.replicas ?? 0} replicas created)`;

/**
 * The new set is the oldest one with the Deployment's own template; a paused Deployment with a changed template has none.
 * @k8s kubectl/pkg/util/deployment FindNewReplicaSet, golden controllers/deploy-pause-resume
 */
function addReplicaSets(lines: Lines, deployment: Deployment, context: DescribeContext): void {
  const owned = listOf<ReplicaSet>(context, `/apis/apps/v1/namespaces/${deployment.metadata?.namespace}/replicasets?labelSelector=${encodeURIComponent(selectorText(deployment.spec?.selector))}`)
    .filter((set) => set.metadata?.ownerReferences?.some((r) => r.controller === true && r.uid === deployment.metadata?.uid) === true);
  const born = (set: ReplicaSet): string => set.metadata?.creationTimestamp ?? '';
  const newest = [...owned].sort((a, b) => (born(a) < born(b) ? -1 : Number(born(a) > born(b))))
    .find((set) => jsonEqual(bareTemplate(set), (deployment.spec?.template ?? {}) as Json));
  const old = owned.filter((set) => set !== newest);
  if (owned.length === 0 && deployment.status?.conditions === undefined) return;
  lines.add(0, `OldReplicaSets:\t${old.length === 0 ? '<none>' : old.map(created).join(', ')}`);
  lines.add(0, `NewReplicaSet:\t${newest === undefined ? '<none>' : created(newest)}`);
}

function bareTemplate(set: ReplicaSet): Json {
  const { metadata, ...rest } = set.spec?.template ?? {};
  const { 'pod-template-hash': _hash, ...labels } = metadata?.labels ?? {};
  return { ...rest, metadata: { ...metadata, labels } } as Json;
}

/** @k8s kubectl/pkg/describe describeReplicaSet */
export const describeReplicaSet: Describer = (object, context) => {
  const set = object as unknown as ReplicaSet;
  const { metadata, spec, status } = set;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  lines.add(0, `Selector:\t${selectorText(spec?.selector)}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  const owner = metadata?.ownerReferences?.find((r) => r.controller === true);
  if (owner !== undefined) lines.add(0, `Controlled By:\t${owner.kind}/${owner.name}`);
  lines.add(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`);
  lines.add(0, `Pods Status:\t${podCounts(context, set, spec?.selector)}`);
  addPodTemplate(lines, spec?.template);
  addConditions(lines, status?.conditions);
  addEventsOf(lines, context, set);
  return lines.toString();
};
