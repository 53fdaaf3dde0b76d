/** Validation of a pod's spec, in pods and in templates. @k8s pkg/apis/core/validation/validation.go ValidatePodSpec */
import { dns1123LabelProblems, dns1123SubdomainProblems, type Json } from '../../../base/index.ts';
import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { subdomainName, validateLabels, validateMeta } from '../../meta/objectMeta.ts';
import type { Pod, PodSpec } from '../../schema/types.ts';
import { invalids, ipProblems, oneOf } from './checks.ts';
import { validateAllContainers, validateId } from './containers.ts';
import { validatePodResources } from './resources.ts';
import { validateAffinity, validateSpread, validateTolerations } from './scheduling.ts';
import { validateVolumes } from './volumes.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MAX_SECONDS = 2 ** 31 - 1;
/** @k8s pkg/apis/core/validation/validation.go MaxDNSNameservers and so on */
const [MAX_NAMESERVERS, MAX_SEARCHES] = [3, 32];

function validateDns(path: string, spec: PodSpec): FieldError[] {
  const config = spec.dnsConfig;
  const nameservers = config?.nameservers ?? [];
  const here = `${path}.dnsConfig`;
  if (spec.dnsPolicy === 'None') {
    if (config === undefined) return [required(here, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (nameservers.length === 0) return [required(`${here}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  const errors = nameservers.length > MAX_NAMESERVERS
    ? [invalid(`${here}.nameservers`, nameservers as Json, `must not have more than ${MAX_NAMESERVERS} nameservers`)] : [];
  errors.push(...nameservers.flatMap((address, index) => invalids(`${here}.nameservers[${index}]`, address, ipProblems(address))));
  const searches = config?.searches ?? [];
  if (searches.length > MAX_SEARCHES) errors.push(invalid(`${here}.searches`, searches as Json, `must not have more than ${MAX_SEARCHES} search paths`));
  for (const [index, option] of (config?.options ?? []).entries()) {
    if ((option.name ?? '') === '') errors.push(required(`${here}.options[${index}].name`, 'must not be empty'));
  }
  return errors;
}

/** A name that must be right if it is there at all. */
const optionalName = (path: string, name: string | undefined, problems: (text: string) => string[]): FieldError[] =>
  ((name ?? '') === '' ? [] : invalids(path, name, problems(name ?? '')));

function validateHostAliases(path: string, spec: PodSpec): FieldError[] {
  return (spec.hostAliases ?? []).flatMap((alias, index) => [
    ...invalids(`${path}[${index}].ip`, alias.ip ?? '', ipProblems(alias.ip ?? '')),
    ...(alias.hostnames ?? []).flatMap((name, at) => invalids(`${path}[${index}].hostnames[${at}]`, name, dns1123SubdomainProblems(name))),
  ]);
}

function validateSecurity(path: string, spec: PodSpec): FieldError[] {
  const context = spec.securityContext;
  const errors = [
    ...validateId(`${path}.runAsUser`, context?.runAsUser), ...validateId(`${path}.runAsGroup`, context?.runAsGroup),
    ...validateId(`${path}.fsGroup`, context?.fsGroup),
  ];
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    errors.push(invalid(`${path.replace(/\.securityContext$/, '')}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled'));
  }
  return errors;
}

export function validatePodSpec(path: string, spec: PodSpec): FieldError[] {
  const volumes = validateVolumes(`${path}.volumes`, spec.volumes ?? []);
  const deadline = spec.activeDeadlineSeconds;
  const preemption = spec.preemptionPolicy;
  return [
    ...volumes.errors,
    ...validateAllContainers(path, spec, volumes.good),
    ...validatePodResources(`${path}.resources`, spec),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES),
    ...validateLabels(spec.nodeSelector, `${path}.nodeSelector`),
    ...validateSecurity(`${path}.securityContext`, spec),
    ...validateAffinity(`${path}.affinity`, spec.affinity),
    ...validateDns(path, spec),
    ...(spec.readinessGates ?? []).flatMap((gate, index) =>
      optionalName(`${path}.readinessGates[${index}].conditionType`, gate.conditionType, () => [])),
    ...validateSpread(`${path}.topologySpreadConstraints`, spec.topologySpreadConstraints ?? []),
    ...optionalName(`${path}.serviceAccountName`, spec.serviceAccountName, dns1123SubdomainProblems),
    ...optionalName(`${path}.nodeName`, spec.nodeName, dns1123SubdomainProblems),
    ...(deadline !== undefined && (deadline < 1 || deadline > MAX_SECONDS)
      ? [invalid(`${path}.activeDeadlineSeconds`, deadline, `must be between 1 and ${MAX_SECONDS}, inclusive`)] : []),
    ...optionalName(`${path}.hostname`, spec.hostname, dns1123LabelProblems),
    ...optionalName(`${path}.subdomain`, spec.subdomain, dns1123LabelProblems),
    ...validateTolerations(`${path}.tolerations`, spec.tolerations ?? []),
    ...validateHostAliases(`${path}.hostAliases`, spec),
    ...optionalName(`${path}.priorityClassName`, spec.priorityClassName, dns1123SubdomainProblems),
    ...optionalName(`${path}.runtimeClassName`, spec.runtimeClassName, dns1123SubdomainProblems),
    ...(preemption !== undefined && !['Never', 'PreemptLowerPriority'].includes(preemption)
      ? [notSupported(`${path}.preemptionPolicy`, preemption, ['Never', 'PreemptLowerPriority'])] : []),
    ...((spec.terminationGracePeriodSeconds ?? 30) < 0
      ? [invalid(`${path}.terminationGracePeriodSeconds`, spec.terminationGracePeriodSeconds, 'must be greater than or equal to 0')] : []),
  ];
}

export const validatePod = (pod: Pod): FieldError[] => [
  ...validateMeta(pod, subdomainName, true),
  ...validatePodSpec('spec', pod.spec ?? { containers: [] }),
];
