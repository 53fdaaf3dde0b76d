/** Who would have to leave one node. @k8s default_preemption.go SelectVictimsOnNode */
import type { Pod, PodDisruptionBudget } from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';
import { choosesAll } from '../cache/affinityTerms.ts';
import { addPod, copyNodeInfo, removePod, type NodeInfo, type PodInfo } from '../cache/nodeInfo.ts';
import { changeAll, priorityOf, refusalWithNominated, uidOf, type Check } from '../checks.ts';
import type { Surroundings } from '../decide.ts';
import { moreImportant, type Candidate } from './candidates.ts';

const NOBODY = { reasons: ['No preemption victims found for incoming pod'] } as const;

/** All of lower priority go, then those that still have room come back: first those that a budget protects, the most important first. */
export function victimsOn(pod: PodInfo, node: NodeInfo, checks: readonly Check[], budgets: readonly PodDisruptionBudget[], world: Surroundings): Candidate | { readonly reasons: readonly string[] } {
  const lower = [...node.pods.values()].filter((other) => priorityOf(other) < priorityOf(pod));
  if (lower.length === 0) return NOBODY;
  const trial = copyNodeInfo(node);
  const gone = new Set<PodInfo>();
  const leave = (other: PodInfo): void => { removePod(trial, uidOf(other)); changeAll(checks, other, node, -1); gone.add(other); };
  const comeBack = (other: PodInfo): void => { addPod(trial, uidOf(other), other); changeAll(checks, other, node, 1); gone.delete(other); };
  const refusal = () => refusalWithNominated(pod, checks, trial, world.nominated);
  for (const other of lower) leave(other);
  try {
    const rest = refusal();
    if (rest !== undefined) return rest.rejection;
    const order = moreImportant(world.now);
    const { violating, others } = byBudgets(lower.toSorted(order), budgets);
    const stays = (other: PodInfo): boolean => { comeBack(other); if (refusal() === undefined) return true; leave(other); return false; };
    const broken = violating.filter((other) => !stays(other));
    const victims = [...broken, ...others.filter((other) => !stays(other))];
    return { node: node.name, victims: violating.length > 0 && others.length > 0 ? victims.toSorted(order) : victims, violations: broken.length };
  } finally {
    // The checks count as before.
    for (const other of gone) changeAll(checks, other, node, 1);
  }
}

/** Each pod takes what its budgets allow; who finds nothing left breaks one. @k8s default_preemption.go filterPodsWithPDBViolation */
export function byBudgets(pods: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]): { readonly violating: readonly PodInfo[]; readonly others: readonly PodInfo[] } {
  const allowed = budgets.map(({ status }) => status?.disruptionsAllowed ?? 0);
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const info of pods) {
    let broken = false;
    budgets.forEach((budget, i) => {
      if (!protects(budget, info.pod)) return;
      allowed[i] = (allowed[i] ?? 0) - 1;
      if (allowed[i] as number < 0) broken = true; // set in the line above
    });
    (broken ? violating : others).push(info);
  }
  return { violating, others };
}

function protects({ metadata, spec, status }: PodDisruptionBudget, pod: Pod): boolean {
  const labels = pod.metadata?.labels;
  if (labels === undefined || Object.keys(labels).length === 0 || metadata?.namespace !== pod.metadata?.namespace) return false;
  // An empty selector protects nobody here, and who is already on the way out is counted already.
  return !choosesAll(spec?.selector) && matchesLabelSelector(spec?.selector, labels) && status?.disruptedPods?.[pod.metadata?.name ?? ''] === undefined;
}
