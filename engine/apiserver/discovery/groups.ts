/** `/api`, `/apis` and the lists of resources below them. @k8s apiserver/pkg/endpoints/discovery; golden world/discovery */
import { apiVersionOf, type KindDefinition, type Subresource } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Registry } from '../registry.ts';
import { orderedGroups } from './order.ts';
import { storageVersionHash } from './storageVersion.ts';

export const ADDRESS = '172.30.0.11:6443';

export const apiVersions = (): JsonObject =>
  ({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: ADDRESS }] });

const groupEntry = ({ name, versions }: Registry['groups'][number]): JsonObject => {
  const list = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: list, preferredVersion: list[0] };
};

export const apiGroupList = (registry: Registry): JsonObject =>
  ({ kind: 'APIGroupList', apiVersion: 'v1', groups: orderedGroups(registry).map(groupEntry) });

export function apiGroup(registry: Registry, name: string): JsonObject | undefined {
  const group = orderedGroups(registry).find((candidate) => candidate.name === name);
  return group === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(group) };
}

type Entry = JsonObject & { readonly name: string };

function kindEntry(definition: KindDefinition): Entry {
  const { plural, singular, namespaced, kind, shortNames, categories } = definition;
  const hash = storageVersionHash(definition);
  return {
    name: plural, singularName: singular, namespaced, kind, verbs: verbsShown(definition),
    ...(shortNames.length === 0 ? {} : { shortNames }), ...(categories.length === 0 ? {} : { categories }),
    ...(hash === undefined ? {} : { storageVersionHash: hash }),
  };
}
/** Nothing is made or changed of a kind that goes. @k8s apiextensions-apiserver/pkg/apiserver/customresource_discovery_controller.go */
export const verbsShown = ({ verbs, custom }: KindDefinition): readonly string[] =>
  (custom?.terminating === true ? ['delete', 'deletecollection', 'get', 'list', 'watch'] : verbs);

const partEntry = ({ plural, namespaced }: KindDefinition, { name, kind, group, version, verbs }: Subresource): Entry => ({
  name: `${plural}/${name}`, singularName: '', namespaced,
  ...(group === undefined ? {} : { group }), ...(version === undefined ? {} : { version }), kind, verbs,
});

export function apiResourceList(registry: Registry, groupVersion: string): JsonObject {
  const kinds = registry.kinds.filter((kind) => apiVersionOf(kind) === groupVersion);
  const resources = kinds.flatMap((kind) => [kindEntry(kind), ...kind.subresources.map((part) => partEntry(kind, part))])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { kind: 'APIResourceList', ...(groupVersion === 'v1' ? {} : { apiVersion: 'v1' }), groupVersion, resources };
}
