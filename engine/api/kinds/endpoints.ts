import type { KindDefinition } from '../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import type { Endpoints } from '../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from './common.ts';

const SHOWN = 3;

/** `ip:port`, three at most. @k8s pkg/printers/internalversion/printers.go formatEndpoints */
export function formatEndpoints(endpoints: Endpoints): string {
  const all = (endpoints.subsets ?? []).flatMap(({ addresses = [], ports = [] }) => (ports.length === 0
    ? addresses.map(({ ip }) => ip)
    : ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`))));
  if (all.length === 0) return '<none>';
  const more = all.length - SHOWN;
  return all.slice(0, SHOWN).join(',') + (more > 0 ? ` + ${more} more...` : '');
}

export const endpoints: KindDefinition<Endpoints> = {
  group: '', version: 'v1', kind: 'Endpoints', plural: 'endpoints', singular: 'endpoints', shortNames: ['ep'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.Endpoints',
  deprecated: 'is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  defaults: unchanged,
  prepareForCreate: unchanged,
  validate: (object) => validateMeta(object, subdomainName, true),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [nameColumn, column('Endpoints', 'string', formatEndpoints), ageColumn],
  selectableFields: {},
};
