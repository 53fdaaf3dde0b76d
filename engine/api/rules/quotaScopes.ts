/** Which objects a quota with scopes is about. @k8s pkg/quota/v1/evaluator/core/pods.go podMatchesScopeFunc */
import type { KubeObject } from '../kindDefinition.ts';
import type { PersistentVolumeClaim, Pod, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../schema/types.ts';
import { qosClass } from './resources.ts';

const requirementsOf = (spec: ResourceQuotaSpec | undefined): readonly ScopedResourceSelectorRequirement[] => [
  ...(spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' })), ...(spec?.scopeSelector?.matchExpressions ?? []),
];

/** Objects of other resources match no scope. */
export function matchesScopes(resource: string, object: KubeObject, spec: ResourceQuotaSpec | undefined): boolean {
  const requirements = requirementsOf(spec);
  if (requirements.length === 0) return true;
  if (resource === 'pods') return requirements.every((requirement) => podMatches(object as Pod, requirement)); // the resource tells the type
  if (resource === 'persistentvolumeclaims') return requirements.every((requirement) => claimMatches(object as PersistentVolumeClaim, requirement)); // likewise
  return false;
}

function podMatches(pod: Pod, requirement: ScopedResourceSelectorRequirement): boolean {
  const deadline = pod.spec?.activeDeadlineSeconds;
  switch (requirement.scopeName) {
    case 'Terminating': return deadline !== undefined && deadline >= 0;
    case 'NotTerminating': return deadline === undefined || deadline < 0;
    case 'BestEffort': return qosClass(pod) === 'BestEffort';
    case 'NotBestEffort': return qosClass(pod) !== 'BestEffort';
    case 'PriorityClass': return valueMatches(pod.spec?.priorityClassName ?? '', requirement);
    case 'CrossNamespacePodAffinity': return crossesNamespaces(pod);
    default: return false;
  }
}

function valueMatches(value: string, { operator, values = [] }: ScopedResourceSelectorRequirement): boolean {
  switch (operator) {
    case 'Exists': return value !== '';
    case 'DoesNotExist': return value === '';
    case 'In': return value !== '' && values.includes(value);
    case 'NotIn': return value === '' || !values.includes(value);
    default: return false;
  }
}

function claimMatches({ spec, status }: PersistentVolumeClaim, requirement: ScopedResourceSelectorRequirement): boolean {
  if (requirement.scopeName !== 'VolumeAttributesClass') return false;
  const names = new Set([spec?.volumeAttributesClassName, status?.currentVolumeAttributesClassName, status?.modifyVolumeStatus?.targetVolumeAttributesClassName]
    .filter((name): name is string => name !== undefined && name !== ''));
  return names.size === 0 ? valueMatches('', requirement) : [...names].some((name) => valueMatches(name, requirement));
}

/** An affinity term that looks into other namespaces. */
function crossesNamespaces({ spec }: Pod): boolean {
  const { podAffinity, podAntiAffinity } = spec?.affinity ?? {};
  return [podAffinity, podAntiAffinity].some((affinity) => [
    ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ].some(({ namespaces = [], namespaceSelector }) => namespaces.length > 0 || namespaceSelector !== undefined));
}
