/** What of a Service may change. @k8s pkg/apis/core/validation/validation.go ValidateServiceUpdate */
import { dns1123SubdomainProblems } from '../../../base/index.ts';
import { forbidden, invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import { parseIp } from '../../rules/ip.ts';
import { ipErrors } from '../../rules/ipErrors.ts';
import type { Service, ServiceSpec } from '../../schema/types.ts';
import { invalids, oneOf } from '../pod/checks.ts';
import { isHeadless } from './families.ts';
import { needsHealthCheck } from './strategy.ts';
import { serviceErrors } from './validate.ts';

const ONCE = 'may not change once set';

/** A second address may come and go, the first stays for life. */
function addressChanges(now: ServiceSpec, before: ServiceSpec): FieldError[] {
  if (isHeadless(now) && isHeadless(before)) return [];
  const [ips, old] = [now.clusterIPs ?? [], before.clusterIPs ?? []];
  if (ips.length === old.length) return old.flatMap((ip, index) => (ip === ips[index] ? [] : [invalid(`spec.clusterIPs[${index}]`, ips, ONCE)]));
  const errors: FieldError[] = [];
  if (ips.length === 0) errors.push(invalid('spec.clusterIPs[0]', now.clusterIPs ?? null, 'primary clusterIP can not be unset'));
  if (old.length > 0 && ips.length > 0 && ips[0] !== old[0]) errors.push(invalid('spec.clusterIPs[0]', ips, ONCE));
  if (old.length > ips.length && ips.length === 1 && now.ipFamilyPolicy !== 'SingleStack') {
    errors.push(invalid('spec.ipFamilyPolicy', now.ipFamilyPolicy, "must be set to 'SingleStack' when releasing the secondary clusterIP"));
  }
  return errors;
}

function familyChanges(now: ServiceSpec, before: ServiceSpec): FieldError[] {
  if (isHeadless(now) || isHeadless(before)) return [];
  const path = 'spec.ipFamilies[0]';
  const [families, old] = [now.ipFamilies ?? [], before.ipFamilies ?? []];
  if (families.length === old.length) return old.flatMap((family, index) => (family === families[index] ? [] : [invalid(path, families, ONCE)]));
  const errors: FieldError[] = [];
  if (old.length > families.length && (now.clusterIPs ?? []).length === 0) errors.push(invalid(path, families, 'primary ipFamily can not be unset'));
  if (old.length > 0 && families.length > 0 && families[0] !== old[0]) errors.push(invalid(path, now.clusterIPs ?? null, ONCE));
  if (old.length > families.length && families.length === 1 && now.ipFamilyPolicy !== 'SingleStack') {
    errors.push(invalid('spec.ipFamilyPolicy', now.ipFamilyPolicy, "must be set to 'SingleStack' when releasing the secondary ipFamily"));
  }
  return errors;
}

export function validateServiceUpdate(next: Service, old: Service): FieldError[] {
  const [now, before] = [next.spec ?? {}, old.spec ?? {}];
  const errors = validateMetaUpdate(next, old);
  if (now.type !== 'ExternalName' && before.type !== 'ExternalName') errors.push(...addressChanges(now, before), ...familyChanges(now, before));
  if (now.type === 'LoadBalancer' && before.type === 'LoadBalancer' && now.loadBalancerClass !== before.loadBalancerClass) {
    errors.push(invalid('spec.loadBalancerClass', now.loadBalancerClass, ONCE));
  }
  if (needsHealthCheck(now) && needsHealthCheck(before) && now.healthCheckNodePort !== before.healthCheckNodePort) {
    errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
  }
  return [...errors, ...serviceErrors(next, old)];
}

/** @k8s pkg/apis/core/validation/validation.go ValidateLoadBalancerStatus */
export function validateServiceStatusUpdate(next: Service, old: Service): FieldError[] {
  const path = 'status.loadBalancer.ingress';
  const ingress = next.status?.loadBalancer?.ingress ?? [];
  const before = (old.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
  const errors = validateMetaUpdate(next, old);
  if (next.spec?.type !== 'LoadBalancer' && ingress.length > 0) return [...errors, forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")];
  return [...errors, ...ingress.flatMap(({ ip = '', hostname = '', ipMode }, index) => {
    const here = `${path}[${index}]`;
    return [
      ...(ip === '' ? [] : ipErrors(`${here}.ip`, ip, before)),
      ...(ip !== '' && ipMode === undefined ? [required(`${here}.ipMode`, 'must be specified when `ip` is set')] : []),
      ...(ipMode === undefined ? [] : ip === '' ? [forbidden(`${here}.ipMode`, 'may not be specified when `ip` is not set')]
        : oneOf(`${here}.ipMode`, ipMode, ['Proxy', 'VIP'])),
      ...(hostname === '' ? [] : invalids(`${here}.hostname`, hostname, dns1123SubdomainProblems(hostname))),
      ...(parseIp(hostname) === undefined ? [] : [invalid(`${here}.hostname`, hostname, 'must be a DNS name, not an IP address')]),
    ];
  })];
}
