/** One eviction threshold of a node: when it is met, the kubelet reclaims what nobody uses, then evicts Pods one at a time. */
export type EvictionContext = {
  /** 0 for a hard threshold. */
  readonly graceMs: number;
  /** How long one evicted Pod is waited for. */
  readonly cleanupMs: number;
};
export type EvictionEvent =
  | { readonly type: 'met' }
  | { readonly type: 'resolved' }
  /** Of all thresholds that are met, this one is worked on now. */
  | { readonly type: 'turn' }
  | { readonly type: 'reclaimed' }
  | { readonly type: 'stillStarved' }
  | { readonly type: 'podEvicted' }
  | { readonly type: 'nobodyToEvict' }
  | { readonly type: 'podCleanedUp' };
export type EvictionEffect = { readonly type: 'announce' } | { readonly type: 'reclaim' } | { readonly type: 'rankAndEvict' } | { readonly type: 'lookAgain' };

/** @k8s pkg/kubelet/eviction/eviction_manager.go podCleanupTimeout */
export const initialContext: EvictionContext = { graceMs: 0, cleanupMs: 30_000 };

export const guards = { isHard: (context: EvictionContext): boolean => context.graceMs === 0 };
export const effects = {
  announce: (): EvictionEffect => ({ type: 'announce' }),
  reclaim: (): EvictionEffect => ({ type: 'reclaim' }),
  rankAndEvict: (): EvictionEffect => ({ type: 'rankAndEvict' }),
  lookAgain: (): EvictionEffect => ({ type: 'lookAgain' }),
};
export const delays = {
  gracePeriod: (context: EvictionContext): number => context.graceMs,
  cleanupTimeout: (context: EvictionContext): number => context.cleanupMs,
};
