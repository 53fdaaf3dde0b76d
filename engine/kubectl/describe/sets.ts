/** DaemonSets, StatefulSets and ReplicationControllers. */
import type { DaemonSet, KubeObject, LabelSelector, PersistentVolumeClaim, Pod, ReplicationController, StatefulSet } from '../../api/index.ts';
import { listOf, type DescribeContext, type Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addPodTemplate, selectorText } from './podTemplate.ts';
import { longTime } from './times.ts';
import { addAnnotations, addConditions, addLabels, createLines, labelsLine, type Lines } from './writer.ts';

/** `3 Running / 0 Waiting / 0 Succeeded / 0 Failed` of the pods that a workload controls. @k8s kubectl/pkg/describe getPodStatusForController */
export function podCounts(context: DescribeContext, { metadata }: KubeObject, selector: LabelSelector | undefined): string {
  const text = selectorText(selector);
  const query = text === '<none>' ? '' : encodeURIComponent(text);
  const pods = listOf<Pod>(context, `/api/v1/namespaces/${metadata?.namespace}/pods?labelSelector=${query}`)
    .filter((pod) => pod.metadata?.ownerReferences?.some((r) => r.controller === true && r.uid === metadata?.uid) === true);
  const count = (phase: string): number => pods.filter((pod) => pod.status?.phase === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}

/** @k8s kubectl/pkg/describe describeDaemonSet; golden controllers/ds-rolling-update */
export const describeDaemonSet: Describer = (object, context) => {
  const set = object as unknown as DaemonSet;
  const { metadata, spec, status } = set;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  lines.add(0, `Selector:\t${selectorText(spec?.selector)}`);
  lines.add(0, `Node-Selector:\t${labelsLine(spec?.template?.spec?.nodeSelector)}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `Desired Number of Nodes Scheduled: ${status?.desiredNumberScheduled ?? 0}`);
  lines.add(0, `Current Number of Nodes Scheduled: ${status?.currentNumberScheduled ?? 0}`);
  lines.add(0, `Number of Nodes Scheduled with Up-to-date Pods: ${status?.updatedNumberScheduled ?? 0}`);
  lines.add(0, `Number of Nodes Scheduled with Available Pods: ${status?.numberAvailable ?? 0}`);
  lines.add(0, `Number of Nodes Misscheduled: ${status?.numberMisscheduled ?? 0}`);
  lines.add(0, `Pods Status:\t${podCounts(context, set, spec?.selector)}`);
  addPodTemplate(lines, spec?.template);
  addEventsOf(lines, context, set);
  return lines.toString();
};

/** @k8s kubectl/pkg/describe describeVolumeClaimTemplates */
function addClaims(lines: Lines, claims: readonly PersistentVolumeClaim[]): void {
  lines.add(0, `Volume Claims:${claims.length === 0 ? '\t<none>' : ''}`);
  for (const { metadata, spec } of claims) {
    lines.add(1, `Name:\t${metadata?.name ?? ''}`);
    lines.add(1, `StorageClass:\t${metadata?.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec?.storageClassName ?? ''}`);
    addLabels(lines, 1, 'Labels', metadata?.labels);
    addLabels(lines, 1, 'Annotations', metadata?.annotations);
    lines.add(1, `Capacity:\t${spec?.resources?.requests?.['storage'] ?? '<default>'}`);
    lines.add(1, `Access Modes:\t[${(spec?.accessModes ?? []).join(' ')}]`);
  }
}

/** @k8s kubectl/pkg/describe describeStatefulSet; golden controllers/sts-rolling-update */
export const describeStatefulSet: Describer = (object, context) => {
  const set = object as unknown as StatefulSet;
  const { metadata, spec, status } = set;
  const rolling = spec?.updateStrategy?.rollingUpdate;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  lines.add(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  lines.add(0, `Selector:\t${selectorText(spec?.selector)}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `Replicas:\t${spec?.replicas ?? 0} desired | ${status?.replicas ?? 0} total`);
  lines.add(0, `Update Strategy:\t${spec?.updateStrategy?.type ?? ''}`);
  if (rolling?.partition !== undefined) lines.add(1, `Partition:\t${rolling.partition}`);
  if (rolling?.maxUnavailable !== undefined) lines.add(1, `MaxUnavailable:\t${rolling.maxUnavailable}`);
  lines.add(0, `Pods Status:\t${podCounts(context, set, spec?.selector)}`);
  addPodTemplate(lines, spec?.template);
  addClaims(lines, spec?.volumeClaimTemplates ?? []);
  addEventsOf(lines, context, set);
  return lines.toString();
};

/** @k8s kubectl/pkg/describe describeReplicationController */
export const describeReplicationController: Describer = (object, context) => {
  const controller = object as unknown as ReplicationController;
  const { metadata, spec, status } = controller;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace}`);
  lines.add(0, `Selector:\t${labelsLine(spec?.selector)}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  lines.add(0, `Replicas:\t${status?.replicas ?? 0} current / ${spec?.replicas ?? 0} desired`);
  lines.add(0, `Pods Status:\t${podCounts(context, controller, { matchLabels: spec?.selector ?? {} })}`);
  addPodTemplate(lines, spec?.template);
  addConditions(lines, status?.conditions);
  addEventsOf(lines, context, controller);
  return lines.toString();
};
