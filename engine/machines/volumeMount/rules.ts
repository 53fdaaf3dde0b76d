/** One volume of one pod on its node. @k8s pkg/kubelet/volumemanager/reconciler, pkg/volume/util/operationexecutor */
export type VolumeMountContext = {
  /** The attach/detach controller has to bring it to the node first. */
  readonly attachable: boolean;
  /** Failed tries so far: the wait after one is 500 ms × 2^(failures before it). */
  readonly failures: number;
  /** The words of the last failure. */
  readonly error: string;
};
export type VolumeMountEvent =
  | { readonly type: 'wanted' }
  | { readonly type: 'attached' }
  | { readonly type: 'mounted' }
  | { readonly type: 'mountFailed'; readonly error: string }
  | { readonly type: 'refreshWanted' }
  | { readonly type: 'unwanted' }
  | { readonly type: 'unmounted' };
export type VolumeMountEffect =
  | { readonly type: 'mount' }
  | { readonly type: 'announceFailure'; readonly error: string }
  | { readonly type: 'refresh' }
  | { readonly type: 'unmount' };

export const initialContext: VolumeMountContext = { attachable: false, failures: 0, error: '' };

const FIRST_MS = 500;
const MOST_MS = 122_000;

/** @k8s pkg/util/goroutinemap/exponentialbackoff, golden pods/pod-hostpath-types (tries at +0, 0.5, 1.5, 3.5, 7.5 s) */
export function mountBackOffMs(earlierFailures: number): number {
  let ms = FIRST_MS;
  for (let i = 0; i < earlierFailures && ms < MOST_MS; i++) ms *= 2;
  return Math.min(ms, MOST_MS);
}

export const guards = { needsAttaching: (context: VolumeMountContext): boolean => context.attachable };
export const updates = {
  recordFailure: (context: VolumeMountContext, event: VolumeMountEvent): Partial<VolumeMountContext> =>
    (event.type === 'mountFailed' ? { failures: context.failures + 1, error: event.error } : {}),
  forgetFailures: (): Partial<VolumeMountContext> => ({ failures: 0, error: '' }),
};
export const effects = {
  mount: (): VolumeMountEffect => ({ type: 'mount' }),
  announceFailure: (_context: VolumeMountContext, event: VolumeMountEvent): VolumeMountEffect =>
    ({ type: 'announceFailure', error: event.type === 'mountFailed' ? event.error : '' }),
  refresh: (): VolumeMountEffect => ({ type: 'refresh' }),
  unmount: (): VolumeMountEffect => ({ type: 'unmount' }),
};
export const delays = {
  /** The action that counted this failure ran before, so the wait is that of the count without it. */
  mountBackOff: (context: VolumeMountContext): number => mountBackOffMs(context.failures - 1),
};
