/** Where traffic comes in and where it may go. @k8s pkg/apis/core/validation/validation.go validateServiceExternalTrafficPolicy, validateLoadBalancerClassField */
import { qualifiedNameProblems } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { cidrErrors } from '../../rules/ipErrors.ts';
import type { Service, ServiceSpec } from '../../schema/types.ts';
import { invalids, portProblems } from '../pod/checks.ts';
import { isExternallyAccessible } from './defaults.ts';
import { needsHealthCheck } from './strategy.ts';

const POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const ONLY = "may only be used when `type` is 'LoadBalancer'";

function validateRanges({ metadata, spec }: Service, old: readonly string[]): FieldError[] {
  const ranges = spec?.loadBalancerSourceRanges ?? [];
  const misplaced = (path: string): FieldError[] => (spec?.type === 'LoadBalancer' ? [] : [forbidden(path, ONLY)]);
  if (ranges.length > 0) {
    const path = 'spec.LoadBalancerSourceRanges'; // Upstream's path has the capital letter.
    return [...misplaced(path), ...ranges.flatMap((range, index) => cidrErrors(`${path}[${index}]`, range.trim(), old))];
  }
  const annotation = metadata?.annotations?.[RANGES];
  if (annotation === undefined) return [];
  const path = `metadata.annotations[${RANGES}]`;
  const parts = annotation.trim() === '' ? [] : annotation.trim().split(',');
  return [...misplaced(path), ...parts.flatMap((range) => cidrErrors(path, range.trim()))];
}

export function validateLoadBalancer(service: Service, old: ServiceSpec | undefined): FieldError[] {
  const { type, allocateLoadBalancerNodePorts: allocated, loadBalancerClass } = service.spec ?? {};
  const errors = validateRanges(service, old?.loadBalancerSourceRanges ?? []);
  if (allocated !== undefined && type !== 'LoadBalancer') errors.push(forbidden('spec.allocateLoadBalancerNodePorts', ONLY));
  if (allocated === undefined && type === 'LoadBalancer') errors.push(required('allocateLoadBalancerNodePorts'));
  if (loadBalancerClass === undefined) return errors;
  if (type !== 'LoadBalancer') return [...errors, forbidden('spec.loadBalancerClass', ONLY)];
  return [...errors, ...invalids('spec.loadBalancerClass', loadBalancerClass, qualifiedNameProblems(loadBalancerClass))];
}

function validateExternal(spec: ServiceSpec): FieldError[] {
  const { externalTrafficPolicy: policy = '', healthCheckNodePort: port = 0 } = spec;
  const path = 'spec.externalTrafficPolicy';
  const errors: FieldError[] = [];
  if (!isExternallyAccessible(spec)) {
    if (policy !== '') errors.push(invalid(path, policy, 'may only be set for externally-accessible services'));
  } else if (policy === '') errors.push(required(path));
  else if (!POLICIES.includes(policy)) errors.push(notSupported(path, policy, POLICIES));
  if (!needsHealthCheck(spec)) {
    const words = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    return port === 0 ? errors : [...errors, invalid('spec.healthCheckNodePort', port, words)];
  }
  return [...errors, ...(port === 0 ? [required('spec.healthCheckNodePort')] : invalids('spec.healthCheckNodePort', port, portProblems(port)))];
}

export function validateTraffic(spec: ServiceSpec): FieldError[] {
  const { internalTrafficPolicy: internal, trafficDistribution } = spec;
  const errors = validateExternal(spec);
  if (internal === undefined && ['ClusterIP', 'LoadBalancer', 'NodePort'].includes(spec.type ?? '')) errors.push(required('spec.internalTrafficPolicy'));
  if (internal !== undefined && !POLICIES.includes(internal)) errors.push(notSupported('spec.internalTrafficPolicy', internal, POLICIES));
  if (trafficDistribution !== undefined && !DISTRIBUTIONS.includes(trafficDistribution)) {
    errors.push(notSupported('spec.trafficDistribution', trafficDistribution, DISTRIBUTIONS));
  }
  return errors;
}
