/** All groups with all their resources in one answer. @k8s api/apidiscovery/v2, apiserver/pkg/endpoints/installer.go ConvertGroupVersionIntoToDiscovery */
import type { KindDefinition } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Registry } from '../registry.ts';
import { verbsShown } from './groups.ts';
import { orderedGroups } from './order.ts';

export const AGGREGATED_TYPE = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
export const wantsAggregated = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((entry) => /^application\/json;.*as=APIGroupDiscoveryList/.test(entry.trim()) && entry.includes('v=v2') && !entry.includes('v2beta1'));

type ResourceEntry = JsonObject & { readonly resource: string };

/** A kind of another group than the path's is named whole; the others by their kind only. */
function resourceEntry(definition: KindDefinition): ResourceEntry {
  const { kind, plural, singular, namespaced, shortNames, categories, subresources } = definition;
  return {
    resource: plural, responseKind: { group: '', version: '', kind }, scope: namespaced ? 'Namespaced' : 'Cluster', singularResource: singular, verbs: verbsShown(definition),
    ...(shortNames.length === 0 ? {} : { shortNames }), ...(categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0 ? {} : {
      subresources: [...subresources].sort((a, b) => (a.name < b.name ? -1 : 1)).map((part) => ({
        subresource: part.name, responseKind: { group: part.group ?? '', version: part.version ?? '', kind: part.kind }, verbs: part.verbs,
      })),
    }),
  };
}

const groupEntry = (registry: Registry, name: string, versions: readonly string[]): JsonObject => ({
  metadata: name === '' ? {} : { name },
  versions: versions.map((version) => ({
    version,
    resources: registry.kinds.filter((kind) => kind.group === name && kind.version === version).map(resourceEntry)
      .sort((a, b) => (a.resource < b.resource ? -1 : 1)),
    freshness: 'Current',
  })),
});

/** `core`: the answer of `/api`; otherwise that of `/apis`. */
export const aggregatedDiscovery = (registry: Registry, core: boolean): JsonObject => ({
  kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {},
  items: core ? [groupEntry(registry, '', ['v1'])] : orderedGroups(registry).map(({ name, versions }) => groupEntry(registry, name, versions)),
});
