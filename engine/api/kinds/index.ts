/** All kinds. A new one is a file and a line here, in alphabetical order. */
import { mutatingAdmissionPolicy } from './admission/mutatingAdmissionPolicy.ts';
import { mutatingAdmissionPolicyBinding } from './admission/mutatingAdmissionPolicyBinding.ts';
import { mutatingWebhookConfiguration } from './admission/mutatingWebhookConfiguration.ts';
import { validatingAdmissionPolicy } from './admission/validatingAdmissionPolicy.ts';
import { validatingAdmissionPolicyBinding } from './admission/validatingAdmissionPolicyBinding.ts';
import { validatingWebhookConfiguration } from './admission/validatingWebhookConfiguration.ts';
import { horizontalPodAutoscaler } from './autoscaling/horizontalPodAutoscaler.ts';
import { horizontalPodAutoscalerV1 } from './autoscaling/horizontalPodAutoscalerV1.ts';
import { cronJob } from './batch/cronJob.ts';
import { job } from './batch/job.ts';
import { certificateSigningRequest } from './certificates/certificateSigningRequest.ts';
import { configMap } from './configMap.ts';
import { controllerRevision } from './controllerRevision.ts';
import { endpoints } from './endpoints.ts';
import { event } from './event.ts';
import { eventsEvent } from './eventsEvent.ts';
import { apiService } from './extension/apiService.ts';
import { customResourceDefinition } from './extension/customResourceDefinition.ts';
import { flowSchema } from './flowcontrol/flowSchema.ts';
import { priorityLevelConfiguration } from './flowcontrol/priorityLevelConfiguration.ts';
import { lease } from './lease.ts';
import { nodeMetrics } from './metrics/nodeMetrics.ts';
import { podMetrics } from './metrics/podMetrics.ts';
import { namespace } from './namespace.ts';
import { ingress } from './network/ingress.ts';
import { ingressClass } from './network/ingressClass.ts';
import { ipAddress } from './network/ipAddress.ts';
import { networkPolicy } from './network/networkPolicy.ts';
import { serviceCIDR } from './network/serviceCIDR.ts';
import { node } from './node/node.ts';
import { pod } from './pod/pod.ts';
import { podTemplate } from './podTemplate.ts';
import { limitRange } from './policy/limitRange.ts';
import { podDisruptionBudget } from './policy/podDisruptionBudget.ts';
import { priorityClass } from './policy/priorityClass.ts';
import { resourceQuota } from './policy/resourceQuota.ts';
import { runtimeClass } from './policy/runtimeClass.ts';
import { clusterRole } from './rbac/clusterRole.ts';
import { clusterRoleBinding } from './rbac/clusterRoleBinding.ts';
import { role } from './rbac/role.ts';
import { roleBinding } from './rbac/roleBinding.ts';
import { deviceClass } from './resource/deviceClass.ts';
import { resourceClaim } from './resource/resourceClaim.ts';
import { resourceClaimTemplate } from './resource/resourceClaimTemplate.ts';
import { resourceSlice } from './resource/resourceSlice.ts';
import { binding } from './review/binding.ts';
import { componentStatus } from './review/componentStatus.ts';
import { localSubjectAccessReview } from './review/localSubjectAccessReview.ts';
import { selfSubjectAccessReview } from './review/selfSubjectAccessReview.ts';
import { selfSubjectReview } from './review/selfSubjectReview.ts';
import { selfSubjectRulesReview } from './review/selfSubjectRulesReview.ts';
import { subjectAccessReview } from './review/subjectAccessReview.ts';
import { tokenReview } from './review/tokenReview.ts';
import { secret } from './secret.ts';
import { endpointSlice } from './service/endpointSlice.ts';
import { service } from './service/service.ts';
import { serviceAccount } from './serviceAccount.ts';
import { csiDriver } from './storage/csiDriver.ts';
import { csiNode } from './storage/csiNode.ts';
import { csiStorageCapacity } from './storage/csiStorageCapacity.ts';
import { persistentVolume } from './storage/persistentVolume.ts';
import { persistentVolumeClaim } from './storage/persistentVolumeClaim.ts';
import { storageClass } from './storage/storageClass.ts';
import { volumeAttachment } from './storage/volumeAttachment.ts';
import { volumeAttributesClass } from './storage/volumeAttributesClass.ts';
import { daemonSet } from './workload/daemonSet.ts';
import { deployment } from './workload/deployment.ts';
import { replicaSet } from './workload/replicaSet.ts';
import { replicationController } from './workload/replicationController.ts';
import { statefulSet } from './workload/statefulSet.ts';

export const KINDS = {
  APIService: apiService,
  Binding: binding,
  CSIDriver: csiDriver,
  CSINode: csiNode,
  CSIStorageCapacity: csiStorageCapacity,
  CertificateSigningRequest: certificateSigningRequest,
  ClusterRole: clusterRole,
  ClusterRoleBinding: clusterRoleBinding,
  ComponentStatus: componentStatus,
  ConfigMap: configMap,
  ControllerRevision: controllerRevision,
  CronJob: cronJob,
  CustomResourceDefinition: customResourceDefinition,
  DaemonSet: daemonSet,
  Deployment: deployment,
  DeviceClass: deviceClass,
  EndpointSlice: endpointSlice,
  Endpoints: endpoints,
  Event: event,
  EventsEvent: eventsEvent,
  FlowSchema: flowSchema,
  HorizontalPodAutoscaler: horizontalPodAutoscaler,
  HorizontalPodAutoscalerV1: horizontalPodAutoscalerV1,
  IPAddress: ipAddress,
  Ingress: ingress,
  IngressClass: ingressClass,
  Job: job,
  Lease: lease,
  LimitRange: limitRange,
  LocalSubjectAccessReview: localSubjectAccessReview,
  MutatingAdmissionPolicy: mutatingAdmissionPolicy,
  MutatingAdmissionPolicyBinding: mutatingAdmissionPolicyBinding,
  MutatingWebhookConfiguration: mutatingWebhookConfiguration,
  Namespace: namespace,
  NetworkPolicy: networkPolicy,
  Node: node,
  PersistentVolume: persistentVolume,
  PersistentVolumeClaim: persistentVolumeClaim,
  Pod: pod,
  PodDisruptionBudget: podDisruptionBudget,
  PodTemplate: podTemplate,
  PriorityClass: priorityClass,
  PriorityLevelConfiguration: priorityLevelConfiguration,
  ReplicaSet: replicaSet,
  ReplicationController: replicationController,
  ResourceClaim: resourceClaim,
  ResourceClaimTemplate: resourceClaimTemplate,
  ResourceQuota: resourceQuota,
  ResourceSlice: resourceSlice,
  Role: role,
  RoleBinding: roleBinding,
  RuntimeClass: runtimeClass,
  Secret: secret,
  SelfSubjectAccessReview: selfSubjectAccessReview,
  SelfSubjectReview: selfSubjectReview,
  SelfSubjectRulesReview: selfSubjectRulesReview,
  Service: service,
  ServiceAccount: serviceAccount,
  ServiceCIDR: serviceCIDR,
  StatefulSet: statefulSet,
  StorageClass: storageClass,
  SubjectAccessReview: subjectAccessReview,
  TokenReview: tokenReview,
  ValidatingAdmissionPolicy: validatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding: validatingAdmissionPolicyBinding,
  ValidatingWebhookConfiguration: validatingWebhookConfiguration,
  VolumeAttachment: volumeAttachment,
  VolumeAttributesClass: volumeAttributesClass,
} as const;

/** Served where a metrics server runs. */
export const METRICS_KINDS = {
  NodeMetrics: nodeMetrics,
  PodMetrics: podMetrics,
} as const;
