/** What the container machine decides, as plain functions of its context and the event. Times are virtual milliseconds. */
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';
/** One entry of `restartPolicyRules`: the exit codes for which a container is restarted whatever its policy says. */
export type RestartRule = { readonly operator: 'In' | 'NotIn'; readonly values: readonly number[] };

export type ContainerContext = {
  readonly policy: RestartPolicy;
  readonly rules: readonly RestartRule[];
  readonly startupProbe: boolean;
  /** Exit code of the last run. */
  readonly exitCode: number;
  readonly finishedAt: number;
  /** Waits decided so far since the last reset: the next one is 10 s × 2^waits. */
  readonly waits: number;
  /** When the present back-off was decided; -1 before the first exit. */
  readonly backOffAt: number;
  /** 1 to 1.5, drawn by the kubelet for this wait. */
  readonly jitter: number;
  /** Why it waits: ErrImagePull, CreateContainerConfigError … */
  readonly reason: string;
};
export type ContainerEvent =
  | { readonly type: 'sync'; readonly now: number; readonly jitter: number }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'created' }
  | { readonly type: 'started' }
  | { readonly type: 'startupSucceeded' }
  | { readonly type: 'kill' }
  | { readonly type: 'exited'; readonly exitCode: number; readonly at: number }
  | { readonly type: 'reset' };
export type ContainerEffect =
  | { readonly type: 'start' }
  | { readonly type: 'announceBackOff'; readonly backOffMs: number }
  | { readonly type: 'requestSync' };

export const BACK_OFF_BASE_MS = 10_000;
export const BACK_OFF_MAX_MS = 300_000;
/** A container that ran longer than this since its last back-off begins again at 10 s. */
export const BACK_OFF_RESET_MS = 600_000;

export const initialContext: ContainerContext = {
  policy: 'Always', rules: [], startupProbe: false, exitCode: 0, finishedAt: 0, waits: 0, backOffAt: -1, jitter: 1, reason: '',
};

/** 10, 20, 40, 80, 160, 300, 300 … s for 0, 1, 2 … earlier waits. @k8s pkg/kubelet/kubelet.go newCrashLoopBackOff */
export function backOffMs(earlierWaits: number): number {
  let ms = BACK_OFF_BASE_MS;
  for (let i = 0; i < earlierWaits && ms < BACK_OFF_MAX_MS; i++) ms *= 2;
  return Math.min(ms, BACK_OFF_MAX_MS);
}

/** The wait that is running: decided after the count went up. */
export const presentBackOffMs = (context: ContainerContext): number => backOffMs(context.waits - 1);

const ruleMatches = (rule: RestartRule, exitCode: number): boolean => rule.values.includes(exitCode) === (rule.operator === 'In');

/** @k8s pkg/api/v1/pod/util.go ContainerShouldRestart */
export function shouldRestart(context: Pick<ContainerContext, 'policy' | 'rules'>, exitCode: number): boolean {
  if (context.rules.some((rule) => ruleMatches(rule, exitCode))) return true;
  return context.policy === 'Always' || (context.policy === 'OnFailure' && exitCode !== 0);
}

/** The first restart is at once, and so is one after ten quiet minutes. @k8s client-go/util/flowcontrol/backoff.go */
export const backOffExpired = (context: ContainerContext): boolean =>
  context.backOffAt < 0 || context.finishedAt - context.backOffAt > BACK_OFF_RESET_MS;

export const guards = {
  hasStartupProbe: (context: ContainerContext): boolean => context.startupProbe,
  restartRefused: (context: ContainerContext): boolean => !shouldRestart(context, context.exitCode),
  restartAtOnce: (context: ContainerContext): boolean => backOffExpired(context),
};

export const updates = {
  recordExit: (context: ContainerContext, event: ContainerEvent): Partial<ContainerContext> =>
    (event.type === 'exited' ? { exitCode: event.exitCode, finishedAt: event.at } : context),
  recordFailure: (context: ContainerContext, event: ContainerEvent): Partial<ContainerContext> =>
    ({ reason: event.type === 'failed' ? event.reason : context.reason }),
  clearFailure: (): Partial<ContainerContext> => ({ reason: '' }),
  beginBackOff: (context: ContainerContext, event: ContainerEvent): Partial<ContainerContext> =>
    (event.type === 'sync' ? { backOffAt: event.now, waits: context.waits + 1, jitter: event.jitter } : {}),
  resetBackOff: (_context: ContainerContext, event: ContainerEvent): Partial<ContainerContext> =>
    (event.type === 'sync' ? { backOffAt: event.now, waits: 0 } : {}),
};

export const effects = {
  start: (): ContainerEffect => ({ type: 'start' }),
  announceBackOff: (context: ContainerContext): ContainerEffect => ({ type: 'announceBackOff', backOffMs: presentBackOffMs(context) }),
  requestSync: (): ContainerEffect => ({ type: 'requestSync' }),
};

export const delays = {
  /** One sleep of the back-off with its jitter. @k8s golden pods/pod-crashloop-long */
  restartBackOff: (context: ContainerContext): number => Math.trunc(presentBackOffMs(context) * context.jitter),
};
