/** One object on its way through a build, and what is remembered of it. */
import type { JsonObject } from '../../base/index.ts';
import { annotationsOf, nameOf, namespaceOf, textAt } from '../objects.ts';

export type Id = { readonly name: string; readonly namespace: string };
/** Replaced as a whole with every change. */
export type Item = {
  readonly object: JsonObject;
  /** Under which it was known before, oldest first: references are written with these. */
  readonly earlier: readonly Id[];
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** The name gets a hash of the content at the end. */
  readonly hashed: boolean;
};

export const newItem = (object: JsonObject, hashed = false): Item => ({ object, earlier: [], prefixes: [], suffixes: [], hashed });

export const idOf = (item: Item): Id => ({ name: nameOf(item.object), namespace: namespaceOf(item.object) });
export const kindOf = (object: JsonObject): string => textAt(object, 'kind');
export function groupVersion(object: JsonObject): { readonly group: string; readonly version: string } {
  const apiVersion = textAt(object, 'apiVersion');
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? { group: '', version: apiVersion } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}
/** `Service.v1.[noGrp]/web.[noNs]`: how messages name it. */
export function idText(object: JsonObject): string {
  const { group, version } = groupVersion(object);
  return `${kindOf(object)}.${version}.${group || '[noGrp]'}/${nameOf(object)}.${namespaceOf(object) || '[noNs]'}`;
}

/** The item with another name or namespace; the present one is remembered. */
export const renamed = (item: Item, object: JsonObject): Item => ({ ...item, object, earlier: [...item.earlier, idOf(item)] });

export const sameKind = (a: JsonObject, b: JsonObject): boolean => kindOf(a) === kindOf(b) && groupVersion(a).group === groupVersion(b).group;
const orDefault = (namespace: string): string => namespace || 'default';
export const sameNamespace = (a: string, b: string): boolean => orDefault(a) === orDefault(b);

/** Now or earlier. */
export const wasCalled = (item: Item, name: string): boolean => [...item.earlier, idOf(item)].some((id) => id.name === name);
export const hadId = (item: Item, wanted: JsonObject): boolean => sameKind(item.object, wanted)
  && [...item.earlier, idOf(item)].some((id) => id.name === nameOf(wanted) && sameNamespace(id.namespace, namespaceOf(wanted)));

/** Kinds without a namespace, as far as kustomize is told: those of the API itself. */
export const CLUSTER_KINDS: ReadonlySet<string> = new Set([
  'APIService', 'CSIDriver', 'CSINode', 'CertificateSigningRequest', 'ClusterRole', 'ClusterRoleBinding', 'ComponentStatus', 'CustomResourceDefinition', 'DeviceClass', 'FlowSchema', 'IPAddress',
  'IngressClass', 'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'PriorityLevelConfiguration',
  'ResourceSlice', 'RuntimeClass', 'SelfSubjectAccessReview', 'SelfSubjectReview', 'SelfSubjectRulesReview', 'ServiceCIDR', 'StorageClass', 'SubjectAccessReview', 'TokenReview', 'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttachment', 'VolumeAttributesClass',
]);

/** Files with this annotation are for kustomize or other tools alone. @k8s kustomize/api/konfig/general.go */
export const isLocal = (object: JsonObject): boolean => annotationsOf(object)['config.kubernetes.io/local-config'] === 'true';
