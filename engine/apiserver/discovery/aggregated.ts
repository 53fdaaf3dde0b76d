/** All groups with all their resources in one answer. @k8s api/apidiscovery/v2 */
import type { KindDefinition } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Registry } from '../registry.ts';
import { orderedGroups } from './groups.ts';

export const AGGREGATED_TYPE = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
export const wantsAggregated = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((entry) => /^application\/json;.*as=APIGroupDiscoveryList/.test(entry.trim()) && entry.includes('v=v2') && !entry.includes('v2beta1'));

function resourceEntry({ group, version, kind, plural, singular, namespaced, verbs, shortNames, categories, subresources }: KindDefinition): ResourceEntry {
  return {
    resource: plural, responseKind: { group, version, kind }, scope: namespaced ? 'Namespaced' : 'Cluster', singularResource: singular, verbs,
    ...(shortNames.length === 0 ? {} : { shortNames }), ...(categories.length === 0 ? {} : { categories }),
    ...(subresources.length === 0 ? {} : {
      subresources: subresources.map((part) => ({
        subresource: part.name, responseKind: { group: part.group ?? group, version: part.version ?? version, kind: part.kind }, verbs: part.verbs,
      })),
    }),
  };
}

type ResourceEntry = JsonObject & { readonly resource: string };
const BINDINGS: ResourceEntry =
  { resource: 'bindings', responseKind: { group: '', version: 'v1', kind: 'Binding' }, scope: 'Namespaced', singularResource: 'binding', verbs: ['create'] };

function groupEntry(registry: Registry, name: string, versions: readonly string[]): JsonObject {
  return {
    metadata: { name, creationTimestamp: null },
    versions: versions.map((version) => ({
      version,
      resources: [
        ...(name === '' ? [BINDINGS] : []),
        ...registry.kinds.filter((kind) => kind.group === name && kind.version === version).map(resourceEntry),
      ].sort((a, b) => (a.resource < b.resource ? -1 : 1)),
      freshness: 'Current',
    })),
  };
}

/** `core`: the answer of `/api`; otherwise that of `/apis`. */
export const aggregatedDiscovery = (registry: Registry, core: boolean): JsonObject => ({
  kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {},
  items: core ? [groupEntry(registry, '', ['v1'])] : orderedGroups(registry).map(({ name, versions }) => groupEntry(registry, name, versions)),
});
