/** What happens in the cluster and may let a waiting pod fit. @k8s pkg/scheduler/framework/events.go */
import type {
  CSINode, Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass, VolumeAttachment,
} from '../api/index.ts';
import { jsonEqual, type Json } from '../base/index.ts';
import type { Lookups } from './lookups.ts';
import { requestsOf, type Resources } from './cache/resources.ts';
import type { PodInfo } from './cache/nodeInfo.ts';

type Objects = {
  CSINode: CSINode; Node: Node; PersistentVolume: PersistentVolume; PersistentVolumeClaim: PersistentVolumeClaim; Pod: Pod; StorageClass: StorageClass; VolumeAttachment: VolumeAttachment;
};
export type Action = 'Add' | 'Delete' | 'Update' | NodeUpdate | PodUpdate;
type NodeUpdate = 'UpdateTaint' | 'UpdateAllocatable' | 'UpdateLabel' | 'UpdateCondition' | 'UpdateAnnotation' | 'UpdateDeclaredFeature';
type PodUpdate = 'UpdateLabel' | 'UpdateScaleDown' | 'UpdateGatesEliminated' | 'UpdateToleration';

export type ClusterEvent = { [R in keyof Objects]: { readonly resource: R; readonly action: Action; readonly old: Objects[R] | undefined; readonly now: Objects[R] | undefined } }[keyof Objects];
/** One line of what a plugin wants to hear. Without a hint every such event gives hope. */
export type EventRule = {
  [R in keyof Objects]: {
    readonly resource: R; readonly actions: readonly Action[];
    readonly hint?: (pod: PodInfo, change: { readonly old: Objects[R] | undefined; readonly now: Objects[R] | undefined }, lookups: Lookups) => boolean;
  } }[keyof Objects];

/** Whether a pod that the rules' plugin rejected is worth another try. */
export function givesHope(rules: readonly EventRule[], pod: PodInfo, event: ClusterEvent, lookups: Lookups): boolean {
  for (const { resource, actions, hint } of rules) {
    if (resource !== event.resource || !actions.includes(event.action)) continue;
    // The resource is the same, so the objects are what the hint reads.
    if (hint === undefined || (hint as (pod: PodInfo, change: unknown, lookups: Lookups) => boolean)(pod, event, lookups)) return true;
  }
  return false;
}

const same = (a: unknown, b: unknown): boolean => a === b || jsonEqual(a as Json | undefined, b as Json | undefined); // parts of API objects are JSON

/** @k8s events.go NodeSchedulingPropertiesChange */
export function nodeUpdates(old: Node, now: Node): readonly Action[] {
  const found: Action[] = [];
  if (old.spec?.unschedulable === true && now.spec?.unschedulable !== true) found.push('UpdateTaint');
  if (!same(old.status?.allocatable, now.status?.allocatable)) found.push('UpdateAllocatable');
  if (!same(old.metadata?.labels, now.metadata?.labels)) found.push('UpdateLabel');
  if (!same(old.spec?.taints ?? [], now.spec?.taints ?? [])) found.push('UpdateTaint');
  if (!same(old.status?.declaredFeatures, now.status?.declaredFeatures)) found.push('UpdateDeclaredFeature');
  return found;
}

/** @k8s events.go PodSchedulingPropertiesChange */
export function podUpdates(old: Pod, now: Pod): readonly Action[] {
  const found: Action[] = [];
  if (!same(old.metadata?.labels, now.metadata?.labels)) found.push('UpdateLabel');
  const resized = old.metadata?.generation !== now.metadata?.generation || !same(old.status?.containerStatuses?.map(({ resources }) => resources), now.status?.containerStatuses?.map(({ resources }) => resources));
  if (resized && asksLess(requestsOf(old, true), requestsOf(now, true))) found.push('UpdateScaleDown');
  if ((old.spec?.schedulingGates ?? []).length > 0 && (now.spec?.schedulingGates ?? []).length === 0) found.push('UpdateGatesEliminated');
  if ((old.spec?.tolerations ?? []).length !== (now.spec?.tolerations ?? []).length) found.push('UpdateToleration');
  return found.length === 0 ? ['Update'] : found;
}

function asksLess(old: Readonly<Resources>, now: Readonly<Resources>): boolean {
  if (old.cpu > now.cpu || old.memory > now.memory || old.storage > now.storage) return true;
  for (const name in old.scalars) if ((old.scalars[name] ?? 0) > (now.scalars?.[name] ?? 0)) return true;
  return false;
}

/** It is on a node, or a node is kept for it. */
export const hasPlace = (pod: Pod): boolean => (pod.spec?.nodeName ?? '') !== '' || (pod.status?.nominatedNodeName ?? '') !== '';
export const isSame = (a: Pod | undefined, b: Pod): boolean => a?.metadata?.uid === b.metadata?.uid;
