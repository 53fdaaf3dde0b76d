import type { KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import type { EndpointSlice } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn } from '../common.ts';
import { fill, mapSame, set } from '../workload/podTemplate.ts';
import { endpointSliceWarnings, validateEndpointSlice, validateEndpointSliceUpdate } from './endpointSliceRules.ts';

const SHOWN = 3;
/** Three at most, then how many more. */
const some = (items: readonly string[]): string =>
  (items.length === 0 ? '<unset>' : items.slice(0, SHOWN).join(',') + (items.length > SHOWN ? ` + ${items.length - SHOWN} more...` : ''));

/** @k8s pkg/apis/discovery/v1/defaults.go */
const defaults = (slice: EndpointSlice): EndpointSlice =>
  set(slice, {
    ports: mapSame(slice.ports, (port) => fill(port, { name: '', protocol: 'TCP' })),
    endpoints: mapSame(slice.endpoints, (endpoint) => fill(endpoint, { conditions: {} })),
  });

/** Go prints the lists even when there are none, and fields in the order of its structs. @k8s golden cluster/svc-multi-port-udp, cluster/svc-without-selector */
function wire(slice: EndpointSlice): EndpointSlice {
  const endpoints = (slice.endpoints ?? []).length === 0 ? null : slice.endpoints;
  const ports = (slice.ports ?? []).length === 0 ? null : slice.ports?.map(({ name, protocol, ...rest }) => ({ name, protocol, ...rest }));
  return { ...slice, endpoints, ports } as unknown as EndpointSlice; // null stands on the wire only; the type is that of the stored form.
}

/** The generation grows with the endpoints and labels. @k8s pkg/registry/discovery/endpointslice/strategy.go */
function prepareForUpdate(next: EndpointSlice, old: EndpointSlice): EndpointSlice {
  const strip = ({ metadata, ...rest }: EndpointSlice): object => ({ ...rest, labels: metadata?.labels });
  const generation = (old.metadata?.generation ?? 0) + (sameObject(strip(next), strip(old)) ? 0 : 1);
  return { ...withoutTopology(next), metadata: { ...next.metadata, generation } };
}

/** @k8s pkg/registry/discovery/endpointslice/strategy.go dropTopologyOnV1 */
const withoutTopology = (slice: EndpointSlice): EndpointSlice => set(slice, {
  endpoints: mapSame(slice.endpoints, (endpoint) => {
    const { deprecatedTopology, ...rest } = endpoint;
    return deprecatedTopology === undefined ? endpoint : rest;
  }),
});

export const endpointSlice: KindDefinition<EndpointSlice> = {
  group: 'discovery.k8s.io', version: 'v1', kind: 'EndpointSlice', plural: 'endpointslices', singular: 'endpointslice',
  shortNames: [], categories: [], namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'discovery.v1.EndpointSlice',
  defaults,
  prepareForCreate: (slice) => ({ ...withoutTopology(slice), metadata: { ...slice.metadata, generation: 1 } }),
  prepareForUpdate,
  wire,
  validate: validateEndpointSlice,
  validateUpdate: validateEndpointSliceUpdate,
  updateIsWhole: true,
  warnings: endpointSliceWarnings,
  columns: [
    nameColumn,
    column('AddressType', 'string', (object: EndpointSlice) => object.addressType),
    column('Ports', 'string', (object: EndpointSlice) => some((object.ports ?? []).map(({ port }) => (port === undefined ? '*' : String(port))))),
    column('Endpoints', 'string', (object: EndpointSlice) => some((object.endpoints ?? []).flatMap(({ addresses }) => addresses))),
    ageColumn,
  ],
  selectableFields: {},
};
