/** @k8s pkg/apis/core/validation/validation.go ValidateService */
import { dns1123LabelProblems, dns1123SubdomainProblems, type Json } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { labelName, validateLabels, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { Service, ServicePort, ServiceSpec } from '../../schema/types.ts';
import { cidrProblems, invalids, ipProblems, oneOf, portProblems, validatePortOrName } from '../pod/checks.ts';
import { isExternallyAccessible } from './defaults.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const POLICIES = ['Cluster', 'Local'];
const AFFINITIES = ['ClientIP', 'None'];
const MAX_STICKY_SECONDS = 86400;

function validateByType(spec: ServiceSpec): FieldError[] {
  const { type, ports = [], clusterIPs = [], externalName = '' } = spec;
  const errors = type === 'ExternalName' || ports.length > 0 || clusterIPs[0] === 'None' ? [] : [required('spec.ports')];
  if (clusterIPs[0] === 'None' && (type === 'NodePort' || type === 'LoadBalancer')) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  if (type !== 'ExternalName') return errors;
  if (clusterIPs.length > 0) errors.push(forbidden('spec.clusterIPs', 'may not be set for ExternalName services'));
  if (spec.ipFamilies !== undefined) errors.push(forbidden('spec.ipFamilies', 'may not be set for ExternalName services'));
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbidden('spec.ipFamilyPolicy', 'may not be set for ExternalName services'));
  if (externalName === '') return [...errors, required('spec.externalName')];
  return [...errors, ...invalids('spec.externalName', externalName, dns1123SubdomainProblems(externalName.replace(/\.$/, '')))];
}

function validatePort(path: string, port: ServicePort, named: boolean, names: Set<string>): FieldError[] {
  const { name = '' } = port;
  const errors: FieldError[] = [];
  if (name === '') {
    if (named) errors.push(required(`${path}.name`));
  } else {
    errors.push(...invalids(`${path}.name`, name, dns1123LabelProblems(name)));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
  }
  return [
    ...errors,
    ...invalids(`${path}.port`, port.port ?? 0, portProblems(port.port ?? 0)),
    ...oneOf(`${path}.protocol`, port.protocol, PROTOCOLS),
    ...validatePortOrName(`${path}.targetPort`, port.targetPort),
  ];
}

function validateAffinity(spec: ServiceSpec): FieldError[] {
  const { sessionAffinity, sessionAffinityConfig: config } = spec;
  const errors = oneOf('spec.sessionAffinity', sessionAffinity, AFFINITIES);
  const path = 'spec.sessionAffinityConfig';
  if (sessionAffinity === 'ClientIP') {
    const seconds = config?.clientIP?.timeoutSeconds;
    if (seconds === undefined) errors.push(required(`${path}.clientIP.timeoutSeconds`, 'when session affinity type is ClientIP'));
    else if (seconds <= 0 || seconds > MAX_STICKY_SECONDS) {
      errors.push(invalid(`${path}.clientIP.timeoutSeconds`, seconds, `must be greater than 0 and less than ${MAX_STICKY_SECONDS}`));
    }
  } else if (sessionAffinity === 'None' && config !== undefined) {
    errors.push(forbidden(path, 'must not be set when session affinity is None'));
  }
  return errors;
}

function validateAddresses(spec: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const { clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const errors: FieldError[] = [];
  if (clusterIP !== (clusterIPs[0] ?? '')) errors.push(invalid('spec.clusterIPs', clusterIPs, 'first value must match `clusterIP`'));
  for (const [index, family] of ipFamilies.entries()) {
    if (family !== 'IPv4' && family !== 'IPv6') errors.push(notSupported(`spec.ipFamilies[${index}]`, family, ['IPv4', 'IPv6']));
  }
  if (ipFamilyPolicy !== undefined && !['PreferDualStack', 'RequireDualStack', 'SingleStack'].includes(ipFamilyPolicy)) {
    errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, ['PreferDualStack', 'RequireDualStack', 'SingleStack']));
  }
  for (const [index, address] of clusterIPs.entries()) {
    if (address === 'None' && index === 0) continue;
    errors.push(...invalids(`spec.clusterIPs[${index}]`, address, ipProblems(address)));
  }
  return errors;
}

/** Addresses that mean something else already. */
function specialAddress(address: string): string | undefined {
  if (address === '0.0.0.0' || address === '::') return 'may not be unspecified (0.0.0.0 or ::)';
  if (address.startsWith('127.') || address === '::1') return 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
  if (address.startsWith('169.254.') || /^fe[89ab]/i.test(address)) return 'may not be in the link-local range (169.254.0.0/16, fe80::/10)';
  if (address.startsWith('224.0.0.')) return 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)';
  return undefined;
}
const validateExternalIps = (addresses: readonly string[]): FieldError[] => addresses.flatMap((address, index) => {
  const problems = ipProblems(address);
  const special = specialAddress(address);
  return invalids(`spec.externalIPs[${index}]`, address, problems.length > 0 ? problems : special === undefined ? [] : [special]);
});

/** What Go prints of a port that stands twice: only what makes it the same. */
const twin = ({ protocol = 'TCP', port }: ServicePort): Json =>
  ({ Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 });

function validatePortsTogether({ type, ports = [] }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const [nodePorts, pairs] = [new Set<string>(), new Set<string>()];
  for (const [index, port] of ports.entries()) {
    const path = `spec.ports[${index}]`;
    if ((port.nodePort ?? 0) === 0) continue;
    if (type === 'ClusterIP') errors.push(forbidden(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'"));
    const key = `${port.protocol ?? ''}/${port.nodePort ?? 0}`;
    if (nodePorts.has(key)) errors.push(duplicate(`${path}.nodePort`, port.nodePort));
    nodePorts.add(key);
  }
  for (const [index, port] of ports.entries()) {
    const key = `${port.protocol ?? ''}/${port.port}`;
    if (pairs.has(key)) errors.push(duplicate(`spec.ports[${index}]`, twin(port)));
    pairs.add(key);
  }
  return errors;
}

function validateTraffic(spec: ServiceSpec): FieldError[] {
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal, loadBalancerSourceRanges: ranges } = spec;
  const errors: FieldError[] = [];
  if (ranges !== undefined) {
    // Upstream's path has the capital letter.
    const path = 'spec.LoadBalancerSourceRanges';
    if (spec.type !== 'LoadBalancer') errors.push(forbidden(path, "may only be used when `type` is 'LoadBalancer'"));
    errors.push(...ranges.flatMap((range, index) => invalids(`${path}[${index}]`, range, cidrProblems(range.trim()))));
  }
  if (external !== undefined) {
    if (!isExternallyAccessible(spec)) errors.push(invalid('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'));
    else if (!POLICIES.includes(external)) errors.push(notSupported('spec.externalTrafficPolicy', external, POLICIES));
  }
  if (internal !== undefined && !POLICIES.includes(internal)) errors.push(notSupported('spec.internalTrafficPolicy', internal, POLICIES));
  return errors;
}

export function validateService(object: Service): FieldError[] {
  const spec = object.spec ?? {};
  const ports = spec.ports ?? [];
  const names = new Set<string>();
  return [
    ...validateMeta(object, labelName, true),
    ...validateByType(spec),
    ...ports.flatMap((port, index) => validatePort(`spec.ports[${index}]`, port, ports.length > 1, names)),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...validateAffinity(spec),
    ...validateAddresses(spec),
    ...validateExternalIps(spec.externalIPs ?? []),
    ...oneOf('spec.type', spec.type, TYPES),
    ...validatePortsTogether(spec),
    ...validateTraffic(spec),
  ];
}

/** The first address stays for life, unless the service becomes a mere name. */
export function validateServiceUpdate(next: Service, old: Service): FieldError[] {
  const errors = validateMetaUpdate(next, old);
  const [now, before] = [next.spec ?? {}, old.spec ?? {}];
  if (now.type === 'ExternalName' || before.type === 'ExternalName') return errors;
  const [first, previous] = [now.clusterIPs?.[0], before.clusterIPs?.[0]];
  if (previous === undefined || first === previous) return errors;
  const text = first === undefined ? 'primary clusterIP can not be unset' : 'may not change once set';
  return [...errors, invalid('spec.clusterIPs[0]', now.clusterIPs ?? null, text)];
}
