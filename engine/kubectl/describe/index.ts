/** Describers by kind, alphabetical; every other kind gets the generic one. */
import type { JsonObject } from '../../base/index.ts';
import type { DescribeContext, Describer } from './context.ts';
import { describeGeneric } from './generic.ts';
import { describeNode } from './node.ts';
import { describePod } from './pod.ts';
import { describeService } from './service.ts';
import { describeConfigMap, describeEndpoints, describeEndpointSlice, describeNamespace, describeSecret, describeServiceAccount } from './small.ts';
import { describeDeployment, describeReplicaSet } from './workloads.ts';

const DESCRIBERS: { readonly [kind: string]: Describer } = {
  ConfigMap: describeConfigMap,
  Deployment: describeDeployment,
  Endpoints: describeEndpoints,
  EndpointSlice: describeEndpointSlice,
  Namespace: describeNamespace,
  Node: describeNode,
  Pod: describePod,
  ReplicaSet: describeReplicaSet,
  Secret: describeSecret,
  Service: describeService,
  ServiceAccount: describeServiceAccount,
};

export const describeObject = (object: JsonObject, context: DescribeContext): string => (DESCRIBERS[String(object['kind'])] ?? describeGeneric)(object, context);
