/** `/api`, `/apis` and the lists of resources below them. @k8s apiserver/pkg/endpoints/discovery; golden world/discovery */
import { apiVersionOf, type KindDefinition, type Subresource } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Registry } from '../registry.ts';

/** The order in which the aggregator lists groups; others follow by name. */
const GROUP_ORDER = [
  'apiregistration.k8s.io', 'apps', 'events.k8s.io', 'authentication.k8s.io', 'authorization.k8s.io', 'autoscaling', 'batch',
  'certificates.k8s.io', 'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io', 'admissionregistration.k8s.io',
  'apiextensions.k8s.io', 'scheduling.k8s.io', 'coordination.k8s.io', 'node.k8s.io', 'discovery.k8s.io', 'resource.k8s.io',
  'flowcontrol.apiserver.k8s.io', 'metrics.k8s.io',
];

export const ADDRESS = '172.30.0.11:6443';

export function orderedGroups(registry: Registry): Registry['groups'] {
  const place = (name: string): number => { const at = GROUP_ORDER.indexOf(name); return at < 0 ? GROUP_ORDER.length : at; };
  return [...registry.groups].sort((a, b) => place(a.name) - place(b.name));
}

export const apiVersions = (): JsonObject =>
  ({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: ADDRESS }] });

const groupEntry = ({ name, versions }: Registry['groups'][number]): JsonObject => {
  const list = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: list, preferredVersion: list[0] };
};

export const apiGroupList = (registry: Registry): JsonObject =>
  ({ kind: 'APIGroupList', apiVersion: 'v1', groups: orderedGroups(registry).map(groupEntry) });

export function apiGroup(registry: Registry, name: string): JsonObject | undefined {
  const group = registry.groups.find((candidate) => candidate.name === name);
  return group === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group) };
}

/** Resources that are only ever created and have no kind of their own in the registry. */
type Entry = JsonObject & { readonly name: string };
const VIRTUAL: { readonly [groupVersion: string]: readonly Entry[] } = {
  v1: [{ name: 'bindings', singularName: 'binding', namespaced: true, kind: 'Binding', verbs: ['create'] }],
};

const kindEntry = ({ plural, singular, namespaced, kind, verbs, shortNames, categories }: KindDefinition): Entry => ({
  name: plural, singularName: singular, namespaced, kind, verbs,
  ...(shortNames.length === 0 ? {} : { shortNames }), ...(categories.length === 0 ? {} : { categories }),
});
const partEntry = ({ plural, namespaced }: KindDefinition, { name, kind, group, version, verbs }: Subresource): Entry => ({
  name: `${plural}/${name}`, singularName: '', namespaced,
  ...(group === undefined ? {} : { group }), ...(version === undefined ? {} : { version }), kind, verbs,
});

export function apiResourceList(registry: Registry, groupVersion: string): JsonObject {
  const kinds = registry.kinds.filter((kind) => apiVersionOf(kind) === groupVersion);
  const resources = [...kinds.flatMap((kind) => [kindEntry(kind), ...kind.subresources.map((part) => partEntry(kind, part))]), ...VIRTUAL[groupVersion] ?? []]
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { kind: 'APIResourceList', ...(groupVersion === 'v1' ? {} : { apiVersion: 'v1' }), groupVersion, resources };
}
