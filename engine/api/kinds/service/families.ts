/**
 * `clusterIP`, `clusterIPs`, `ipFamilies` and `ipFamilyPolicy`: what they must be together, and what is filled in on a cluster with one family.
 * @k8s pkg/apis/core/validation/validation.go ValidateServiceClusterIPsRelatedFields; pkg/registry/core/service/storage/alloc.go initIPFamilyFields
 */
import { duplicate, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { familyOf } from '../../rules/ip.ts';
import { ipErrors } from '../../rules/ipErrors.ts';
import type { ServiceSpec } from '../../schema/types.ts';

const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const [IPS, FAMILY_LIST, POLICY] = ['spec.clusterIPs', 'spec.ipFamilies', 'spec.ipFamilyPolicy'] as const;

export const isHeadless = ({ clusterIPs = [] }: ServiceSpec): boolean => clusterIPs.length === 1 && clusterIPs[0] === 'None';

function addressErrors({ clusterIPs = [] }: ServiceSpec, old: readonly string[]): FieldError[] {
  return clusterIPs.flatMap((address, index) => {
    if (index !== 0 || address !== 'None') return ipErrors(`${IPS}[${index}]`, address, old);
    return clusterIPs.length > 1 ? [invalid(IPS, clusterIPs, "'None' must be the first and only value")] : [];
  });
}

function matchErrors({ clusterIPs = [], ipFamilies = [] }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const families = clusterIPs.map(familyOf);
  if (clusterIPs.length > 1 && new Set(families).size < families.length) errors.push(invalid(IPS, clusterIPs, 'may specify no more than one IP for each IP family'));
  if (clusterIPs[0] === 'None') return errors;
  for (const [index, address] of clusterIPs.entries()) {
    const family = ipFamilies[index];
    if (family !== undefined && FAMILIES.includes(family) && family !== families[index]) {
      errors.push(invalid(`${IPS}[${index}]`, address, `expected an ${family} value as indicated by \`ipFamilies[${index}]\``));
    }
  }
  return errors;
}

export function validateFamilies(spec: ServiceSpec, old: ServiceSpec | undefined): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const { clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const errors: FieldError[] = [];
  if (clusterIP !== '' && clusterIPs.length === 0) errors.push(required(IPS));
  else if (clusterIP !== '' && clusterIPs[0] !== clusterIP) errors.push(invalid(IPS, clusterIPs, 'first value must match `clusterIP`'));
  else if (clusterIP === '' && clusterIPs.length > 0) errors.push(invalid(IPS, clusterIPs, 'must be empty when `clusterIP` is not specified'));
  for (const [index, family] of ipFamilies.entries()) {
    if (!FAMILIES.includes(family)) errors.push(notSupported(`${FAMILY_LIST}[${index}]`, family, FAMILIES));
    if (ipFamilies.indexOf(family) < index) errors.push(duplicate(`${FAMILY_LIST}[${index}]`, family));
  }
  if (ipFamilyPolicy !== undefined && !POLICIES.includes(ipFamilyPolicy)) errors.push(notSupported(POLICY, ipFamilyPolicy, POLICIES));
  const addresses = addressErrors(spec, old?.clusterIPs ?? []);
  errors.push(...addresses);
  if (clusterIPs.length > 2) errors.push(invalid(IPS, clusterIPs, 'may only hold up to 2 values'));
  // Nothing more can be said of addresses that are none.
  return addresses.length > 0 ? errors : [...errors, ...matchErrors(spec)];
}

export type Families = { readonly spec: ServiceSpec; readonly errors: readonly FieldError[] };
const DEFAULT = 'IPv4';

function policyOf(spec: ServiceSpec, old: ServiceSpec | undefined): string {
  const selectorless = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  return spec.ipFamilyPolicy ?? old?.ipFamilyPolicy ?? (selectorless ? 'RequireDualStack' : 'SingleStack');
}

const same = (a: readonly string[] = [], b: readonly string[] = []): boolean => a.length === b.length && a.every((item, i) => item === b[i]);
const reduced = (now: readonly string[] = [], before: readonly string[] = []): boolean =>
  before.length > 1 && now.length > 0 && now.length < before.length && now.every((item, i) => item === before[i]);

/** A second address or family goes when the policy says one; otherwise it may not be left out silently. */
function released(spec: ServiceSpec, old: ServiceSpec | undefined, policy: string): Families {
  if (old === undefined) return { spec, errors: [] };
  if (policy === 'SingleStack') {
    const [ips, families] = [spec.clusterIPs ?? [], spec.ipFamilies ?? []];
    return {
      spec: {
        ...spec, ...(same(ips, old.clusterIPs) && ips.length > 1 ? { clusterIPs: ips.slice(0, 1) } : {}),
        ...(same(families, old.ipFamilies) && families.length > 1 ? { ipFamilies: families.slice(0, 1) } : {}),
      }, errors: [],
    };
  }
  const errors: FieldError[] = [];
  if (reduced(spec.clusterIPs, old.clusterIPs)) errors.push(invalid(POLICY, policy, "must be 'SingleStack' to release the secondary cluster IP"));
  if (reduced(spec.ipFamilies, old.ipFamilies)) errors.push(invalid(POLICY, policy, "must be 'SingleStack' to release the secondary IP family"));
  return { spec, errors };
}

function withInferred(spec: ServiceSpec, policy: string): Families {
  const errors: FieldError[] = [];
  const families = [...spec.ipFamilies ?? []];
  const many = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  if (policy === 'SingleStack' && (spec.clusterIPs ?? []).length === 2) errors.push(invalid(POLICY, policy, `${many} cluster IPs are specified`));
  if (policy === 'SingleStack' && families.length === 2) errors.push(invalid(POLICY, policy, `${many} IP families are specified`));
  for (const [index, address] of (spec.clusterIPs ?? []).entries()) {
    if (address === 'None') break;
    const family = familyOf(address) ?? DEFAULT;
    if (index < families.length) continue;
    if (family === DEFAULT) families.push(family);
    else errors.push(invalid(`${IPS}[${index}]`, spec.clusterIPs, `${family} is not configured on this cluster`));
  }
  return { spec: families.length === (spec.ipFamilies ?? []).length ? spec : { ...spec, ipFamilies: families }, errors };
}

/** Families and policy that the client left out, and what this cluster (IPv4 alone) cannot do. */
export function initFamilies(given: ServiceSpec, old: ServiceSpec | undefined): Families {
  if (given.type === 'ExternalName') return { spec: given, errors: [] };
  const policy = policyOf(given, old);
  const first: ServiceSpec = { ...given, ipFamilyPolicy: policy };
  const loose = validateFamilies(first, old);
  if (loose.length > 0) return { spec: given, errors: loose };
  const kept = released(first, old, policy);
  const { spec, errors } = withInferred(kept.spec, policy);
  if (kept.errors.length + errors.length > 0) return { spec: given, errors: [...kept.errors, ...errors] };
  const families = spec.ipFamilies ?? [];
  if (spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0) {
    const start = families.length === 0 ? [DEFAULT] : families;
    const other = start[0] === 'IPv4' ? 'IPv6' : 'IPv4';
    return { spec: { ...spec, ipFamilies: start.length < 2 && policy !== 'SingleStack' ? [...start, other] : start }, errors: [] };
  }
  const missing = policy === 'RequireDualStack' ? [invalid(POLICY, policy, 'this cluster is not configured for dual-stack services')] : [];
  const unknown = families.flatMap((family, index) => (family === DEFAULT ? [] : [invalid(`${FAMILY_LIST}[${index}]`, family, 'not configured on this cluster')]));
  if (missing.length + unknown.length > 0) return { spec: given, errors: [...missing, ...unknown] };
  return { spec: families.length === 0 ? { ...spec, ipFamilies: [DEFAULT] } : spec, errors: [] };
}
