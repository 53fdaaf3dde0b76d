/** The controller manager's controllers, in alphabetical order. A new one is a folder and a line here. */
import type { Component, ComponentContext } from '../client/index.ts';
import { createDeploymentController } from './deployment/controller.ts';
import { createEndpointsController } from './endpoints/controller.ts';
import { createEndpointSliceController } from './endpointslice/controller.ts';
import { createGarbageCollector } from './garbagecollector/controller.ts';
import { createNamespaceController } from './namespace/controller.ts';
import { createNodeIpamController } from './nodeipam/controller.ts';
import { createNodeLifecycleController } from './nodelifecycle/controller.ts';
import { createPodGarbageCollector } from './podgc/controller.ts';
import { createReplicaSetController } from './replicaset/controller.ts';
import { createRootCaPublisher } from './rootca/controller.ts';
import { createServiceAccountController } from './serviceaccount/controller.ts';
import { createServiceAccountTokenController } from './serviceaccounttoken/controller.ts';
import { createTaintEvictionController } from './tainteviction/controller.ts';
import { createTtlController } from './ttl/controller.ts';

export { createIdentityLease } from './leaderelection/identityLease.ts';
export { createLeaderLease } from './leaderelection/leaderLease.ts';

export type ControllerOptions = {
  /** The cluster's CA in PEM, for `kube-root-ca.crt`; without it none is published. */
  readonly rootCertificate?: string;
};

const CONTROLLERS: readonly ((context: ComponentContext, options: ControllerOptions) => Component | undefined)[] = [
  createDeploymentController,
  createEndpointsController,
  createEndpointSliceController,
  createGarbageCollector,
  createNamespaceController,
  createNodeIpamController,
  createNodeLifecycleController,
  createPodGarbageCollector,
  createReplicaSetController,
  (context, { rootCertificate }) => (rootCertificate === undefined ? undefined : createRootCaPublisher(context, rootCertificate)),
  createServiceAccountController,
  (context, { rootCertificate }) => (rootCertificate === undefined ? undefined : createServiceAccountTokenController(context, rootCertificate)),
  createTaintEvictionController,
  createTtlController,
];

export const createControllers = (context: ComponentContext, options: ControllerOptions = {}): Component[] =>
  CONTROLLERS.flatMap((create) => create(context, options) ?? []);
