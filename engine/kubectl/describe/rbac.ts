/** @k8s kubectl/pkg/describe RoleDescriber, RoleBindingDescriber …; golden kubectl/create-rbac-imperative, world/describe */
import { printableRules, ruleCells, type Role, type RoleBinding } from '../../api/index.ts';
import type { Describer } from './context.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

function addHead(lines: Lines, metadata: Role['metadata']): void {
  lines.add(0, `Name:\t${metadata?.name ?? ''}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
}

export const describeRole: Describer = (object) => {
  const { metadata, rules } = object as unknown as Role; // or a ClusterRole
  const lines = createLines();
  addHead(lines, metadata);
  lines.add(0, 'PolicyRule:');
  lines.add(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
  lines.add(1, '---------\t-----------------\t--------------\t-----');
  for (const rule of printableRules(rules ?? [])) lines.add(1, ruleCells(rule).join('\t'));
  return lines.toString();
};

export const describeRoleBinding: Describer = (object) => {
  const { metadata, roleRef, subjects } = object as unknown as RoleBinding; // or a ClusterRoleBinding
  const lines = createLines();
  addHead(lines, metadata);
  lines.add(0, 'Role:');
  lines.add(1, `Kind:\t${roleRef.kind}`);
  lines.add(1, `Name:\t${roleRef.name}`);
  lines.add(0, 'Subjects:');
  lines.add(1, 'Kind\tName\tNamespace');
  lines.add(1, '----\t----\t---------');
  for (const { kind, name, namespace } of subjects ?? []) lines.add(1, `${kind}\t${name}\t${namespace ?? ''}`);
  return lines.toString();
};
