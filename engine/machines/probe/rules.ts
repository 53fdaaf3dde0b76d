/** One probe of one container. The kubelet ticks it and runs the check; the machine counts and decides. */
export type ProbeKind = 'liveness' | 'readiness' | 'startup';
export type ProbeContext = {
  readonly kind: ProbeKind;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  /** Time from `containerStarted` until the first check may run. */
  readonly delayMs: number;
  /** Equal outcomes in a row, and which. */
  readonly run: number;
  readonly last: 'none' | 'success' | 'failure';
};
export type ProbeEvent =
  | { readonly type: 'containerStarted'; readonly delayMs: number }
  | { readonly type: 'containerStopped' }
  | { readonly type: 'tick' }
  | { readonly type: 'succeeded' }
  | { readonly type: 'failed' }
  | { readonly type: 'podTerminating' };
export type ProbeEffect =
  | { readonly type: 'check' }
  | { readonly type: 'publish'; readonly result: 'success' | 'failure' };

export const initialContext: ProbeContext = { kind: 'readiness', successThreshold: 1, failureThreshold: 3, delayMs: 0, run: 0, last: 'none' };

const reached = (context: ProbeContext, outcome: 'success' | 'failure', threshold: number): boolean =>
  (context.last === outcome ? context.run + 1 : 1) >= threshold;

export const guards = {
  hasInitialDelay: (_context: ProbeContext, event: ProbeEvent): boolean => event.type === 'containerStarted' && event.delayMs > 0,
  successThresholdReached: (context: ProbeContext): boolean => reached(context, 'success', context.successThreshold),
  failureThresholdReached: (context: ProbeContext): boolean => reached(context, 'failure', context.failureThreshold),
  startupPassed: (context: ProbeContext): boolean => context.kind === 'startup' && reached(context, 'success', context.successThreshold),
  killIsDue: (context: ProbeContext): boolean => context.kind !== 'readiness' && reached(context, 'failure', context.failureThreshold),
  restartsContainer: (context: ProbeContext): boolean => context.kind !== 'readiness',
};

export const updates = {
  recordDelay: (_context: ProbeContext, event: ProbeEvent): Partial<ProbeContext> =>
    (event.type === 'containerStarted' ? { delayMs: event.delayMs } : {}),
  countSuccess: (context: ProbeContext): Partial<ProbeContext> => ({ run: context.last === 'success' ? context.run + 1 : 1, last: 'success' }),
  countFailure: (context: ProbeContext): Partial<ProbeContext> => ({ run: context.last === 'failure' ? context.run + 1 : 1, last: 'failure' }),
  /**
   * The count goes on with the next run of the container: what was successful three times needs one success. Only a verdict that put the
   * probe on hold is counted anew. @k8s pkg/kubelet/prober/worker.go doProbe
   */
  forgetRun: (context: ProbeContext): Partial<ProbeContext> =>
    (context.kind !== 'readiness' && context.run >= (context.last === 'success' ? context.successThreshold : context.failureThreshold) ? { run: 0 } : {}),
};

export const effects = {
  check: (): ProbeEffect => ({ type: 'check' }),
  publishSuccess: (): ProbeEffect => ({ type: 'publish', result: 'success' }),
  publishFailure: (): ProbeEffect => ({ type: 'publish', result: 'failure' }),
};

export const delays = { initialDelay: (context: ProbeContext): number => context.delayMs };
