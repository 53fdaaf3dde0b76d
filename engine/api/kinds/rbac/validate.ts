/** @k8s pkg/apis/rbac/validation/validation.go */
import { dns1123SubdomainProblems } from '../../../base/index.ts';
import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KubeObject } from '../../kindDefinition.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import { pathSegmentName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ClusterRole, PolicyRule, RoleRef, Subject } from '../../schema/types.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

function validateRule(rule: PolicyRule, namespaced: boolean, path: string): FieldError[] {
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule as Partial<PolicyRule>; // not decoded strictly
  const errors = verbs.length === 0 ? [required(`${path}.verbs`, 'verbs must contain at least one value')] : [];
  if (nonResourceURLs.length > 0) {
    const urls = (text: string): FieldError => invalid(`${path}.nonResourceURLs`, nonResourceURLs, text);
    if (namespaced) errors.push(urls('namespaced rules cannot apply to non-resource URLs'));
    if (apiGroups.length > 0 || resources.length > 0 || resourceNames.length > 0) errors.push(urls('rules cannot apply to both regular resources and non-resource URLs'));
    return errors;
  }
  if (apiGroups.length === 0) errors.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  if (resources.length === 0) errors.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  return errors;
}

type RoleLike = KubeObject & { readonly rules?: readonly PolicyRule[] };
export const validateRole = (role: RoleLike, namespaced: boolean): FieldError[] => [
  ...validateMeta(role, pathSegmentName, namespaced),
  ...(role.rules ?? []).flatMap((rule, i) => validateRule(rule, namespaced, `rules[${i}]`)),
];

/** @k8s pkg/apis/rbac/validation/validation.go ValidateClusterRole */
export function validateAggregation({ aggregationRule }: ClusterRole): FieldError[] {
  if (aggregationRule === undefined) return [];
  const path = 'aggregationRule.clusterRoleSelectors';
  const selectors = aggregationRule.clusterRoleSelectors ?? [];
  if (selectors.length === 0) return [required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil')];
  return selectors.flatMap((selector, i) => {
    const errors = validateLabelSelector(`${path}[${i}]`, selector);
    return errors.length === 0 ? [] : [...errors, invalid(`${path}[${i}]`, null, 'invalid label selector.')];
  });
}

const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

function validateSubject({ kind, name = '', apiGroup = '', namespace = '' }: Partial<Subject>, namespaced: boolean, path: string): FieldError[] {
  const errors = name === '' ? [required(`${path}.name`)] : [];
  if (kind === 'ServiceAccount') {
    if (name !== '') errors.push(...dns1123SubdomainProblems(name).map((text) => invalid(`${path}.name`, name, text)));
    if (apiGroup !== '') errors.push(notSupported(`${path}.apiGroup`, apiGroup, ['']));
    if (!namespaced && namespace === '') errors.push(required(`${path}.namespace`));
    return errors;
  }
  if (kind !== 'User' && kind !== 'Group') return [...errors, notSupported(`${path}.kind`, kind ?? '', SUBJECT_KINDS)];
  if (apiGroup !== RBAC_GROUP) errors.push(notSupported(`${path}.apiGroup`, apiGroup, [RBAC_GROUP]));
  return errors;
}

function validateRoleRef({ apiGroup = '', kind = '', name = '' }: Partial<RoleRef>, kinds: readonly string[]): FieldError[] {
  return [
    ...(apiGroup === RBAC_GROUP ? [] : [notSupported('roleRef.apiGroup', apiGroup, [RBAC_GROUP])]),
    ...(kinds.includes(kind) ? [] : [notSupported('roleRef.kind', kind, kinds)]),
    ...(name === '' ? [required('roleRef.name')] : pathSegmentName(name).map((text) => invalid('roleRef.name', name, text))),
  ];
}

export type BindingLike = KubeObject & { readonly roleRef: RoleRef; readonly subjects?: readonly Subject[] };
export const validateBinding = (binding: BindingLike, namespaced: boolean): FieldError[] => [
  ...validateMeta(binding, pathSegmentName, namespaced),
  ...validateRoleRef(binding.roleRef, namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole']),
  ...(binding.subjects ?? []).flatMap((subject, i) => validateSubject(subject, namespaced, `subjects[${i}]`)),
];

/** @k8s golden cluster/rbac-role-and-binding */
export function validateBindingUpdate(next: BindingLike, old: BindingLike): FieldError[] {
  const [{ apiGroup = '', kind, name }, was] = [next.roleRef, old.roleRef]; // defaulted
  const same = apiGroup === was.apiGroup && kind === was.kind && name === was.name;
  return [...validateMetaUpdate(next, old), ...(same ? [] : [invalid('roleRef', { APIGroup: apiGroup, Kind: kind, Name: name }, 'cannot change roleRef')])];
}
