/** On which nodes a DaemonSet's pods belong. @k8s pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod, pkg/controller/daemon/util/daemonset_util.go */
import { nodeFitsSelection, untoleratedTaint, type Node, type Pod, type PodSpec, type PodTemplateSpec, type Toleration } from '../../api/index.ts';

const tolerates = (key: string, effect: string): Toleration => ({ key: `node.kubernetes.io/${key}`, operator: 'Exists', effect });
/** Trouble of a node is no reason to leave it. */
const TOLERATED = [
  ...['not-ready', 'unreachable'].map((key) => tolerates(key, 'NoExecute')),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((key) => tolerates(key, 'NoSchedule')),
];
/** A pod in the node's own network does not wait for the pods' network. */
const WITHOUT_NETWORK = tolerates('network-unavailable', 'NoSchedule');

const sameToleration = (a: Toleration, b: Toleration): boolean =>
  a.key === b.key && a.effect === b.effect && a.operator === b.operator && (a.value ?? '') === (b.value ?? '');

/** The template's own first; one that says the same for a limited time is replaced. */
export function withDaemonTolerations(spec: PodSpec): PodSpec {
  let tolerations = spec.tolerations ?? [];
  for (const added of spec.hostNetwork === true ? [...TOLERATED, WITHOUT_NETWORK] : TOLERATED) {
    const present = tolerations.some((own) => sameToleration(own, added));
    tolerations = present ? tolerations.map((own) => (sameToleration(own, added) ? added : own)) : [...tolerations, added];
  }
  return { ...spec, tolerations };
}

/** `runs`: a pod is to be made there; `stays`: one that is there may stay. */
export type Verdict = { readonly runs: boolean; readonly stays: boolean };
const NEITHER: Verdict = { runs: false, stays: false };
const BOTH: Verdict = { runs: true, stays: true };
const STAYS: Verdict = { runs: false, stays: true };

/** @param spec of the template, with the tolerations that all daemon pods have */
export function verdictOn(node: Node, spec: PodSpec): Verdict {
  if ((spec.nodeName ?? '') !== '' && spec.nodeName !== node.metadata?.name) return NEITHER;
  if (!nodeFitsSelection(spec, node)) return NEITHER;
  const { taints } = node.spec ?? {};
  if (untoleratedTaint(taints, spec.tolerations, ['NoExecute', 'NoSchedule']) === undefined) return BOTH;
  return untoleratedTaint(taints, spec.tolerations, ['NoExecute']) === undefined ? STAYS : NEITHER;
}

/** The node that the pod is on or waits for. */
export function targetNode({ spec }: Pod): string | undefined {
  if ((spec?.nodeName ?? '') !== '') return spec?.nodeName;
  for (const { matchFields } of spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []) {
    for (const { key, operator, values } of matchFields ?? []) {
      if (key === 'metadata.name' && operator === 'In') return values?.length === 1 ? values[0] : undefined;
    }
  }
  return undefined;
}

/** The scheduler binds it: all that the template requires of nodes has been looked at and gives way to the name. */
export function onlyOn(node: string, spec: PodSpec): PodSpec {
  const nodeSelectorTerms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }];
  const nodeAffinity = { ...spec.affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  return { ...spec, affinity: { ...spec.affinity, nodeAffinity } };
}

/** @param template of a DaemonSet that the API server has completed */
export const daemonSpec = (template: PodTemplateSpec | undefined): PodSpec => withDaemonTolerations(template?.spec ?? { containers: [] });
