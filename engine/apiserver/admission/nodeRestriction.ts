/** Kubelets change what is theirs: their Node, their lease, the pods that are bound to them. @k8s plugin/pkg/admission/noderestriction/admission.go */
import { isMirrorPod, notFoundStatus, sameObject, type KubeObject, type Node, type Pod, type TokenRequest } from '../../api/index.ts';
import { keyOf } from '../../store/index.ts';
import { fail, isFailure, type Failure, type ServerContext } from '../context.ts';
import type { User } from '../request.ts';
import { forbid } from './forbid.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

const PREFIX = 'system:node:';
const LEASES = 'kube-node-lease';

/** The node behind a kubelet's user; undefined for everybody else. @k8s pkg/auth/nodeidentifier */
const nodeOf = ({ name, groups }: User): string | undefined =>
  (name.startsWith(PREFIX) && groups.includes('system:nodes') ? name.slice(PREFIX.length) : undefined);
const quoted = (text: string): string => JSON.stringify(text);

export const nodeRestriction: AdmissionPlugin = {
  name: 'NodeRestriction',
  resources: ['pods', 'nodes', 'serviceaccounts', 'leases.coordination.k8s.io'],
  check(attributes, object, context) {
    const node = nodeOf(attributes.user);
    if (node === undefined || attributes.operation === 'CONNECT') return undefined;
    const problem = problemOf(node, attributes, object, context);
    return typeof problem === 'string' ? forbid(attributes, object, problem) : problem;
  },
};

function problemOf(node: string, attributes: Attributes, object: KubeObject | undefined, context: ServerContext): string | Failure | undefined {
  switch (attributes.resource) {
    case 'pods': return attributes.subresource === 'eviction' ? evictionProblem(node, attributes, context)
      : podProblem(node, attributes, object as Pod | undefined); // the resource tells the type
    case 'serviceaccounts': return tokenProblem(node, attributes, object as TokenRequest | undefined, context); // of its `token` a request
    case 'nodes': return nodeProblem(node, attributes, object as Node | undefined); // likewise
    case 'leases.coordination.k8s.io': return leaseProblem(node, attributes);
    default: return undefined;
  }
}

function podProblem(node: string, { operation, subresource, old }: Attributes, pod: Pod | undefined): string | undefined {
  if (operation === 'CREATE' && subresource === undefined) return pod === undefined ? undefined : mirrorProblem(node, pod);
  const before = old as Pod | undefined; // the resource tells the type
  if (operation === 'DELETE') return before?.spec?.nodeName === node ? undefined : `node ${quoted(node)} can only delete pods with spec.nodeName set to itself`;
  if (subresource !== undefined && subresource !== 'status') return `unexpected pod subresource ${quoted(subresource)}, only 'status' and 'eviction' are allowed`;
  if (subresource === undefined) return `unexpected operation ${quoted(operation)}, node ${quoted(node)} can only create and delete mirror pods`;
  if (before?.spec?.nodeName !== node) return `node ${quoted(node)} can only update pod status for pods with spec.nodeName set to itself`;
  return sameObject(before.metadata?.labels, pod?.metadata?.labels) ? undefined : `node ${quoted(node)} cannot update labels through pod status`;
}

const podCalled = ({ store }: ServerContext, namespace: string | undefined, name: string): Pod | Failure =>
  store.get('pods', keyOf(namespace, name)) as Pod | undefined ?? fail(notFoundStatus({ group: '', resource: 'pods' }, name)); // the resource tells the type

function evictionProblem(node: string, { namespace, name }: Attributes, context: ServerContext): string | Failure | undefined {
  const pod = podCalled(context, namespace, name);
  if (isFailure(pod)) return pod;
  return pod.spec?.nodeName === node ? undefined : `node ${node} can only evict pods with spec.nodeName set to itself`;
}

/** A kubelet asks for tokens of the pods that it runs. */
function tokenProblem(node: string, { operation, subresource, namespace }: Attributes, asked: TokenRequest | undefined, context: ServerContext): string | Failure | undefined {
  if (operation !== 'CREATE' || subresource !== 'token') return undefined;
  const { apiVersion, kind, name = '', uid = '' } = asked?.spec?.boundObjectRef ?? {};
  if (apiVersion !== 'v1' || kind !== 'Pod' || name === '') return 'node requested token not bound to a pod';
  if (uid === '') return 'node requested token with a pod binding without a uid';
  const pod = podCalled(context, namespace, name);
  if (isFailure(pod)) return pod;
  if (uid !== pod.metadata?.uid) {
    return `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
  }
  return pod.spec?.nodeName === node ? undefined : 'node requested token bound to a pod scheduled on a different node';
}

/** Copies of what a kubelet runs from files; they may use nothing of the API. */
function mirrorProblem(node: string, pod: Pod): string | undefined {
  const [who, { spec, metadata }] = [`node ${quoted(node)}`, pod];
  if (!isMirrorPod(pod)) return `pod does not have "kubernetes.io/config.mirror" annotation, ${who} can only create mirror pods`;
  if (spec?.nodeName !== node) return `${who} can only create pods with spec.nodeName set to itself`;
  const owners = metadata?.ownerReferences ?? [];
  const [owner] = owners;
  if (owners.length > 1) return `${who} can only create pods with a single owner reference set to itself`;
  if (owner === undefined || owner.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== node) return `${who} can only create pods with an owner reference set to itself`;
  if (owner.controller !== true) return `${who} can only create pods with a controller owner reference set to itself`;
  if (owner.blockOwnerDeletion === true) return `${who} must not set blockOwnerDeletion on an owner reference`;
  if ((spec.serviceAccountName ?? '') !== '') return `${who} can not create pods that reference a service account`;
  if (refersTo(pod, 'secret')) return `${who} can not create pods that reference secrets`;
  if (refersTo(pod, 'configMap')) return `${who} can not create pods that reference configmaps`;
  return (spec.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined) ? `${who} can not create pods that reference persistentvolumeclaims` : undefined;
}

function refersTo({ spec }: Pod, what: 'secret' | 'configMap'): boolean {
  const mounted = (spec?.volumes ?? []).some((volume) => volume[what] !== undefined || (volume.projected?.sources ?? []).some((source) => source[what] !== undefined));
  const [key, all] = what === 'secret' ? ['secretKeyRef', 'secretRef'] as const : ['configMapKeyRef', 'configMapRef'] as const;
  return mounted || [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].some(({ env = [], envFrom = [] }) =>
    env.some(({ valueFrom }) => valueFrom?.[key] !== undefined) || envFrom.some((source) => source[all] !== undefined));
}

function nodeProblem(node: string, { operation, name, old, trusted }: Attributes, next: Node | undefined): string | undefined {
  const who = `node ${quoted(node)}`;
  const asked = name === '' ? next?.metadata?.name ?? '' : name;
  if (asked !== node) return `${who} is not allowed to modify node ${quoted(asked)}`;
  if (operation === 'DELETE' || next === undefined) return undefined;
  const before = old as Node | undefined; // the resource tells the type
  if (operation === 'UPDATE' && !sameObject(next.spec?.taints, before?.spec?.taints)) return `${who} is not allowed to modify taints`;
  // Our kubelets come with the labels that kubeadm or minikube would put on their Node.
  if (operation === 'CREATE' && trusted === true) return undefined;
  const labels = changedLabels(next.metadata?.labels ?? {}, before?.metadata?.labels ?? {}).filter(isForbiddenLabel);
  if (labels.length === 0) return undefined;
  return operation === 'CREATE' ? `${who} is not allowed to set the following labels: ${labels.join(', ')}` : `is not allowed to modify labels: ${labels.join(', ')}`;
}

type Labels = { readonly [key: string]: string };
const changedLabels = (next: Labels, before: Labels): string[] =>
  [...new Set([...Object.keys(next), ...Object.keys(before)])].filter((key) => next[key] !== before[key]).sort();

/** @k8s staging/src/k8s.io/kubelet/pkg/apis/well_known_labels.go */
const KUBELET_LABELS: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region', 'node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type', 'kubernetes.io/os',
  'kubernetes.io/arch', 'beta.kubernetes.io/os', 'beta.kubernetes.io/arch',
]);
const inDomain = (namespace: string, domain: string): boolean => namespace === domain || namespace.endsWith(`.${domain}`);

function isForbiddenLabel(key: string): boolean {
  const namespace = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  if (inDomain(namespace, 'node-restriction.kubernetes.io')) return true;
  if (!inDomain(namespace, 'kubernetes.io') && !inDomain(namespace, 'k8s.io')) return false;
  return !KUBELET_LABELS.has(key) && !inDomain(namespace, 'kubelet.kubernetes.io') && !inDomain(namespace, 'node.kubernetes.io');
}

function leaseProblem(node: string, { namespace, name }: Attributes): string | undefined {
  if (namespace !== LEASES) return `can only access leases in the ${quoted(LEASES)} system namespace`;
  return name === node ? undefined : 'can only access node lease with the same name as the requesting node';
}
