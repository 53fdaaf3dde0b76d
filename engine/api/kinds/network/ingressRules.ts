/** @k8s pkg/apis/networking/validation/validation.go ValidateIngress; golden kubectl/invalid-ingress-networkpolicy-1 */
import { dns1123LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { pathSegmentName, subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { parseIp } from '../../rules/ip.ts';
import { ipErrors } from '../../rules/ipErrors.ts';
import type { HTTPIngressPath, Ingress, IngressBackend, IngressRule, IngressSpec, IngressTLS, TypedLocalObjectReference } from '../../schema/types.ts';
import { invalids, portNameProblems, portProblems } from '../pod/checks.ts';

const CLASS = 'kubernetes.io/ingress.class';
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_PARTS = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_ENDS = ['/..', '/.'];
const NOT_AN_IP = 'must be a DNS name, not an IP address';

const WILDCARD = /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const WILDCARD_TEXT = "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' "
  + "and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const hostProblems = (host: string): string[] => (!host.includes('*') ? dns1123SubdomainProblems(host)
  : [...(host.length > 253 ? ['must be no more than 253 characters'] : []), ...(WILDCARD.test(host) ? [] : [WILDCARD_TEXT])]);

/** A kind or a name that stands in a path. */
export function referenceErrors(path: string, { apiGroup, kind = '', name = '' }: Partial<TypedLocalObjectReference>): FieldError[] {
  return [
    ...(apiGroup === undefined ? [] : invalids(`${path}.apiGroup`, apiGroup, dns1123SubdomainProblems(apiGroup))),
    ...(kind === '' ? [required(`${path}.kind`)] : invalids(`${path}.kind`, kind, pathSegmentName(kind))),
    ...(name === '' ? [required(`${path}.name`)] : invalids(`${path}.name`, name, pathSegmentName(name))),
  ];
}

function backendErrors(path: string, { resource, service }: IngressBackend): FieldError[] {
  if (resource !== undefined && service !== undefined) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource !== undefined) return referenceErrors(`${path}.resource`, resource);
  if (service === undefined) return [invalid(path, '', 'resource or service backend is required')];
  const here = `${path}.service`;
  const { name: portName = '', number = 0 } = service.port ?? {};
  const name = service.name ?? '';
  const errors = name === '' ? [required(`${here}.name`)] : invalids(`${here}.name`, name, dns1123LabelProblems(name));
  if (portName !== '' && number !== 0) return [...errors, invalid(path, '', 'cannot set both port name & port number')];
  if (portName !== '') return [...errors, ...invalids(`${here}.port.name`, portName, portNameProblems(portName))];
  if (number !== 0) return [...errors, ...invalids(`${here}.port.number`, number, portProblems(number))];
  return [...errors, required(path, 'port name or number is required')];
}

function pathErrors(here: string, { path = '', pathType, backend }: HTTPIngressPath): FieldError[] {
  if (pathType === undefined) return [required(`${here}.pathType`, 'pathType must be specified')];
  const errors: FieldError[] = [];
  const wrong = (words: string): void => { errors.push(invalid(`${here}.path`, path, words)); };
  if (!PATH_TYPES.includes(pathType)) errors.push(notSupported(`${here}.pathType`, pathType, PATH_TYPES));
  else if (pathType === 'ImplementationSpecific') {
    if (path !== '' && !path.startsWith('/')) wrong('must be an absolute path');
  } else {
    if (!path.startsWith('/')) wrong('must be an absolute path');
    for (const part of BAD_PARTS) if (path.includes(part)) wrong(`must not contain '${part}'`);
    for (const end of BAD_ENDS) if (path.endsWith(end)) wrong(`cannot end with '${end}'`);
  }
  return [...errors, ...backendErrors(`${here}.backend`, backend ?? {})];
}

function ruleErrors(path: string, { host = '', http }: IngressRule): FieldError[] {
  const errors = parseIp(host) === undefined ? [] : [invalid(`${path}.host`, host, NOT_AN_IP)];
  if (host !== '') errors.push(...invalids(`${path}.host`, host, hostProblems(host)));
  if (http === undefined) return errors;
  const paths = http.paths ?? [];
  if (paths.length === 0) errors.push(required(`${path}.http.paths`));
  return [...errors, ...paths.flatMap((each, index) => pathErrors(`${path}.http.paths[${index}]`, each))];
}

const badSecret = ({ secretName = '' }: IngressTLS): readonly string[] => (secretName === '' ? [] : dns1123SubdomainProblems(secretName));

/** A name that was wrong before the rule came may stay. */
const tlsErrors = (path: string, tls: IngressTLS, lenient: boolean): FieldError[] => [
  ...(tls.hosts ?? []).flatMap((host, index) => invalids(`${path}.hosts[${index}]`, host, hostProblems(host))),
  ...(lenient ? [] : invalids(`${path}.secretName`, tls.secretName, badSecret(tls))),
];

function specErrors(spec: IngressSpec, old: IngressSpec | undefined): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName: name } = spec;
  const lenient = (old?.tls ?? []).some((each) => badSecret(each).length > 0);
  return [
    ...(rules.length === 0 && defaultBackend === undefined ? [invalid('spec', null, 'either `defaultBackend` or `rules` must be specified')] : []),
    ...(defaultBackend === undefined ? [] : backendErrors('spec.defaultBackend', defaultBackend)),
    ...rules.flatMap((rule, index) => ruleErrors(`spec.rules[${index}]`, rule)),
    ...tls.flatMap((each, index) => tlsErrors(`spec.tls[${index}]`, each, lenient)),
    ...(name === undefined ? [] : invalids('spec.ingressClassName', name, dns1123SubdomainProblems(name))),
  ];
}

export function validateIngress(object: Ingress): FieldError[] {
  const errors = [...validateMeta(object, subdomainName, true), ...specErrors(object.spec ?? {}, undefined)];
  const annotation = object.metadata?.annotations?.[CLASS];
  const name = object.spec?.ingressClassName;
  if (annotation === undefined || name === undefined || annotation === name) return errors;
  return [...errors, invalid(`annotations.${CLASS}`, annotation, 'must match `ingressClassName` when both are specified')];
}

export const validateIngressUpdate = (next: Ingress, old: Ingress): FieldError[] =>
  [...validateMetaUpdate(next, old), ...validateMeta(next, subdomainName, true), ...specErrors(next.spec ?? {}, old.spec)];

export function validateIngressStatusUpdate(next: Ingress, old: Ingress): FieldError[] {
  const before = (old.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
  return [...validateMetaUpdate(next, old), ...(next.status?.loadBalancer?.ingress ?? []).flatMap(({ ip = '', hostname = '' }, index) => {
    const path = `status.loadBalancer.ingress[${index}]`;
    return [
      ...(ip === '' ? [] : ipErrors(`${path}.ip`, ip, before)),
      ...(hostname === '' ? [] : invalids(`${path}.hostname`, hostname, dns1123SubdomainProblems(hostname))),
      ...(parseIp(hostname) === undefined ? [] : [invalid(`${path}.hostname`, hostname, NOT_AN_IP)]),
    ];
  })];
}

/** @k8s pkg/registry/networking/ingress/strategy.go WarningsOnCreate */
export const ingressWarnings = ({ metadata, spec }: Ingress, old: Ingress | undefined): string[] => (old === undefined && metadata?.annotations?.[CLASS] !== undefined && spec?.ingressClassName === undefined
  ? [`annotation ${JSON.stringify(CLASS)} is deprecated, please use 'spec.ingressClassName' instead`] : []);
