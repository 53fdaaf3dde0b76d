import { dns1123LabelProblems, dns1123SubdomainProblems, qualifiedNameProblems } from '../../base/index.ts';
import { notSupported, required } from '../fieldError.ts';
import type { FieldError, KindDefinition } from '../kindDefinition.ts';
import { sameObject } from '../meta/equal.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import { ipErrors, ipWarnings, nonSpecialIpErrors } from '../rules/ipErrors.ts';
import type { CoreEndpointPort, EndpointAddress, Endpoints } from '../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn } from './common.ts';
import { invalids, portProblems } from './pod/checks.ts';
import { fill, mapSame, set } from './workload/podTemplate.ts';

const SHOWN = 3;
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** `ip:port`, three at most. @k8s pkg/printers/internalversion/printers.go formatEndpoints */
export function formatEndpoints(endpoints: Endpoints): string {
  const all = (endpoints.subsets ?? []).flatMap(({ addresses = [], ports = [] }) => (ports.length === 0
    ? addresses.map(({ ip }) => ip)
    : ports.flatMap(({ port }) => addresses.map(({ ip }) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`)))));
  if (all.length === 0) return '<none>';
  const more = all.length - SHOWN;
  return all.slice(0, SHOWN).join(',') + (more > 0 ? ` + ${more} more...` : '');
}

const addressErrors = (path: string, { ip = '', hostname = '', nodeName }: Partial<EndpointAddress>): FieldError[] => [
  ...ipErrors(`${path}.ip`, ip),
  ...(hostname === '' ? [] : invalids(`${path}.hostname`, hostname, dns1123LabelProblems(hostname))),
  ...(nodeName === undefined ? [] : invalids(`${path}.nodeName`, nodeName, dns1123SubdomainProblems(nodeName))),
  ...nonSpecialIpErrors(`${path}.ip`, ip),
];

function portErrors(path: string, { name = '', port, protocol = '', appProtocol }: CoreEndpointPort, named: boolean): FieldError[] {
  const errors = named && name === '' ? [required(`${path}.name`)] : name === '' ? [] : invalids(`${path}.name`, name, dns1123LabelProblems(name));
  errors.push(...invalids(`${path}.port`, port ?? 0, portProblems(port ?? 0)));
  if (protocol === '') errors.push(required(`${path}.protocol`));
  else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  return appProtocol === undefined ? errors : [...errors, ...invalids(`${path}.appProtocol`, appProtocol, qualifiedNameProblems(appProtocol))];
}

/** @k8s pkg/apis/core/validation/validation.go ValidateEndpoints */
const subsetErrors = (object: Endpoints, judged?: ReadonlySet<Partial<EndpointAddress>>): FieldError[] =>
  (object.subsets ?? []).flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, index) => {
    const path = `subsets[${index}]`;
    return [
      ...(addresses.length + notReadyAddresses.length === 0 ? [required(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
      ...addresses.flatMap((address, at) => (judged?.has(address) === true ? [] : addressErrors(`${path}.addresses[${at}]`, address))),
      ...notReadyAddresses.flatMap((address, at) => (judged?.has(address) === true ? [] : addressErrors(`${path}.notReadyAddresses[${at}]`, address))),
      ...ports.flatMap((port, at) => portErrors(`${path}.ports[${at}]`, port, ports.length > 1)),
    ];
  });

const validate = (object: Endpoints): FieldError[] => [...validateMeta(object, subdomainName, true), ...subsetErrors(object)];

/** Subsets that stay as they are stored are not judged again. */
const validateUpdate = (next: Endpoints, old: Endpoints): FieldError[] =>
  [...validateMetaUpdate(next, old), ...validateMeta(next, subdomainName, true), ...(sameObject(next.subsets, old.subsets) ? [] : subsetErrors(next, addressesOf(old)))];

/** Judged when they came: with each pod all but one are the very same objects. */
const addressesOf = ({ subsets = [] }: Endpoints): ReadonlySet<Partial<EndpointAddress>> =>
  new Set(subsets.flatMap(({ addresses = [], notReadyAddresses = [] }) => [...addresses, ...notReadyAddresses]));

/** @k8s pkg/registry/core/endpoint/strategy.go endpointsWarnings */
const warnings = ({ metadata, subsets = [] }: Endpoints): string[] =>
  (metadata?.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller' ? []
    : subsets.flatMap((subset, index) => (['addresses', 'notReadyAddresses'] as const).flatMap((field) =>
      (subset[field] ?? []).flatMap(({ ip }, at) => ipWarnings(`subsets[${index}].${field}[${at}].ip`, ip)))));

/** @k8s pkg/apis/core/v1/defaults.go SetDefaults_Endpoints */
const defaults = (object: Endpoints): Endpoints => set(object, {
  subsets: mapSame(object.subsets, (subset) => set(subset, { ports: mapSame(subset.ports, (port) => fill(port, { protocol: 'TCP' })) })),
});

export const endpoints: KindDefinition<Endpoints> = {
  group: '', version: 'v1', kind: 'Endpoints', plural: 'endpoints', singular: 'endpoints', shortNames: ['ep'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.Endpoints',
  deprecated: 'is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  defaults,
  prepareForCreate: (object) => object,
  validate,
  validateUpdate,
  updateIsWhole: true,
  warnings,
  columns: [nameColumn, column('Endpoints', 'string', formatEndpoints), ageColumn],
  selectableFields: {},
};
