/** The condition DisruptionAllowed. @k8s pkg/apis/policy/v1/helpers (UpdateDisruptionAllowedCondition); golden cluster/node-drain-pdb */
import type { Condition, PodDisruptionBudgetStatus } from '../schema/types.ts';

const TYPE = 'DisruptionAllowed';

/** The status with its condition. @param at RFC 3339 @param failure why the budget could not be worked out */
export function withDisruptionAllowed(status: PodDisruptionBudgetStatus, generation: number | undefined, at: string, failure?: string): PodDisruptionBudgetStatus {
  const allowed = failure === undefined && (status.disruptionsAllowed ?? 0) > 0;
  const state = {
    status: allowed ? 'True' : 'False', reason: failure !== undefined ? 'SyncFailed' : allowed ? 'SufficientPods' : 'InsufficientPods', message: failure ?? '',
  };
  const conditions = status.conditions ?? [];
  const before = conditions.find(({ type }) => type === TYPE);
  const lastTransitionTime = before !== undefined && before.status === state.status ? before.lastTransitionTime : at;
  const condition: Condition = { type: TYPE, ...state, ...(generation === undefined ? {} : { observedGeneration: generation }), lastTransitionTime };
  const next = before === undefined ? [...conditions, condition] : conditions.map((other) => (other === before ? condition : other));
  return { ...status, conditions: next };
}
