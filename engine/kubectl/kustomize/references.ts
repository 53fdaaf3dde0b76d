/** Objects name each other: when a name has changed, so must whoever mentions it. @k8s kustomize/api/internal/konfig/builtinpluginconsts/namereference.go */
import { isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { nameOf, namespaceOf, textAt } from '../objects.ts';
import { changeObject, podSpecAt } from './fields.ts';
import { CLUSTER_KINDS, kindOf, sameNamespace, wasCalled, type Item } from './item.ts';

const containers = (field: string): string[] => ['containers', 'initContainers', 'ephemeralContainers'].map((list) => `${list}/${field}`);
/** In a pod's spec, by the kind that is named. */
const IN_PODS: { readonly [kind: string]: readonly string[] } = {
  ConfigMap: ['volumes/configMap/name', 'volumes/projected/sources/configMap/name', ...containers('env/valueFrom/configMapKeyRef/name'), ...containers('envFrom/configMapRef/name')],
  Secret: ['volumes/secret/secretName', 'volumes/projected/sources/secret/name', 'imagePullSecrets/name', ...containers('env/valueFrom/secretKeyRef/name'), ...containers('envFrom/secretRef/name')],
  ServiceAccount: ['serviceAccountName'],
  PersistentVolumeClaim: ['volumes/persistentVolumeClaim/claimName'],
  PriorityClass: ['priorityClassName'],
};
const ROLES: { readonly [kind: string]: readonly string[] } = { Role: ['rules/resourceNames'], ClusterRole: ['rules/resourceNames'] };
const SCALED: { readonly [kind: string]: readonly string[] } = { HorizontalPodAutoscaler: ['spec/scaleTargetRef/name'] };
const BOUND: { readonly [kind: string]: readonly string[] } = { RoleBinding: ['roleRef/name'], ClusterRoleBinding: ['roleRef/name'] };
/** Elsewhere: the kind that is named → who names it → where. */
const ELSEWHERE: { readonly [kind: string]: { readonly [referrer: string]: readonly string[] } } = {
  Deployment: SCALED, ReplicationController: SCALED, ReplicaSet: SCALED, StatefulSet: SCALED,
  ConfigMap: ROLES,
  Secret: { ...ROLES, Ingress: ['spec/tls/secretName'], ServiceAccount: ['imagePullSecrets/name', 'secrets/name'] },
  Service: { StatefulSet: ['spec/serviceName'], Ingress: ['spec/rules/http/paths/backend/service/name', 'spec/defaultBackend/service/name'], APIService: ['spec/service/name'] },
  Role: { RoleBinding: ['roleRef/name'] }, ClusterRole: BOUND,
  PersistentVolume: { PersistentVolumeClaim: ['spec/volumeName'], ...ROLES },
  StorageClass: { PersistentVolume: ['spec/storageClassName'], PersistentVolumeClaim: ['spec/storageClassName'], StatefulSet: ['spec/volumeClaimTemplates/spec/storageClassName'] },
  IngressClass: { Ingress: ['spec/ingressClassName'] },
  ValidatingAdmissionPolicy: { ValidatingAdmissionPolicyBinding: ['spec/policyName'] },
};
/** Fields with a name and a namespace. */
const PAIRS: { readonly [kind: string]: { readonly [referrer: string]: readonly string[] } } = {
  ServiceAccount: { RoleBinding: ['subjects'], ClusterRoleBinding: ['subjects'] },
  Service: { ValidatingWebhookConfiguration: ['webhooks/clientConfig/service'], MutatingWebhookConfiguration: ['webhooks/clientConfig/service'], CustomResourceDefinition: ['spec/conversion/webhook/clientConfig/service'] },
};

export function fixReferences(items: readonly Item[]): Item[] {
  return items.map((item) => {
    const kind = kindOf(item.object);
    const podSpec = podSpecAt(kind);
    let { object } = item;
    const names = (target: string, path: string): void => { object = changeObject(object, path, false, (value) => renamedIn(items, item, object, target, path, value)); };
    if (podSpec !== undefined) for (const [target, paths] of Object.entries(IN_PODS)) for (const path of paths) names(target, `${podSpec}/${path}`);
    for (const [target, referrers] of Object.entries(ELSEWHERE)) for (const path of referrers[kind] ?? []) names(target, path);
    for (const [target, referrers] of Object.entries(PAIRS)) for (const path of referrers[kind] ?? []) object = changeObject(object, path, false, (value) => pairIn(items, item, target, value));
    return object === item.object ? item : { ...item, object };
  });
}

/** The new name for an old one. */
function renamedIn(items: readonly Item[], referrer: Item, object: JsonObject, target: string, path: string, value: Json | undefined): Json | undefined {
  if (typeof value !== 'string') return value;
  if (path === 'spec/scaleTargetRef/name' && textAt(object, 'spec', 'scaleTargetRef', 'kind') !== target) return value;
  if (path === 'roleRef/name' && textAt(object, 'roleRef', 'kind') !== target) return value;
  const found = find(items, referrer, target, value, true);
  return found === undefined ? value : nameOf(found.object);
}

function pairIn(items: readonly Item[], referrer: Item, target: string, value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const found = find(items, referrer, target, textAt(value, 'name'), false);
  if (found === undefined) return value;
  const namespace = namespaceOf(found.object);
  return { ...value, name: nameOf(found.object), ...(namespace === '' ? {} : { namespace }) };
}

/** Several may have had the name: those that got the same prefixes and suffixes belong together. @k8s kustomize/api/filters/nameref/nameref.go selectReferral */
function find(items: readonly Item[], referrer: Item, target: string, name: string, near: boolean): Item | undefined {
  const everywhere = !near || CLUSTER_KINDS.has(kindOf(referrer.object)) || CLUSTER_KINDS.has(target);
  const called = items.filter((item) => kindOf(item.object) === target && wasCalled(item, name)
    && (everywhere || sameNamespace(namespaceOf(item.object), namespaceOf(referrer.object))));
  if (called.length <= 1) return called[0];
  const same = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');
  const together = called.filter((item) => same(item.prefixes, referrer.prefixes) && same(item.suffixes, referrer.suffixes));
  return new Set(together.map((item) => nameOf(item.object))).size === 1 ? together[0] : undefined;
}
