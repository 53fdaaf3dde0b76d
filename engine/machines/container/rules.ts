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
  /** Restarts since the last reset: the next wait is 10 s × 2^(restarts − 1). */
  readonly restarts: number;
  /** When the last of them was due; -1 before the first. */
  readonly restartedAt: number;
  /** When the present wait was decided. */
  readonly decidedAt: number;
  /** 1 to 1.5, drawn by the kubelet for this wait. */
  readonly jitter: number;
  /** How much of the present wait is over; only long ones are slept in parts. */
  readonly slept: number;
  /** Why it waits: ErrImagePull, CreateContainerConfigError … */
  readonly reason: string;
};
export type ContainerEvent =
  /** `since`: end of the last run that was found dead; a run that the kubelet itself has just killed does not count; -1 for none. */
  | { readonly type: 'sync'; readonly now: number; readonly since: number; readonly jitter: number }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'created' }
  | { readonly type: 'started' }
  | { readonly type: 'startupSucceeded' }
  /** The pod is being stopped, but others go first: only sidecars are told. */
  | { readonly type: 'outlast' }
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
  policy: 'Always', rules: [], startupProbe: false, exitCode: 0, finishedAt: 0, restarts: 0, restartedAt: -1, decidedAt: 0, jitter: 1, slept: 0, reason: '',
};

/** 10, 20, 40, 80, 160, 300, 300 … s for 0, 1, 2 … earlier waits. @k8s pkg/kubelet/kubelet.go newCrashLoopBackOff */
export function backOffMs(earlierWaits: number): number {
  let ms = BACK_OFF_BASE_MS;
  for (let i = 0; i < earlierWaits && ms < BACK_OFF_MAX_MS; i++) ms *= 2;
  return Math.min(ms, BACK_OFF_MAX_MS);
}

export const presentBackOffMs = (context: ContainerContext): number => backOffMs(context.restarts - 1);

/** The kubelet looks at a pod in trouble once a minute at least. @k8s pkg/kubelet/pod_workers.go completeWork, pkg/kubelet/kubelet.go SyncFrequency */
const LONGEST_NAP_MS = 60_000;
const napMs = (context: ContainerContext): number => Math.trunc(Math.min(presentBackOffMs(context) - context.slept, LONGEST_NAP_MS) * context.jitter);

const ruleMatches = (rule: RestartRule, exitCode: number): boolean => rule.values.includes(exitCode) === (rule.operator === 'In');

/** @k8s pkg/api/v1/pod/util.go ContainerShouldRestart */
export function shouldRestart(context: Pick<ContainerContext, 'policy' | 'rules'>, exitCode: number): boolean {
  if (context.rules.some((rule) => ruleMatches(rule, exitCode))) return true;
  return context.policy === 'Always' || (context.policy === 'OnFailure' && exitCode !== 0);
}

/** @k8s client-go/util/flowcontrol/backoff.go HasExpired */
const expired = (context: ContainerContext, since: number): boolean => since - context.restartedAt > BACK_OFF_RESET_MS;

/** The first restart is at once, and so is one that the wait no longer reaches. @k8s pkg/kubelet/kuberuntime doBackOff */
function waitIsOver(context: ContainerContext, event: ContainerEvent): boolean {
  if (event.type !== 'sync') return false;
  return context.restarts === 0 || expired(context, event.since) || event.now - event.since >= presentBackOffMs(context);
}

export const guards = {
  hasStartupProbe: (context: ContainerContext): boolean => context.startupProbe,
  restartRefused: (context: ContainerContext): boolean => !shouldRestart(context, context.exitCode),
  killedByKubelet: (_context: ContainerContext, event: ContainerEvent): boolean => event.type === 'sync' && event.since < 0,
  restartAtOnce: waitIsOver,
  waitGoesOn: (context: ContainerContext): boolean => context.slept + napMs(context) < presentBackOffMs(context),
};

export const updates = {
  recordExit: (context: ContainerContext, event: ContainerEvent): Partial<ContainerContext> =>
    (event.type === 'exited' ? { exitCode: event.exitCode, finishedAt: event.at } : context),
  recordFailure: (context: ContainerContext, event: ContainerEvent): Partial<ContainerContext> =>
    ({ reason: event.type === 'failed' ? event.reason : context.reason }),
  clearFailure: (): Partial<ContainerContext> => ({ reason: '' }),
  beginBackOff: (_context: ContainerContext, event: ContainerEvent): Partial<ContainerContext> =>
    (event.type === 'sync' ? { decidedAt: event.now, jitter: event.jitter, slept: 0 } : {}),
  countNap: (context: ContainerContext): Partial<ContainerContext> => ({ slept: context.slept + napMs(context) }),
  countRestart: (context: ContainerContext, event: ContainerEvent): Partial<ContainerContext> => {
    if (event.type !== 'sync') return { restarts: context.restarts + 1, restartedAt: context.decidedAt + context.slept + napMs(context) };
    return { restarts: expired(context, event.since) ? 1 : context.restarts + 1, restartedAt: event.now };
  },
};

export const effects = {
  start: (): ContainerEffect => ({ type: 'start' }),
  announceBackOff: (context: ContainerContext): ContainerEffect => ({ type: 'announceBackOff', backOffMs: presentBackOffMs(context) }),
  requestSync: (): ContainerEffect => ({ type: 'requestSync' }),
};

export const delays = {
  /** One sleep of the back-off with its jitter. @k8s golden pods/pod-crashloop-long */
  restartBackOff: napMs,
};
