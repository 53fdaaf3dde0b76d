import type { PodDisruptionBudget } from '../../api/index.ts';
import { formatLabelSelector } from '../../base/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { createLines } from './writer.ts';

/** @k8s kubectl/pkg/describe describePodDisruptionBudgetV1; golden cluster/node-drain-pdb */
export const describePodDisruptionBudget: Describer = (object, context) => {
  const budget = object as unknown as PodDisruptionBudget;
  const { spec, status } = budget;
  const lines = createLines();
  lines.add(0, `Name:\t${budget.metadata?.name}`);
  lines.add(0, `Namespace:\t${budget.metadata?.namespace}`);
  if (spec?.minAvailable !== undefined) lines.add(0, `Min available:\t${spec.minAvailable}`);
  else if (spec?.maxUnavailable !== undefined) lines.add(0, `Max unavailable:\t${spec.maxUnavailable}`);
  lines.add(0, `Selector:\t${spec?.selector === undefined ? '<unset>' : formatLabelSelector(spec.selector)}`);
  lines.add(0, 'Status:');
  lines.add(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}`);
  lines.add(2, `Current:\t${status?.currentHealthy ?? 0}`);
  lines.add(2, `Desired:\t${status?.desiredHealthy ?? 0}`);
  lines.add(2, `Total:\t${status?.expectedPods ?? 0}`);
  addEventsOf(lines, context, budget);
  return lines.toString();
};
