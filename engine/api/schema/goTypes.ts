/**
 * What Go's types know and OpenAPI does not: which optional scalars are pointers (so that a zero is kept), and which strings have a
 * type of their own (so that an error names it).
 */

/** `Struct.field` of scalars where zero differs from absent. Everything else that is optional and zero is dropped by Go's encoder. */
const POINTERS = new Set<string>(`
Container.restartPolicy EphemeralContainer.restartPolicy Probe.terminationGracePeriodSeconds GRPCAction.service
SecurityContext.privileged SecurityContext.runAsUser SecurityContext.runAsGroup SecurityContext.runAsNonRoot
SecurityContext.readOnlyRootFilesystem SecurityContext.allowPrivilegeEscalation SecurityContext.procMount
PodSecurityContext.runAsUser PodSecurityContext.runAsGroup PodSecurityContext.runAsNonRoot PodSecurityContext.fsGroup
PodSecurityContext.fsGroupChangePolicy PodSecurityContext.supplementalGroupsPolicy PodSecurityContext.seLinuxChangePolicy
PodSpec.terminationGracePeriodSeconds PodSpec.activeDeadlineSeconds PodSpec.automountServiceAccountToken
PodSpec.shareProcessNamespace PodSpec.priority PodSpec.runtimeClassName PodSpec.enableServiceLinks PodSpec.preemptionPolicy
PodSpec.setHostnameAsFQDN PodSpec.hostUsers PodSpec.hostnameOverride Toleration.tolerationSeconds
ConfigMapKeySelector.optional SecretKeySelector.optional ConfigMapEnvSource.optional SecretEnvSource.optional
FileKeySelector.optional ConfigMapVolumeSource.optional ConfigMapVolumeSource.defaultMode SecretVolumeSource.optional
SecretVolumeSource.defaultMode ConfigMapProjection.optional SecretProjection.optional ProjectedVolumeSource.defaultMode
DownwardAPIVolumeSource.defaultMode DownwardAPIVolumeFile.mode KeyToPath.mode ServiceAccountTokenProjection.expirationSeconds
ClusterTrustBundleProjection.name ClusterTrustBundleProjection.optional ClusterTrustBundleProjection.signerName
HostPathVolumeSource.type EmptyDirVolumeSource.sizeLimit CSIVolumeSource.readOnly CSIVolumeSource.fsType
VolumeMount.recursiveReadOnly VolumeMount.mountPropagation Lifecycle.stopSignal PodDNSConfigOption.value
SeccompProfile.localhostProfile AppArmorProfile.localhostProfile
TopologySpreadConstraint.minDomains TopologySpreadConstraint.nodeAffinityPolicy TopologySpreadConstraint.nodeTaintsPolicy
DeploymentSpec.replicas DeploymentSpec.revisionHistoryLimit DeploymentSpec.progressDeadlineSeconds
DeploymentStatus.collisionCount DeploymentStatus.terminatingReplicas ReplicaSetSpec.replicas ReplicaSetStatus.terminatingReplicas
ReplicationControllerSpec.replicas StatefulSetSpec.replicas StatefulSetSpec.revisionHistoryLimit StatefulSetStatus.collisionCount
DaemonSetSpec.revisionHistoryLimit DaemonSetStatus.collisionCount
RollingUpdateDeployment.maxSurge RollingUpdateDeployment.maxUnavailable RollingUpdateStatefulSetStrategy.partition
JobSpec.parallelism JobSpec.completions JobSpec.activeDeadlineSeconds JobSpec.backoffLimit JobSpec.backoffLimitPerIndex
JobSpec.maxFailedIndexes JobSpec.manualSelector JobSpec.ttlSecondsAfterFinished JobSpec.completionMode JobSpec.suspend
JobSpec.podReplacementPolicy JobSpec.managedBy JobStatus.terminating JobStatus.ready JobStatus.failedIndexes
CronJobSpec.timeZone CronJobSpec.startingDeadlineSeconds CronJobSpec.suspend CronJobSpec.successfulJobsHistoryLimit
CronJobSpec.failedJobsHistoryLimit HorizontalPodAutoscalerSpec.minReplicas
HorizontalPodAutoscalerSpec.targetCPUUtilizationPercentage HorizontalPodAutoscalerStatus.currentCPUUtilizationPercentage
HorizontalPodAutoscalerStatus.observedGeneration MetricTarget.averageUtilization MetricValueStatus.averageUtilization
HPAScalingRules.stabilizationWindowSeconds HPAScalingRules.selectPolicy HPAScalingRules.policies
ServiceSpec.internalTrafficPolicy ServiceSpec.ipFamilyPolicy ServiceSpec.allocateLoadBalancerNodePorts
ServiceSpec.loadBalancerClass ServiceSpec.trafficDistribution ServicePort.appProtocol ClientIPConfig.timeoutSeconds
ConfigMap.immutable Secret.immutable ServiceAccount.automountServiceAccountToken ContainerStatus.started ContainerStatus.stopSignal
EndpointConditions.ready EndpointConditions.serving EndpointConditions.terminating Endpoint.hostname Endpoint.nodeName Endpoint.zone
EndpointPort.name EndpointPort.protocol EndpointPort.port EndpointPort.appProtocol EndpointAddress.nodeName
NodeRuntimeHandler.name NodeRuntimeHandlerFeatures.recursiveReadOnlyMounts NodeRuntimeHandlerFeatures.userNamespaces
NodeFeatures.supplementalGroupsPolicy
LeaseSpec.holderIdentity LeaseSpec.leaseDurationSeconds LeaseSpec.leaseTransitions LeaseSpec.strategy LeaseSpec.preferredHolder
OwnerReference.controller OwnerReference.blockOwnerDeletion ObjectMeta.deletionGracePeriodSeconds
DeleteOptions.gracePeriodSeconds DeleteOptions.orphanDependents DeleteOptions.propagationPolicy DeleteOptions.ignoreStoreReadErrorWithClusterBreakingPotential
Preconditions.uid Preconditions.resourceVersion TokenRequestSpec.expirationSeconds
PersistentVolumeClaimSpec.storageClassName PersistentVolumeClaimSpec.volumeMode PersistentVolumeClaimSpec.volumeAttributesClassName
PersistentVolumeSpec.volumeMode PersistentVolumeSpec.volumeAttributesClassName IngressSpec.ingressClassName HTTPIngressPath.pathType
NetworkPolicyPort.protocol NetworkPolicyPort.port NetworkPolicyPort.endPort PodDisruptionBudgetSpec.minAvailable
PodDisruptionBudgetSpec.maxUnavailable PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy PriorityClass.preemptionPolicy
StorageClass.reclaimPolicy StorageClass.volumeBindingMode StorageClass.allowVolumeExpansion
VolumeAttachmentSource.persistentVolumeName VolumeError.errorCode VolumeNodeResources.count CSIDriverSpec.attachRequired
CSIDriverSpec.podInfoOnMount CSIDriverSpec.storageCapacity CSIDriverSpec.fsGroupPolicy CSIDriverSpec.requiresRepublish
CSIDriverSpec.seLinuxMount CSIDriverSpec.nodeAllocatableUpdatePeriodSeconds CSIDriverSpec.serviceAccountTokenInSecrets
CSIDriverSpec.preventPodSchedulingIfMissing TokenRequest.expirationSeconds IngressPortStatus.error LoadBalancerIngress.ipMode
IngressClassParametersReference.apiGroup IngressClassParametersReference.scope IngressClassParametersReference.namespace
TypedLocalObjectReference.apiGroup TypedObjectReference.apiGroup TypedObjectReference.namespace PortStatus.error
PersistentVolumeClaimStatus.currentVolumeAttributesClassName HostPathVolumeSource.type LocalVolumeSource.fsType FCVolumeSource.lun
GlusterfsPersistentVolumeSource.endpointsNamespace ISCSIVolumeSource.initiatorName ISCSIPersistentVolumeSource.initiatorName
AzureFilePersistentVolumeSource.secretNamespace AzureDiskVolumeSource.cachingMode AzureDiskVolumeSource.fsType
AzureDiskVolumeSource.readOnly AzureDiskVolumeSource.kind
JSONSchemaProps.maximum JSONSchemaProps.minimum JSONSchemaProps.maxLength JSONSchemaProps.minLength JSONSchemaProps.maxItems
JSONSchemaProps.minItems JSONSchemaProps.multipleOf JSONSchemaProps.maxProperties JSONSchemaProps.minProperties JSONSchemaProps.$ref
JSONSchemaProps.x-kubernetes-preserve-unknown-fields JSONSchemaProps.x-kubernetes-list-type JSONSchemaProps.x-kubernetes-map-type
ValidationRule.reason ValidationRule.optionalOldSelf CustomResourceDefinitionVersion.deprecationWarning CustomResourceSubresourceScale.labelSelectorPath
WebhookClientConfig.url ServiceReference.path ServiceReference.port ValidatingWebhook.failurePolicy ValidatingWebhook.matchPolicy
ValidatingWebhook.sideEffects ValidatingWebhook.timeoutSeconds MutatingWebhook.failurePolicy MutatingWebhook.matchPolicy MutatingWebhook.sideEffects
MutatingWebhook.timeoutSeconds MutatingWebhook.reinvocationPolicy Validation.reason MatchResources.matchPolicy ParamRef.parameterNotFoundAction
LimitedPriorityLevelConfiguration.nominalConcurrencyShares LimitedPriorityLevelConfiguration.lendablePercent
LimitedPriorityLevelConfiguration.borrowingLimitPercent ExemptPriorityLevelConfiguration.nominalConcurrencyShares
ExemptPriorityLevelConfiguration.lendablePercent ExactDeviceRequest.adminAccess
HorizontalPodAutoscalerStatus.lastScaleTime CronJobStatus.lastScheduleTime CronJobStatus.lastSuccessfulTime JobStatus.startTime
JobStatus.completionTime LeaseSpec.acquireTime LeaseSpec.renewTime PersistentVolumeStatus.lastPhaseTransitionTime PodStatus.startTime
Taint.timeAdded AllocationResult.allocationTimestamp DeviceTaint.timeAdded ManagedFieldsEntry.time ObjectMeta.deletionTimestamp
`.trim().split(/\s+/));

/** `definition` as in the structure table; only its last word counts. */
export const isPointer = (definition: string, field: string): boolean => POINTERS.has(`${goName(definition)}.${field}`);

/** `core.v1.ContainerPort` → `ContainerPort`. */
export const goName = (definition: string): string => definition.slice(definition.lastIndexOf('.') + 1);
/** `core.v1.ContainerPort` → `v1.ContainerPort`. */
export const goType = (definition: string): string => definition.split('.').slice(-2).join('.');

/** Strings with a type of their own, as error messages name them. */
const STRING_TYPES: { readonly [field: string]: string } = {
  'PodSpec.restartPolicy': 'v1.RestartPolicy', 'PodSpec.dnsPolicy': 'v1.DNSPolicy', 'PodSpec.preemptionPolicy': 'v1.PreemptionPolicy',
  'Container.imagePullPolicy': 'v1.PullPolicy', 'Container.terminationMessagePolicy': 'v1.TerminationMessagePolicy',
  'Container.restartPolicy': 'v1.ContainerRestartPolicy', 'ContainerPort.protocol': 'v1.Protocol', 'ServicePort.protocol': 'v1.Protocol',
  'ServiceSpec.type': 'v1.ServiceType', 'ServiceSpec.sessionAffinity': 'v1.ServiceAffinity',
  'ServiceSpec.externalTrafficPolicy': 'v1.ServiceExternalTrafficPolicy', 'ServiceSpec.internalTrafficPolicy': 'v1.ServiceInternalTrafficPolicy',
  'HTTPGetAction.scheme': 'v1.URIScheme', 'DeploymentStrategy.type': 'v1.DeploymentStrategyType', 'Secret.type': 'v1.SecretType',
  'Taint.effect': 'v1.TaintEffect', 'Toleration.effect': 'v1.TaintEffect', 'Toleration.operator': 'v1.TolerationOperator',
  'LabelSelectorRequirement.operator': 'v1.LabelSelectorOperator', 'EmptyDirVolumeSource.medium': 'v1.StorageMedium',
  'OwnerReference.uid': 'types.UID', 'ObjectMeta.uid': 'types.UID', 'PersistentVolumeClaimSpec.accessModes': 'v1.PersistentVolumeAccessMode',
  'PersistentVolumeSpec.accessModes': 'v1.PersistentVolumeAccessMode',
};
export const stringType = (definition: string, field: string): string => STRING_TYPES[`${goName(definition)}.${field}`] ?? 'string';
