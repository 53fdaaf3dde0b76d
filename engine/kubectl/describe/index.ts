import type { JsonObject } from '../../base/index.ts';
import type { DescribeContext, Describer } from './context.ts';
import { describeEndpoints, describeEndpointSlice } from './endpoints.ts';
import { describeCertificateSigningRequest } from './certificateSigningRequest.ts';
import { describeGeneric } from './generic.ts';
import { describeHorizontalPodAutoscaler } from './horizontalPodAutoscaler.ts';
import { describeIngress, describeIngressClass } from './ingress.ts';
import { describeCronJob, describeJob } from './jobs.ts';
import { describeLimitRange } from './limitRange.ts';
import { describeNetworkPolicy } from './networkPolicy.ts';
import { describeNode } from './node.ts';
import { describePersistentVolume } from './persistentVolume.ts';
import { describePersistentVolumeClaim } from './persistentVolumeClaim.ts';
import { describePod } from './pod.ts';
import { describePodDisruptionBudget } from './podDisruptionBudget.ts';
import { describePriorityClass } from './priorityClass.ts';
import { describeRole, describeRoleBinding } from './rbac.ts';
import { describeResourceQuota } from './resourceQuota.ts';
import { describeService } from './service.ts';
import { describeIpAddress, describeServiceCidr } from './serviceAddresses.ts';
import { describeDaemonSet, describeReplicationController, describeStatefulSet } from './sets.ts';
import { describeConfigMap, describeNamespace, describeSecret, describeServiceAccount } from './small.ts';
import { describeCsiNode, describeStorageClass, describeVolumeAttributesClass } from './storage.ts';
import { describeDeployment, describeReplicaSet } from './workloads.ts';

/** Describers by group and kind; every other kind gets the generic one. @k8s kubectl/pkg/describe describerMap */

type Describers = { readonly [group: string]: { readonly [kind: string]: Describer } };
const DESCRIBERS: Describers = {
  '': {
    ConfigMap: describeConfigMap,
    Endpoints: describeEndpoints,
    LimitRange: describeLimitRange,
    Namespace: describeNamespace,
    Node: describeNode,
    PersistentVolume: describePersistentVolume,
    PersistentVolumeClaim: describePersistentVolumeClaim,
    Pod: describePod,
    ReplicationController: describeReplicationController,
    ResourceQuota: describeResourceQuota,
    Secret: describeSecret,
    Service: describeService,
    ServiceAccount: describeServiceAccount,
  },
  apps: { DaemonSet: describeDaemonSet, Deployment: describeDeployment, ReplicaSet: describeReplicaSet, StatefulSet: describeStatefulSet },
  autoscaling: { HorizontalPodAutoscaler: describeHorizontalPodAutoscaler },
  batch: { CronJob: describeCronJob, Job: describeJob },
  'certificates.k8s.io': { CertificateSigningRequest: describeCertificateSigningRequest },
  'discovery.k8s.io': { EndpointSlice: describeEndpointSlice },
  'networking.k8s.io': {
    Ingress: describeIngress,
    IngressClass: describeIngressClass,
    IPAddress: describeIpAddress,
    NetworkPolicy: describeNetworkPolicy,
    ServiceCIDR: describeServiceCidr,
  },
  policy: { PodDisruptionBudget: describePodDisruptionBudget },
  'rbac.authorization.k8s.io': {
    ClusterRole: describeRole, ClusterRoleBinding: describeRoleBinding, Role: describeRole, RoleBinding: describeRoleBinding,
  },
  'scheduling.k8s.io': { PriorityClass: describePriorityClass },
  'storage.k8s.io': { CSINode: describeCsiNode, StorageClass: describeStorageClass, VolumeAttributesClass: describeVolumeAttributesClass },
};

export function describeObject(object: JsonObject, context: DescribeContext): string {
  const [version = '', rest] = String(object['apiVersion']).split('/');
  const group = rest === undefined ? '' : version;
  return (DESCRIBERS[group]?.[String(object['kind'])] ?? describeGeneric)(object, context);
}
