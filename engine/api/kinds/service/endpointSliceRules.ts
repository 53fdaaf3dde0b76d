/** @k8s pkg/apis/discovery/validation/validation.go */
import { dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems, qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, invalid, notSupported, required, tooMany } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { subdomainName, validateImmutable, validateLabels, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { familyOf } from '../../rules/ip.ts';
import { canonicalIpErrors, ipErrors, ipWarnings, nonSpecialIpErrors } from '../../rules/ipErrors.ts';
import type { Endpoint, EndpointHints, EndpointPort, EndpointSlice } from '../../schema/types.ts';
import { partial } from '../common.ts';
import { invalids } from '../pod/checks.ts';

const TYPES = ['FQDN', 'IPv4', 'IPv6'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MAX = { addresses: 100, endpoints: 1000, hints: 8, ports: 20000, topology: 16 } as const;

/** @k8s apimachinery/pkg/util/validation/validation.go IsFullyQualifiedDomainName */
function domainErrors(path: string, text: string): FieldError[] {
  if (text === '') return [required(path)];
  const name = text.replace(/\.$/, '');
  const problems = dns1123SubdomainProblems(name);
  if (problems.length > 0) return [invalid(path, name, problems.join(','))];
  const labels = name.split('.');
  if (labels.length < 2) return [invalid(path, name, 'should be a domain with at least two segments separated by dots')];
  const bad = labels.find((label) => dns1123LabelProblems(label).length > 0);
  return bad === undefined ? [] : [invalid(path, bad, dns1123LabelProblems(bad).join(','))];
}

/** A family that is wrong is said of the whole list. */
function addressErrors(list: string, index: number, address: string, type: string): FieldError[] {
  const path = `${list}[${index}]`;
  if (type === 'FQDN') return domainErrors(path, address);
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const errors = type === 'IPv4' ? ipErrors(path, address) : canonicalIpErrors(path, address);
  if (errors.length > 0) return errors;
  if (familyOf(address) !== type) errors.push(invalid(list, address, `must be an ${type} address`));
  return [...errors, ...nonSpecialIpErrors(path, address)];
}

function hintErrors(path: string, { forZones = [], forNodes = [] }: EndpointHints): FieldError[] {
  const list = (field: string, names: readonly string[], problems: (name: string) => readonly string[]): FieldError[] => {
    if (names.length > MAX.hints) return [tooMany(`${path}.${field}`, names.length, MAX.hints)];
    return names.flatMap((name, index) => [
      ...(names.indexOf(name) < index ? [duplicate(`${path}.${field}[${index}].name`, name)] : []),
      ...invalids(`${path}.${field}[${index}].name`, name, problems(name)),
    ]);
  };
  return [
    ...list('forZones', forZones.map(({ name }) => name), labelValueProblems),
    ...list('forNodes', forNodes.map(({ name }) => name), dns1123SubdomainProblems),
  ];
}

function endpointErrors(path: string, endpoint: Partial<Endpoint>, type: string): FieldError[] {
  const { addresses = [], nodeName, deprecatedTopology, hostname, hints } = endpoint;
  const errors: FieldError[] = [];
  if (addresses.length === 0) errors.push(required(`${path}.addresses`, 'must contain at least 1 address'));
  else if (addresses.length > MAX.addresses) errors.push(tooMany(`${path}.addresses`, addresses.length, MAX.addresses));
  errors.push(...addresses.flatMap((address, index) => addressErrors(`${path}.addresses`, index, address, type)));
  if (nodeName !== undefined) errors.push(...invalids(`${path}.nodeName`, nodeName, dns1123SubdomainProblems(nodeName)));
  const size = Object.keys(deprecatedTopology ?? {}).length;
  if (size > MAX.topology) errors.push(tooMany(`${path}.deprecatedTopology`, size, MAX.topology));
  errors.push(...validateLabels(deprecatedTopology, `${path}.deprecatedTopology`));
  if (hostname !== undefined) errors.push(...invalids(`${path}.hostname`, hostname, dns1123LabelProblems(hostname)));
  return hints === undefined ? errors : [...errors, ...hintErrors(`${path}.hints`, hints)];
}

function portErrors(path: string, { name = '', protocol, appProtocol }: EndpointPort, names: Set<string>): FieldError[] {
  const errors = name === '' ? [] : invalids(`${path}.name`, name, dns1123LabelProblems(name));
  if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
  names.add(name);
  if (protocol === undefined) errors.push(required(`${path}.protocol`));
  else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  return appProtocol === undefined ? errors : [...errors, ...invalids(`${path}.appProtocol`, appProtocol, qualifiedNameProblems(appProtocol))];
}

function portsErrors(ports: readonly EndpointPort[]): FieldError[] {
  if (ports.length > MAX.ports) return [tooMany('ports', ports.length, MAX.ports)];
  const names = new Set<string>();
  return ports.flatMap((port, index) => portErrors(`ports[${index}]`, port, names));
}

/** Endpoints that stay as they are stored are not judged again. */
function sliceErrors(slice: EndpointSlice, old: EndpointSlice | undefined): FieldError[] {
  const { addressType = '', endpoints = [], ports = [] } = partial(slice);
  const errors = validateMeta(slice, subdomainName, true);
  if (addressType === '') errors.push(required('addressType'));
  else if (!TYPES.includes(addressType)) errors.push(notSupported('addressType', addressType, TYPES));
  errors.push(...portsErrors(ports));
  if (endpoints.length > MAX.endpoints) return [...errors, tooMany('endpoints', endpoints.length, MAX.endpoints)];
  // What a stored slice of this type has, as the very same object, was judged when it came: with each pod all but one are.
  const judged = old?.addressType === addressType && old.endpoints !== undefined ? new Set<Partial<Endpoint>>(old.endpoints) : undefined;
  const wrong = endpoints.flatMap((endpoint, index) => (judged?.has(endpoint) === true ? [] : endpointErrors(`endpoints[${index}]`, endpoint, addressType)));
  return wrong.length > 0 && old !== undefined && sameObject(old.endpoints, slice.endpoints) ? errors : [...errors, ...wrong];
}

export const validateEndpointSlice = (slice: EndpointSlice): FieldError[] => sliceErrors(slice, undefined);

export const validateEndpointSliceUpdate = (next: EndpointSlice, old: EndpointSlice): FieldError[] =>
  [...validateMetaUpdate(next, old), ...sliceErrors(next, old), ...validateImmutable('addressType', next.addressType, old.addressType)];

const OWN = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];
/** @k8s pkg/registry/discovery/endpointslice/strategy.go WarningsOnCreate */
export function endpointSliceWarnings({ addressType, endpoints = [], metadata }: EndpointSlice, old: EndpointSlice | undefined): string[] {
  const deprecated = old === undefined && addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : [];
  if (OWN.includes(metadata?.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '')) return deprecated;
  return [...deprecated, ...endpoints.flatMap(({ addresses }, index) =>
    addresses.flatMap((address, at) => ipWarnings(`endpoints[${index}].addresses[${at}]`, address)))];
}
