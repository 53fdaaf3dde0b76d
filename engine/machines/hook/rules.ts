/** One run of a postStart or preStop hook. The kubelet does what is asked for; the machine knows how long it may take. */
export type HookContext = {
  readonly handler: 'exec' | 'httpGet' | 'sleep' | 'none';
  readonly sleepMs: number;
  /** What is left of the grace period; null: a postStart hook may take as long as it likes. */
  readonly limitMs: number | null;
  /** Why it failed. */
  readonly message: string;
};
export type HookEvent =
  /** `invalid`: what the kubelet says of a handler that nobody runs. */
  | { readonly type: 'begin'; readonly invalid: string }
  | { readonly type: 'succeeded' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'containerEnded' };
export type HookEffect =
  | { readonly type: 'exec' }
  | { readonly type: 'request' }
  | { readonly type: 'report'; readonly message: string }
  /** Whoever waits for the hook goes on. */
  | { readonly type: 'settle' };

export const initialContext: HookContext = { handler: 'none', sleepMs: 0, limitMs: null, message: '' };

/** @k8s pkg/kubelet/lifecycle/handlers.go Run (in this order) */
export const guards = {
  isExec: (context: HookContext): boolean => context.handler === 'exec',
  isHttpGet: (context: HookContext): boolean => context.handler === 'httpGet',
  isSleep: (context: HookContext): boolean => context.handler === 'sleep',
};
export const updates = {
  recordFailure: (_context: HookContext, event: HookEvent): Partial<HookContext> => {
    if (event.type === 'failed') return { message: event.message };
    return event.type === 'begin' ? { message: event.invalid } : {};
  },
};
export const effects = {
  exec: (): HookEffect => ({ type: 'exec' }),
  request: (): HookEffect => ({ type: 'request' }),
  settle: (): HookEffect => ({ type: 'settle' }),
  report: (context: HookContext): HookEffect => ({ type: 'report', message: context.message }),
};
export const delays = {
  sleepTime: (context: HookContext): number => context.sleepMs,
  gracePeriod: (context: HookContext): number => context.limitMs ?? Infinity,
};
