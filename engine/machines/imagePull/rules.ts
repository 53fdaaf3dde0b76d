/** Pulling one image for one pod. */
export type ImagePullContext = {
  /** Failed pulls so far: the wait after one is 10 s × 2^(failures before it). */
  readonly failures: number;
  /** The runtime's words of the last failure. */
  readonly error: string;
};
export type ImagePullEvent =
  | { readonly type: 'wanted' }
  | { readonly type: 'found' }
  | { readonly type: 'pulled' }
  | { readonly type: 'pullFailed'; readonly error: string };
export type ImagePullEffect =
  | { readonly type: 'pull' }
  | { readonly type: 'announceBackOff'; readonly error: string };

export const initialContext: ImagePullContext = { failures: 0, error: '' };

/** @k8s pkg/kubelet/kubelet.go imageBackOff */
export function pullBackOffMs(earlierFailures: number): number {
  let ms = 10_000;
  for (let i = 0; i < earlierFailures && ms < 300_000; i++) ms *= 2;
  return Math.min(ms, 300_000);
}

export const updates = {
  recordFailure: (context: ImagePullContext, event: ImagePullEvent): Partial<ImagePullContext> =>
    (event.type === 'pullFailed' ? { failures: context.failures + 1, error: event.error } : {}),
  forgetFailures: (): Partial<ImagePullContext> => initialContext,
};
export const effects = {
  pull: (): ImagePullEffect => ({ type: 'pull' }),
  announceBackOff: (context: ImagePullContext): ImagePullEffect => ({ type: 'announceBackOff', error: context.error }),
};
export const delays = {
  /** The action that counted this failure ran before, so the wait is that of the count without it. */
  pullBackOff: (context: ImagePullContext): number => pullBackOffMs(context.failures - 1),
};
