/** The conditions of an autoscaler. @k8s pkg/controller/podautoscaler/horizontal.go setConditionInList */
import type { HorizontalPodAutoscalerCondition } from '../../api/index.ts';

type Condition = HorizontalPodAutoscalerCondition;
export type State = Omit<Condition, 'lastTransitionTime'>;

export const ABLE = 'AbleToScale';
export const ACTIVE = 'ScalingActive';
export const LIMITED = 'ScalingLimited';

/** In its place, or at the end. @param at RFC 3339 */
export function withCondition(conditions: readonly Condition[], state: State, at: string): readonly Condition[] {
  const before = conditions.find(({ type }) => type === state.type);
  const condition = { ...state, lastTransitionTime: before?.status === state.status ? before.lastTransitionTime ?? at : at };
  return before === undefined ? [...conditions, condition] : conditions.map((other) => (other === before ? condition : other));
}
