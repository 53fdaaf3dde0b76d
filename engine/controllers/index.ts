/** The controller manager's controllers, in alphabetical order. A new one is a folder and a line here. */
import type { Component, ComponentContext } from '../client/index.ts';
import type { ClusterIdentity } from '../pki/index.ts';
import { createAttachDetachController } from './attachdetach/controller.ts';
import { createBootstrapSigner } from './bootstrapsigner/controller.ts';
import { createClusterRoleAggregationController } from './clusterroleaggregation/controller.ts';
import { createCsrApprover } from './csrapproving/controller.ts';
import { createCsrCleaner } from './csrcleaner/controller.ts';
import { createCsrSigner } from './csrsigning/controller.ts';
import { createCronJobController } from './cronjob/controller.ts';
import { createDaemonSetController } from './daemonset/controller.ts';
import { createDeploymentController } from './deployment/controller.ts';
import { createDisruptionController } from './disruption/controller.ts';
import { createEndpointsController } from './endpoints/controller.ts';
import { createEndpointSliceController } from './endpointslice/controller.ts';
import { createEndpointSliceMirroringController } from './endpointslicemirroring/controller.ts';
import { createEphemeralVolumeController } from './ephemeralvolume/controller.ts';
import { createGarbageCollector } from './garbagecollector/controller.ts';
import { createJobController } from './job/controller.ts';
import { createLegacyTokenCleaner } from './legacytokencleaner/controller.ts';
import { createNamespaceController } from './namespace/controller.ts';
import { createNodeIpamController } from './nodeipam/controller.ts';
import { createNodeLifecycleController } from './nodelifecycle/controller.ts';
import { createPersistentVolumeController } from './persistentvolume/controller.ts';
import { createPodAutoscaler } from './podautoscaler/controller.ts';
import { createPodGarbageCollector } from './podgc/controller.ts';
import { createPvcProtectionController } from './pvcprotection/controller.ts';
import { createPvProtectionController } from './pvprotection/controller.ts';
import { createReplicaSetController } from './replicaset/controller.ts';
import { createReplicationController } from './replicationcontroller/controller.ts';
import { createResourceQuotaController } from './resourcequota/controller.ts';
import { createRootCaPublisher } from './rootca/controller.ts';
import { createServiceAccountController } from './serviceaccount/controller.ts';
import { createServiceAccountTokenController } from './serviceaccounttoken/controller.ts';
import { createServiceCidrController } from './servicecidr/controller.ts';
import { createStatefulSetController } from './statefulset/controller.ts';
import { createTaintEvictionController } from './tainteviction/controller.ts';
import { createTokenCleaner } from './tokencleaner/controller.ts';
import { createTtlController } from './ttl/controller.ts';
import { createTtlAfterFinishedController } from './ttlafterfinished/controller.ts';
import { createVacProtectionController } from './vacprotection/controller.ts';
import { createVolumeExpandController } from './volumeexpand/controller.ts';

export { createHostPathProvisioner } from './hostpathprovisioner/controller.ts';
export { createIdentityLease } from './leaderelection/identityLease.ts';
export { component } from './component.ts';
export { createCustomKinds } from './customKinds.ts';
export { createLoop, type Loop } from './loop.ts';
export type { Reconcile } from './request.ts';
export { requestRateOf } from './requestRates.ts';
export { createLeaderElection } from './leaderelection/leaderElection.ts';

export type ControllerOptions = {
  /** The context of one of kube-system's ServiceAccounts; without it all controllers share the one they are given. */
  readonly accountContext?: (account: string) => ComponentContext;
  /** The cluster's authority and the key of its tokens; without it nothing is signed and no `kube-root-ca.crt` published. */
  readonly identity?: ClusterIdentity;
};

type CreateController = (context: ComponentContext, options: ControllerOptions) => Component | undefined;
/** Each works as a ServiceAccount of kube-system (`--use-service-account-credentials`). @k8s cmd/kube-controller-manager/app ClientOrDie */
const CONTROLLERS: readonly (readonly [account: string | undefined, create: CreateController])[] = [
  ['attachdetach-controller', createAttachDetachController],
  ['bootstrap-signer', createBootstrapSigner],
  ['clusterrole-aggregation-controller', createClusterRoleAggregationController],
  ['certificate-controller', createCsrApprover],
  ['certificate-controller', createCsrCleaner],
  ['certificate-controller', (context, { identity }) => (identity === undefined ? undefined : createCsrSigner(context, identity))],
  ['cronjob-controller', createCronJobController],
  ['daemon-set-controller', createDaemonSetController],
  ['deployment-controller', createDeploymentController],
  ['disruption-controller', createDisruptionController],
  ['endpoint-controller', createEndpointsController],
  ['endpointslice-controller', createEndpointSliceController],
  ['endpointslicemirroring-controller', createEndpointSliceMirroringController],
  ['ephemeral-volume-controller', createEphemeralVolumeController],
  ['generic-garbage-collector', createGarbageCollector],
  ['job-controller', createJobController],
  ['legacy-service-account-token-cleaner', createLegacyTokenCleaner],
  ['namespace-controller', createNamespaceController],
  ['node-controller', createNodeIpamController],
  ['node-controller', createNodeLifecycleController],
  ['horizontal-pod-autoscaler', createPodAutoscaler],
  ['persistent-volume-binder', createPersistentVolumeController],
  ['pod-garbage-collector', createPodGarbageCollector],
  ['pvc-protection-controller', createPvcProtectionController],
  ['pv-protection-controller', createPvProtectionController],
  ['replicaset-controller', createReplicaSetController],
  ['replication-controller', createReplicationController],
  ['resourcequota-controller', createResourceQuotaController],
  ['root-ca-cert-publisher', (context, { identity }) => (identity === undefined ? undefined : createRootCaPublisher(context, identity))],
  ['service-account-controller', createServiceAccountController],
  // The only one that works under the manager's own name: without it there are no accounts to work under.
  [undefined, (context, { identity }) => (identity === undefined ? undefined : createServiceAccountTokenController(context, identity))],
  ['service-cidrs-controller', createServiceCidrController],
  ['statefulset-controller', createStatefulSetController],
  ['node-controller', createTaintEvictionController],
  ['token-cleaner', createTokenCleaner],
  ['ttl-controller', createTtlController],
  ['ttl-after-finished-controller', createTtlAfterFinishedController],
  ['volumeattributesclass-protection-controller', createVacProtectionController],
  ['expand-controller', createVolumeExpandController],
];

export const createControllers = (context: ComponentContext, options: ControllerOptions = {}): Component[] =>
  CONTROLLERS.flatMap(([account, create]) => create(account === undefined ? context : options.accountContext?.(account) ?? context, options) ?? []);
