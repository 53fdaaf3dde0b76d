/** nodeSelector and node affinity terms against a node: the scheduler's filter, and where a DaemonSet's pods belong. */
import type { Node, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../schema/types.ts';

function matchesRequirement(value: string | undefined, { operator, values = [] }: NodeSelectorRequirement): boolean {
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': case 'Lt': {
      const [own, bound] = [integer(value), integer(values[0])];
      if (own === undefined || bound === undefined) return false;
      return operator === 'Gt' ? own > bound : own < bound;
    }
    default: return false;
  }
}

const integer = (text: string | undefined): number | undefined => (text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined);

/** A term without any requirement matches nothing. @k8s component-helpers/scheduling/corev1/nodeaffinity */
export function matchesTerm(node: Node, term: NodeSelectorTerm): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length + matchFields.length === 0) return false;
  return matchExpressions.every((requirement) => matchesRequirement(node.metadata?.labels?.[requirement.key], requirement))
    && matchFields.every((requirement) => matchesRequirement(requirement.key === 'metadata.name' ? node.metadata?.name : undefined, requirement));
}

/** nodeSelector AND one of the required terms. */
export function nodeFitsSelection(spec: Pick<PodSpec, 'nodeSelector' | 'affinity'> | undefined, node: Node): boolean {
  const labels = node.metadata?.labels ?? {};
  for (const [key, value] of Object.entries(spec?.nodeSelector ?? {})) if (labels[key] !== value) return false;
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required.nodeSelectorTerms.some((term) => matchesTerm(node, term));
}
