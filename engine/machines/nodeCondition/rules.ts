/** One of a node's pressure conditions, as the eviction manager sees and reports it. */
export type NodeConditionContext = {
  /** For so long after the last sight of the shortage the condition stays. */
  readonly transitionMs: number;
  /** How long ago the shortage was last seen, when it was first found to be over. */
  readonly sinceSeenMs: number;
};
export type NodeConditionEvent =
  | { readonly type: 'thresholdMet' }
  /** The shortage is over; `sinceSeenMs` is the time since the look that still saw it. */
  | { readonly type: 'thresholdResolved'; readonly sinceSeenMs: number };
export type NodeConditionEffect = { readonly type: 'report'; readonly pressure: boolean };

/** @k8s pkg/kubelet/apis/config/v1beta1/defaults.go EvictionPressureTransitionPeriod */
export const initialContext: NodeConditionContext = { transitionMs: 300_000, sinceSeenMs: 0 };

/** @k8s pkg/kubelet/eviction/helpers.go nodeConditionsObservedSince: no transition period, no wait */
export const guards = {
  isOverAtOnce: (context: NodeConditionContext, event: NodeConditionEvent): boolean =>
    event.type === 'thresholdResolved' && event.sinceSeenMs >= context.transitionMs,
};
export const updates = {
  recordSight: (_context: NodeConditionContext, event: NodeConditionEvent): Partial<NodeConditionContext> =>
    (event.type === 'thresholdResolved' ? { sinceSeenMs: event.sinceSeenMs } : {}),
};
export const effects = {
  reportPressure: (): NodeConditionEffect => ({ type: 'report', pressure: true }),
  reportRelief: (): NodeConditionEffect => ({ type: 'report', pressure: false }),
};
export const delays = { transitionPeriod: (context: NodeConditionContext): number => context.transitionMs - context.sinceSeenMs };
