/** What RoleBindings and ClusterRoleBindings share: defaults and columns. */
import type { Column } from '../../kindDefinition.ts';
import type { RoleRef, Subject } from '../../schema/types.ts';
import { ageColumn, column, nameColumn } from '../common.ts';
import { RBAC_GROUP, type BindingLike } from './validate.ts';

/** @k8s pkg/apis/rbac/v1/defaults.go SetDefaults_Subject */
function defaultSubject(subject: Subject): Subject {
  if ((subject.apiGroup ?? '') !== '' || (subject.kind !== 'User' && subject.kind !== 'Group')) return subject;
  const { kind, apiGroup: _, ...rest } = subject;
  return { kind, apiGroup: RBAC_GROUP, ...rest };
}

/** @k8s pkg/apis/rbac/v1/defaults.go SetDefaults_RoleBinding */
export function defaultBinding<T extends BindingLike>(binding: T): T {
  const { subjects } = binding;
  const roleRef = binding.roleRef as RoleRef | undefined; // a person may leave it out
  const named = roleRef !== undefined && (roleRef.apiGroup ?? '') !== '';
  const filled = subjects?.some((subject) => defaultSubject(subject) !== subject) === true ? subjects.map(defaultSubject) : subjects;
  if (named && filled === subjects) return binding;
  const reference = named ? roleRef : { apiGroup: RBAC_GROUP, kind: roleRef?.kind ?? '', name: roleRef?.name ?? '' };
  return { ...binding, roleRef: reference, ...(filled === undefined ? {} : { subjects: filled }) };
}

const namesOf = (binding: BindingLike, kind: string, name: (subject: Subject) => string): string =>
  (binding.subjects ?? []).filter((subject) => subject.kind === kind).map(name).join(', ');

/** @k8s pkg/printers/internalversion/printers.go printRoleBinding, printClusterRoleBinding */
export const bindingColumns: readonly Column<BindingLike>[] = [
  nameColumn,
  column('Role', 'string', ({ roleRef }: BindingLike) => `${roleRef.kind}/${roleRef.name}`),
  ageColumn,
  column('Users', 'string', (binding: BindingLike) => namesOf(binding, 'User', ({ name }) => name), 1),
  column('Groups', 'string', (binding: BindingLike) => namesOf(binding, 'Group', ({ name }) => name), 1),
  column('ServiceAccounts', 'string', (binding: BindingLike) => namesOf(binding, 'ServiceAccount', ({ name, namespace }) => `${namespace ?? ''}/${name}`), 1),
];
