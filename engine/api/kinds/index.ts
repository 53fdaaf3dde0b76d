/** All kinds. A new one is a file and a line here, in alphabetical order. */
import { configMap } from './configMap.ts';
import { controllerRevision } from './controllerRevision.ts';
import { endpoints } from './endpoints.ts';
import { event } from './event.ts';
import { lease } from './lease.ts';
import { namespace } from './namespace.ts';
import { node } from './node/node.ts';
import { pod } from './pod/pod.ts';
import { secret } from './secret.ts';
import { endpointSlice } from './service/endpointSlice.ts';
import { service } from './service/service.ts';
import { serviceAccount } from './serviceAccount.ts';
import { deployment } from './workload/deployment.ts';
import { replicaSet } from './workload/replicaSet.ts';

export const KINDS = {
  ConfigMap: configMap,
  ControllerRevision: controllerRevision,
  Deployment: deployment,
  EndpointSlice: endpointSlice,
  Endpoints: endpoints,
  Event: event,
  Lease: lease,
  Namespace: namespace,
  Node: node,
  Pod: pod,
  ReplicaSet: replicaSet,
  Secret: secret,
  Service: service,
  ServiceAccount: serviceAccount,
} as const;
