/** A pod on its node: what the kubelet does with it, and which phase it shows. */
export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';
export type PodContext = {
  /** Seconds that the containers get to stop. */
  readonly graceSeconds: number;
  /** Why it is being stopped: `deleted`, `evicted`, `finished`. */
  readonly reason: '' | 'deleted' | 'evicted' | 'finished';
};
export type PodEvent =
  | { readonly type: 'delete'; readonly graceSeconds: number }
  | { readonly type: 'evict'; readonly graceSeconds: number }
  | { readonly type: 'finished'; readonly graceSeconds: number }
  | { readonly type: 'containersStopped' }
  | { readonly type: 'phaseComputed'; readonly phase: Phase };
/** None: what the worker does next follows from the state that the pod is in. */
export type PodEffect = never;

export const initialContext: PodContext = { graceSeconds: 30, reason: '' };

const computed = (event: PodEvent, phase: Phase): boolean => event.type === 'phaseComputed' && event.phase === phase;

export const guards = {
  isPending: (_context: PodContext, event: PodEvent): boolean => computed(event, 'Pending'),
  isRunning: (_context: PodContext, event: PodEvent): boolean => computed(event, 'Running'),
  isSucceeded: (_context: PodContext, event: PodEvent): boolean => computed(event, 'Succeeded'),
  isFailed: (_context: PodContext, event: PodEvent): boolean => computed(event, 'Failed'),
};

export const updates = {
  /** A later order may only shorten the time that is left. @k8s pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod */
  recordStop: (context: PodContext, event: PodEvent): Partial<PodContext> => {
    if (event.type !== 'delete' && event.type !== 'evict' && event.type !== 'finished') return {};
    const reason = ({ delete: 'deleted', evict: 'evicted', finished: 'finished' } as const)[event.type];
    return { graceSeconds: context.reason === '' ? event.graceSeconds : Math.min(context.graceSeconds, event.graceSeconds), reason };
  },
};

/** What the phase depends on, per container. `restarts` says whether this exit would be followed by a new run. */
export type PhaseInput = {
  readonly init: readonly ContainerFacts[];
  readonly sidecars: readonly (ContainerFacts & { readonly started: boolean })[];
  readonly main: readonly ContainerFacts[];
  /** The kubelet is stopping the pod for good. */
  readonly stopping: boolean;
};
export type ContainerFacts = {
  readonly state: 'absent' | 'waiting' | 'running' | 'terminated';
  /** Exit code of the run that ended (also of the last run while waiting); undefined if none has. */
  readonly exitCode: number | undefined;
  readonly restarts: boolean;
};

/** @k8s pkg/kubelet/kubelet_pods.go getPhase */
export function computePhase(input: PhaseInput): Phase {
  const { init, sidecars, main, stopping } = input;
  if (init.some((c) => c.state !== 'running' && c.exitCode !== undefined && c.exitCode !== 0 && !c.restarts)) return 'Failed';
  const unfinishedInit = init.some((c) => c.state === 'running' || (c.exitCode === undefined && c.state !== 'terminated'));
  const mainHasStarted = main.some((c) => c.state === 'running' || c.exitCode !== undefined);
  const sidecarPending = sidecars.some((c) => (c.state === 'running' && !c.started) || (c.state === 'waiting' && c.exitCode === undefined));
  const waiting = [...main, ...sidecars].some((c) => c.state === 'waiting' && c.exitCode === undefined);
  if (unfinishedInit || (sidecarPending && !mainHasStarted) || waiting) return 'Pending';
  const unknown = main.some((c) => c.state === 'absent');
  const mainRunning = main.some((c) => c.state === 'running');
  const stopped = main.filter((c) => c.state !== 'running' && c.exitCode !== undefined);
  if ((mainRunning || sidecars.some((c) => c.state === 'running')) && !unknown) return 'Running';
  if (stopped.length === 0 || unknown) return 'Pending';
  if (!stopping && stopped.some((c) => c.restarts)) return 'Running';
  return stopped.every((c) => c.exitCode === 0) ? 'Succeeded' : 'Failed';
}
