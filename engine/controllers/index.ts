/** The controller manager's controllers, in alphabetical order. A new one is a folder and a line here. */
import type { Component, ComponentContext } from '../client/index.ts';
import type { ClusterIdentity } from '../pki/index.ts';
import { createClusterRoleAggregationController } from './clusterroleaggregation/controller.ts';
import { createCsrApprover } from './csrapproving/controller.ts';
import { createCsrCleaner } from './csrcleaner/controller.ts';
import { createCsrSigner } from './csrsigning/controller.ts';
import { createDeploymentController } from './deployment/controller.ts';
import { createDisruptionController } from './disruption/controller.ts';
import { createEndpointsController } from './endpoints/controller.ts';
import { createEndpointSliceController } from './endpointslice/controller.ts';
import { createGarbageCollector } from './garbagecollector/controller.ts';
import { createNamespaceController } from './namespace/controller.ts';
import { createNodeIpamController } from './nodeipam/controller.ts';
import { createNodeLifecycleController } from './nodelifecycle/controller.ts';
import { createPersistentVolumeController } from './persistentvolume/controller.ts';
import { createPodAutoscaler } from './podautoscaler/controller.ts';
import { createPodGarbageCollector } from './podgc/controller.ts';
import { createPvcProtectionController } from './pvcprotection/controller.ts';
import { createPvProtectionController } from './pvprotection/controller.ts';
import { createReplicaSetController } from './replicaset/controller.ts';
import { createResourceQuotaController } from './resourcequota/controller.ts';
import { createRootCaPublisher } from './rootca/controller.ts';
import { createServiceAccountController } from './serviceaccount/controller.ts';
import { createServiceAccountTokenController } from './serviceaccounttoken/controller.ts';
import { createServiceCidrController } from './servicecidr/controller.ts';
import { createTaintEvictionController } from './tainteviction/controller.ts';
import { createTtlController } from './ttl/controller.ts';
import { createVacProtectionController } from './vacprotection/controller.ts';
import { createVolumeExpandController } from './volumeexpand/controller.ts';

export { createIdentityLease } from './leaderelection/identityLease.ts';
export { createLeaderLease } from './leaderelection/leaderLease.ts';

export type ControllerOptions = {
  /** The cluster's authority and the key of its tokens; without it nothing is signed and no `kube-root-ca.crt` published. */
  readonly identity?: ClusterIdentity;
};

const CONTROLLERS: readonly ((context: ComponentContext, options: ControllerOptions) => Component | undefined)[] = [
  createClusterRoleAggregationController,
  createCsrApprover,
  createCsrCleaner,
  (context, { identity }) => (identity === undefined ? undefined : createCsrSigner(context, identity)),
  createDeploymentController,
  createDisruptionController,
  createEndpointsController,
  createEndpointSliceController,
  createGarbageCollector,
  createNamespaceController,
  createNodeIpamController,
  createNodeLifecycleController,
  createPodAutoscaler,
  createPersistentVolumeController,
  createPodGarbageCollector,
  createPvcProtectionController,
  createPvProtectionController,
  createReplicaSetController,
  createResourceQuotaController,
  (context, { identity }) => (identity === undefined ? undefined : createRootCaPublisher(context, identity)),
  createServiceAccountController,
  (context, { identity }) => (identity === undefined ? undefined : createServiceAccountTokenController(context, identity)),
  createServiceCidrController,
  createTaintEvictionController,
  createTtlController,
  createVacProtectionController,
  createVolumeExpandController,
];

export const createControllers = (context: ComponentContext, options: ControllerOptions = {}): Component[] =>
  CONTROLLERS.flatMap((create) => create(context, options) ?? []);
