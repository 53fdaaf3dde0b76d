/** @k8s pkg/apis/core/validation/validation.go ValidateService */
import { dns1123LabelProblems, dns1123SubdomainProblems, qualifiedNameProblems, type Json } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { labelName, validateLabels, validateMeta } from '../../meta/objectMeta.ts';
import { ipErrors, nonSpecialIpErrors } from '../../rules/ipErrors.ts';
import type { Service, ServicePort, ServiceSpec } from '../../schema/types.ts';
import { invalids, oneOf, portProblems, validatePortOrName } from '../pod/checks.ts';
import { isHeadless, validateFamilies } from './families.ts';
import { validateLoadBalancer, validateTraffic } from './traffic.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const AFFINITIES = ['ClientIP', 'None'];
const MAX_STICKY_SECONDS = 86400;
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

function validateHints({ metadata }: Service): FieldError[] {
  const [hints, mode] = [metadata?.annotations?.[HINTS], metadata?.annotations?.[MODE]];
  if (hints === undefined || mode === undefined || hints === mode) return [];
  return [invalid(`metadata.annotations[${MODE}]`, mode, `must match annotations[${HINTS}] when both are specified`)];
}

function validateByType(spec: ServiceSpec): FieldError[] {
  const { type, ports = [], externalName = '' } = spec;
  const headless = isHeadless(spec);
  const errors = type === 'ExternalName' || ports.length > 0 || headless ? [] : [required('spec.ports')];
  if (headless && (type === 'NodePort' || type === 'LoadBalancer')) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  if (type !== 'ExternalName') return errors;
  if ((spec.clusterIPs ?? []).length > 0) errors.push(forbidden('spec.clusterIPs', 'may not be set for ExternalName services'));
  if ((spec.ipFamilies ?? []).length > 0) errors.push(forbidden('spec.ipFamilies', 'may not be set for ExternalName services'));
  if (spec.ipFamilyPolicy !== undefined) errors.push(forbidden('spec.ipFamilyPolicy', 'may not be set for ExternalName services'));
  const name = externalName.replace(/\.$/, '');
  return name === '' ? [...errors, required('spec.externalName')] : [...errors, ...invalids('spec.externalName', name, dns1123SubdomainProblems(name))];
}

function validatePort(path: string, port: ServicePort, named: boolean, names: Set<string>): FieldError[] {
  const { name = '', appProtocol } = port;
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
    ...(appProtocol === undefined ? [] : invalids(`${path}.appProtocol`, appProtocol, qualifiedNameProblems(appProtocol))),
  ];
}

function validateAffinity(spec: ServiceSpec): FieldError[] {
  const { sessionAffinity, sessionAffinityConfig: config } = spec;
  const errors = oneOf('spec.sessionAffinity', sessionAffinity, AFFINITIES);
  const path = 'spec.sessionAffinityConfig';
  if (sessionAffinity === 'ClientIP') {
    const seconds = config?.clientIP?.timeoutSeconds;
    if (config === undefined) errors.push(required(path, 'when session affinity type is ClientIP'));
    else if (config.clientIP === undefined) errors.push(required(`${path}.clientIP`, 'when session affinity type is ClientIP'));
    else if (seconds === undefined) errors.push(required(`${path}.clientIP.timeoutSeconds`, 'when session affinity type is ClientIP'));
    else if (seconds <= 0 || seconds > MAX_STICKY_SECONDS) {
      errors.push(invalid(`${path}.clientIP.timeoutSeconds`, seconds, `must be greater than 0 and less than ${MAX_STICKY_SECONDS}`));
    }
  } else if (sessionAffinity === 'None' && config !== undefined) {
    errors.push(forbidden(path, 'must not be set when session affinity is None'));
  }
  return errors;
}

const validateExternalIps = (addresses: readonly string[], old: readonly string[]): FieldError[] => addresses.flatMap((address, index) => {
  const path = `spec.externalIPs[${index}]`;
  const errors = ipErrors(path, address, old);
  return errors.length > 0 ? errors : nonSpecialIpErrors(path, address);
});

/** What Go prints of a port that stands twice: only what makes it the same. */
const twin = ({ protocol = 'TCP', port }: ServicePort): Json =>
  ({ Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 });

function validatePortsTogether({ type, ports = [] }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const [nodePorts, pairs] = [new Set<string>(), new Set<string>()];
  const withNodePort = [...ports.entries()].filter(([, { nodePort = 0 }]) => nodePort !== 0);
  if (type === 'ClusterIP') {
    errors.push(...withNodePort.map(([index]) => forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'")));
  }
  for (const [index, { protocol = '', nodePort = 0 }] of withNodePort) {
    const key = `${protocol}/${nodePort}`;
    if (nodePorts.has(key)) errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort));
    nodePorts.add(key);
  }
  for (const [index, port] of ports.entries()) {
    const key = `${port.protocol ?? ''}/${port.port}`;
    if (pairs.has(key)) errors.push(duplicate(`spec.ports[${index}]`, twin(port)));
    pairs.add(key);
  }
  return errors;
}

/** `old` is the stored object of an update: addresses that it has already are not judged again. */
export function serviceErrors(object: Service, old: Service | undefined): FieldError[] {
  const spec = object.spec ?? {};
  const ports = spec.ports ?? [];
  const names = new Set<string>();
  return [
    ...validateMeta(object, labelName, true),
    ...validateHints(object),
    ...validateByType(spec),
    ...ports.flatMap((port, index) => validatePort(`spec.ports[${index}]`, port, ports.length > 1, names)),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...validateAffinity(spec),
    ...validateFamilies(spec, old?.spec),
    ...validateExternalIps(spec.externalIPs ?? [], old?.spec?.externalIPs ?? []),
    ...oneOf('spec.type', spec.type, TYPES),
    ...validatePortsTogether(spec),
    ...validateLoadBalancer(object, old?.spec),
    ...validateTraffic(spec),
  ];
}

export const validateService = (object: Service): FieldError[] => serviceErrors(object, undefined);
