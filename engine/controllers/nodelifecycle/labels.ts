/** Labels of old that follow the present ones. @k8s node_lifecycle_controller.go reconcileNodeLabels */
import type { Node } from '../../api/index.ts';

const PAIRS: readonly (readonly [label: string, older: string])[] = [['kubernetes.io/os', 'beta.kubernetes.io/os'], ['kubernetes.io/arch', 'beta.kubernetes.io/arch']];

/** What has to be set; undefined if all is well. */
export function olderLabels(node: Node): { readonly [label: string]: string } | undefined {
  const labels = node.metadata?.labels;
  if (labels === undefined) return undefined;
  let missing: { [label: string]: string } | undefined;
  for (const [label, older] of PAIRS) {
    const value = labels[label];
    if (value !== undefined && labels[older] !== value) (missing ??= {})[older] = value;
  }
  return missing;
}
