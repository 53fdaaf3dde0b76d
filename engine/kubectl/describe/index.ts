/** Describers by kind, alphabetical; every other kind gets the generic one. */
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

const DESCRIBERS: { readonly [kind: string]: Describer } = {
  CertificateSigningRequest: describeCertificateSigningRequest,
  ClusterRole: describeRole,
  ClusterRoleBinding: describeRoleBinding,
  ConfigMap: describeConfigMap,
  CronJob: describeCronJob,
  CSINode: describeCsiNode,
  DaemonSet: describeDaemonSet,
  Deployment: describeDeployment,
  Endpoints: describeEndpoints,
  EndpointSlice: describeEndpointSlice,
  HorizontalPodAutoscaler: describeHorizontalPodAutoscaler,
  Ingress: describeIngress,
  IngressClass: describeIngressClass,
  IPAddress: describeIpAddress,
  Job: describeJob,
  LimitRange: describeLimitRange,
  Namespace: describeNamespace,
  NetworkPolicy: describeNetworkPolicy,
  Node: describeNode,
  PersistentVolume: describePersistentVolume,
  PersistentVolumeClaim: describePersistentVolumeClaim,
  Pod: describePod,
  PodDisruptionBudget: describePodDisruptionBudget,
  PriorityClass: describePriorityClass,
  ReplicaSet: describeReplicaSet,
  ReplicationController: describeReplicationController,
  ResourceQuota: describeResourceQuota,
  Role: describeRole,
  RoleBinding: describeRoleBinding,
  Secret: describeSecret,
  Service: describeService,
  ServiceAccount: describeServiceAccount,
  ServiceCIDR: describeServiceCidr,
  StatefulSet: describeStatefulSet,
  StorageClass: describeStorageClass,
  VolumeAttributesClass: describeVolumeAttributesClass,
};

export const describeObject = (object: JsonObject, context: DescribeContext): string => (DESCRIBERS[String(object['kind'])] ?? describeGeneric)(object, context);
