/** Variables that expressions of policies and webhooks read, with their types. @k8s apiserver/pkg/admission/plugin/cel/compile.go */
import type { Variable } from '../../../api/index.ts';
import { BOOL, compileCel, DYN, INT, listOf, mapOf, objectOf, opaque, STRING, TIMESTAMP, type CelType, type Variables } from '../../../cel/index.ts';

const GVK = objectOf('kubernetes.GroupVersionKind', { group: STRING, version: STRING, kind: STRING });
const GVR = objectOf('kubernetes.GroupVersionResource', { group: STRING, version: STRING, resource: STRING });
const STRINGS = listOf(STRING);
const REQUEST = objectOf('kubernetes.AdmissionRequest', {
  kind: GVK, resource: GVR, subResource: STRING, requestKind: GVK, requestResource: GVR, requestSubResource: STRING, name: STRING, namespace: STRING, operation: STRING,
  userInfo: objectOf('kubernetes.UserInfo', { username: STRING, uid: STRING, groups: STRINGS, extra: mapOf(STRING, STRINGS) }), dryRun: BOOL, options: DYN,
});
const NAMESPACE = objectOf('kubernetes.Namespace', {
  metadata: objectOf('kubernetes.NamespaceMetadata', {
    name: STRING, generateName: STRING, namespace: STRING, labels: mapOf(STRING, STRING), annotations: mapOf(STRING, STRING), UID: STRING, creationTimestamp: TIMESTAMP,
    deletionGracePeriodSeconds: INT, deletionTimestamp: TIMESTAMP, generation: INT, resourceVersion: STRING, finalizers: STRINGS,
  }),
  spec: objectOf('kubernetes.NamespaceSpec', { finalizers: STRINGS }),
  status: objectOf('kubernetes.NamespaceStatus', {
    conditions: listOf(objectOf('kubernetes.NamespaceCondition', { status: STRING, type: STRING, lastTransitionTime: TIMESTAMP, message: STRING, reason: STRING })), phase: STRING,
  }),
});
/** `authorizer.requestResource` is a variable with a dot in its name. */
const AUTHORIZER: CelType = { kind: 'object', name: 'kubernetes.authorization.Authorizer', fields: new Map([['requestResource', opaque('kubernetes.authorization.ResourceCheck')]]) };

export type PolicyScope = { readonly hasParams: boolean; readonly variables?: readonly Variable[]; readonly authorizer?: boolean; readonly patches?: boolean };

export function policyVariables({ hasParams, variables = [], authorizer = false, patches = false }: PolicyScope): Variables {
  const base: Variables = {
    object: DYN, oldObject: DYN, request: REQUEST, namespaceObject: NAMESPACE,
    ...(hasParams ? { params: DYN } : {}), ...(authorizer ? { authorizer: AUTHORIZER } : {}), ...(patches ? { __patches: DYN } : {}),
  };
  if (variables.length === 0) return base;
  const known: { [name: string]: CelType } = {};
  for (const { name, expression } of variables) {
    const result = compileCel(expression, { ...base, variables: objectOf('kubernetes.variables', known) });
    known[name] = result.ok ? result.program.type : DYN;
  }
  return { ...base, variables: objectOf('kubernetes.variables', known) };
}
