/**
 * The Node authoriser: a kubelet reads and writes what belongs to its node. The relations are looked up when somebody asks: the engine's
 * own kubelets are trusted and never do. Not modelled: secrets that only a PersistentVolume names, pods' ResourceClaims.
 * @k8s plugin/pkg/auth/authorizer/node/node_authorizer.go, graph.go
 */
import { isMirrorPod, type PersistentVolume, type Pod, type PolicyRule, type ResourceSlice, type VolumeAttachment, ruleAllowsPath, ruleAllowsResource } from '../../api/index.ts';
import { keyOf, type Store } from '../../store/index.ts';
import type { User } from '../request.ts';
import { selectedField, type Attributes } from './attributes.ts';
import type { Decision } from './types.ts';

const PREFIX = 'system:node:';
const NODES = 'system:nodes';

const ALLOWED: Decision = { allowed: true, reason: '' };
const no = (reason = ''): Decision => ({ allowed: false, reason });

export type NodeAuthorizer = { readonly decide: (about: Attributes) => Decision; readonly isNode: (user: User) => boolean };

/** Names of Secrets and ConfigMaps that a pod may read. @k8s pkg/api/v1/pod/util.go VisitPodSecretNames, VisitPodConfigmapNames */
function namesIn(pod: Pod, kind: 'secret' | 'configMap'): Set<string> {
  const names = new Set<string>();
  const add = (name: string | undefined): void => { if (name !== undefined && name !== '') names.add(name); };
  const { spec } = pod;
  for (const container of [...spec?.containers ?? [], ...spec?.initContainers ?? [], ...spec?.ephemeralContainers ?? []]) {
    for (const from of container.envFrom ?? []) add(kind === 'secret' ? from.secretRef?.name : from.configMapRef?.name);
    for (const { valueFrom } of container.env ?? []) add(kind === 'secret' ? valueFrom?.secretKeyRef?.name : valueFrom?.configMapKeyRef?.name);
  }
  for (const volume of spec?.volumes ?? []) {
    add(kind === 'secret' ? volume.secret?.secretName : volume.configMap?.name);
    for (const source of volume.projected?.sources ?? []) add(kind === 'secret' ? source.secret?.name : source.configMap?.name);
  }
  if (kind === 'secret') for (const { name } of spec?.imagePullSecrets ?? []) add(name);
  return names;
}

const claimsOf = (pod: Pod): string[] => (pod.spec?.volumes ?? []).flatMap((volume) => {
  if (volume.persistentVolumeClaim !== undefined) return [volume.persistentVolumeClaim.claimName];
  return volume.ephemeral === undefined ? [] : [`${pod.metadata?.name ?? ''}-${volume.name}`];
});

/** Whether an object belongs to a pod that was bound to the node. */
function belongs(store: Store, node: string, resource: string, namespace: string, name: string): boolean {
  const pods = (place: string): Pod[] => (store.list('pods', place) as readonly Pod[]).filter(({ spec }) => spec?.nodeName === node);
  const ownPods = (place: string): Pod[] => pods(place).filter((pod) => !isMirrorPod(pod));
  switch (resource) {
    case 'pods': return pods(namespace).some(({ metadata }) => metadata?.name === name);
    case 'secrets': return ownPods(namespace).some((pod) => namesIn(pod, 'secret').has(name));
    case 'configmaps': return ownPods(namespace).some((pod) => namesIn(pod, 'configMap').has(name));
    case 'serviceaccounts': return ownPods(namespace).some(({ spec }) => spec?.serviceAccountName === name);
    case 'persistentvolumeclaims': return ownPods(namespace).some((pod) => claimsOf(pod).includes(name));
    case 'persistentvolumes': {
      const claim = (store.get(resource, name) as PersistentVolume | undefined)?.spec?.claimRef;
      return claim !== undefined && belongs(store, node, 'persistentvolumeclaims', claim.namespace ?? '', claim.name ?? '');
    }
    case 'volumeattachments': return (store.get('volumeattachments.storage.k8s.io', name) as VolumeAttachment | undefined)?.spec.nodeName === node;
    case 'resourceslices': return (store.get('resourceslices.resource.k8s.io', name) as ResourceSlice | undefined)?.spec.nodeName === node;
    default: return false;
  }
}

export function createNodeAuthorizer(store: Store, rules: () => readonly PolicyRule[]): NodeAuthorizer {
  const related = (node: string, { resource = '', namespace, name }: Attributes): Decision => {
    if (name === '') return no('No Object name found');
    const known = store.get('nodes', keyOf(undefined, node)) !== undefined;
    return known && belongs(store, node, resource, namespace, name) ? ALLOWED : no(`no relationship found between node '${node}' and this object`);
  };
  const byRules = (about: Attributes): Decision => {
    const { resource, verb, group, subresource, name, path } = about;
    const allowed = rules().some((rule) => (resource === undefined ? ruleAllowsPath(rule, verb, path) : ruleAllowsResource(rule, verb, group, resource, subresource, name)));
    return allowed ? ALLOWED : no();
  };
  return {
    isNode: ({ name, groups }) => name.startsWith(PREFIX) && groups.includes(NODES),
    decide(about) {
      const node = about.user.name.slice(PREFIX.length);
      if (node === '') return no(`unknown node for user ${JSON.stringify(about.user.name)}`);
      const check = about.resource === undefined ? undefined : CHECKS[about.group === '' ? about.resource : `${about.resource}.${about.group}`];
      return check === undefined ? byRules(about) : check(about, node, related);
    },
  };
}

type Check = (about: Attributes, node: string, related: (node: string, about: Attributes) => Decision) => Decision;
const isOneOf = (verb: string, ...verbs: readonly string[]): boolean => verbs.includes(verb);

const getOnly: Check = (about, node, related) => {
  if (about.verb !== 'get') return no('can only get individual resources of this type');
  return about.subresource === '' ? related(node, about) : no('cannot get subresource');
};
const readNamespaced: Check = (about, node, related) => {
  if (!isOneOf(about.verb, 'get', 'list', 'watch')) return no('can only read resources of this type');
  if (about.subresource !== '') return no('cannot read subresource');
  return about.namespace === '' ? no('can only read namespaced object of this type') : related(node, about);
};
const ownName = (what: string, other: string): Check => ({ verb, name }, node) => {
  if (!isOneOf(verb, 'get', 'create', 'update', 'patch', 'delete')) return no(`can only get, create, update, patch, or delete a ${what}`);
  return verb === 'create' || name === node ? ALLOWED : no(`can only access ${other} with the same name as the requesting node`);
};
const lease = ownName('node lease', 'node lease');
const csiNode = ownName('CSINode', 'CSINode');

const nodes: Check = ({ verb, subresource, name }, node) => {
  if (subresource === 'status' && isOneOf(verb, 'update', 'patch')) return ALLOWED;
  if (subresource !== '') return no();
  if (isOneOf(verb, 'create', 'update', 'patch')) return ALLOWED; // whose Node it may be is up to NodeRestriction
  if (!isOneOf(verb, 'get', 'list', 'watch')) return no();
  if (name === node) return ALLOWED;
  return no(name === '' ? `node '${node}' cannot read all nodes, only its own Node object` : `node '${node}' cannot read '${name}', only its own Node object`);
};
const pods: Check = (about, node, related) => {
  const { verb, subresource, fieldSelector, name } = about;
  if (subresource === 'status') return isOneOf(verb, 'update', 'patch') ? ALLOWED : no();
  if (subresource === 'eviction') return verb === 'create' ? ALLOWED : no();
  if (subresource !== '') return no();
  if (isOneOf(verb, 'create', 'delete')) return ALLOWED; // mirror pods; NodeRestriction sees to it
  if (verb === 'get') return related(node, about);
  if (!isOneOf(verb, 'list', 'watch')) return no();
  if (selectedField(fieldSelector, 'spec.nodeName') === node) return ALLOWED;
  return name === '' ? no('can only list/watch pods with spec.nodeName field selector') : related(node, about);
};
const slices: Check = (about, node, related) => {
  if (about.subresource !== '') return no('cannot authorize ResourceSlice subresources');
  if (about.verb === 'create') return ALLOWED;
  if (isOneOf(about.verb, 'get', 'update', 'patch', 'delete')) return related(node, about);
  if (!isOneOf(about.verb, 'watch', 'list', 'deletecollection')) {
    return no('only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection');
  }
  return selectedField(about.fieldSelector, 'nodeName') === node ? ALLOWED : no('can only list/watch/deletecollection resourceslices with nodeName field selector');
};

const CHECKS: { readonly [resource: string]: Check } = {
  secrets: readNamespaced,
  configmaps: readNamespaced,
  persistentvolumeclaims(about, node, related) {
    if (about.subresource !== 'status') return getOnly(about, node, related);
    return isOneOf(about.verb, 'update', 'patch') ? related(node, about) : no('can only get/update/patch this type');
  },
  persistentvolumes: getOnly,
  'resourceclaims.resource.k8s.io': getOnly,
  'volumeattachments.storage.k8s.io': getOnly,
  serviceaccounts(about, node, related) {
    if (about.verb !== 'create' || about.name === '') return no('can only create tokens for individual service accounts');
    return about.subresource === 'token' ? related(node, about) : no('can only create token subresource of serviceaccount');
  },
  'leases.coordination.k8s.io': (about, node, related) => {
    if (about.namespace === 'kube-node-lease' || !isOneOf(about.verb, 'get', 'create', 'update', 'patch', 'delete')) return lease(about, node, related);
    return no('can only access leases in the "kube-node-lease" system namespace');
  },
  'csinodes.storage.k8s.io': (about, node, related) => {
    const decision = csiNode(about, node, related);
    return decision.allowed && about.subresource !== '' ? no('cannot authorize CSINode subresources') : decision;
  },
  'resourceslices.resource.k8s.io': slices,
  nodes,
  pods,
};
