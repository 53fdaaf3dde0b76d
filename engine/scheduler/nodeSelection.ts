/** nodeSelector and node affinity terms against a node. */
import { nodeFitsSelection as specFits, type Node, type Pod } from '../api/index.ts';

export { matchesTerm } from '../api/index.ts';

/** nodeSelector AND one of the required terms. */
export const nodeFitsSelection = (pod: Pod, node: Node): boolean => specFits(pod.spec, node);

/** The nodes named by every required term (`metadata.name In [...]`), if each term names some: what a DaemonSet's pods have. */
export function nodesNamedBy(pod: Pod): readonly string[] | undefined {
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const names = new Set<string>();
  for (const term of terms) {
    const named = (term.matchFields ?? []).filter((field) => field.key === 'metadata.name' && field.operator === 'In');
    if (named.length === 0) return undefined;
    for (const name of named[0]?.values ?? []) if (named.every((field) => field.values?.includes(name))) names.add(name);
  }
  return terms.length === 0 ? undefined : [...names];
}
