/** @k8s pkg/apis/discovery/validation/validation.go */
import { dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems, qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, invalid, notSupported, required, tooMany } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateLabels, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { familyOf } from '../../rules/ip.ts';
import { ipErrors, nonSpecialIpErrors } from '../../rules/ipErrors.ts';
import type { Endpoint, EndpointHints, EndpointPort, EndpointSlice } from '../../schema/types.ts';
import { partial } from '../common.ts';
import { invalids, portProblems } from '../pod/checks.ts';

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

function addressErrors(path: string, address: string, type: string, old: readonly string[]): FieldError[] {
  if (type === 'FQDN') return domainErrors(path, address);
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const errors = ipErrors(path, address, old);
  if (errors.length > 0) return errors;
  if (familyOf(address) !== type) errors.push(invalid(path, address, `must be an ${type} address`));
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

function endpointErrors(path: string, endpoint: Partial<Endpoint>, type: string, old: readonly string[]): FieldError[] {
  const { addresses = [], nodeName, deprecatedTopology, hostname, hints } = endpoint;
  const errors: FieldError[] = [];
  if (addresses.length === 0) errors.push(required(`${path}.addresses`, 'must contain at least 1 address'));
  else if (addresses.length > MAX.addresses) errors.push(tooMany(`${path}.addresses`, addresses.length, MAX.addresses));
  errors.push(...addresses.flatMap((address, index) => addressErrors(`${path}.addresses[${index}]`, address, type, old)));
  if (nodeName !== undefined) errors.push(...invalids(`${path}.nodeName`, nodeName, dns1123SubdomainProblems(nodeName)));
  const size = Object.keys(deprecatedTopology ?? {}).length;
  if (size > MAX.topology) errors.push(tooMany(`${path}.deprecatedTopology`, size, MAX.topology));
  errors.push(...validateLabels(deprecatedTopology, `${path}.deprecatedTopology`));
  if (hostname !== undefined) errors.push(...invalids(`${path}.hostname`, hostname, dns1123LabelProblems(hostname)));
  return hints === undefined ? errors : [...errors, ...hintErrors(`${path}.hints`, hints)];
}

function portErrors(path: string, { name = '', protocol, port, appProtocol }: EndpointPort, names: Set<string>): FieldError[] {
  const errors = name === '' ? [] : invalids(`${path}.name`, name, dns1123LabelProblems(name));
  if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
  names.add(name);
  if (protocol === undefined) errors.push(required(`${path}.protocol`));
  else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  if (port !== undefined) errors.push(...invalids(`${path}.port`, port, portProblems(port)));
  return appProtocol === undefined ? errors : [...errors, ...invalids(`${path}.appProtocol`, appProtocol, qualifiedNameProblems(appProtocol))];
}

function sliceErrors(slice: EndpointSlice, old: readonly string[]): FieldError[] {
  const { addressType = '', endpoints = [], ports = [] } = partial(slice);
  const errors = validateMeta(slice, subdomainName, true);
  if (addressType === '') errors.push(required('addressType'));
  else if (!TYPES.includes(addressType)) errors.push(notSupported('addressType', addressType, TYPES));
  if (endpoints.length > MAX.endpoints) errors.push(tooMany('endpoints', endpoints.length, MAX.endpoints));
  else errors.push(...endpoints.flatMap((endpoint, index) => endpointErrors(`endpoints[${index}]`, endpoint, addressType, old)));
  const names = new Set<string>();
  if (ports.length > MAX.ports) return [...errors, tooMany('ports', ports.length, MAX.ports)];
  return [...errors, ...ports.flatMap((port, index) => portErrors(`ports[${index}]`, port, names))];
}

export const validateEndpointSlice = (slice: EndpointSlice): FieldError[] => sliceErrors(slice, []);

/** Runs after the rules of a create, which judge the object alone. */
export const validateEndpointSliceUpdate = (next: EndpointSlice, old: EndpointSlice): FieldError[] =>
  [...validateMetaUpdate(next, old), ...validateImmutable('addressType', next.addressType, old.addressType)];
