/** A node as its kubelet keeps it alive and as the control plane judges it. */
export type NodeContext = {
  readonly leaseRenewMs: number;
  readonly statusReportMs: number;
  /** Without a heartbeat for this long the control plane no longer believes the node. */
  readonly graceMs: number;
};
export type NodeEvent =
  | { readonly type: 'kubeletStarted' }
  | { readonly type: 'kubeletStopped' }
  | { readonly type: 'conditionsComputed'; readonly ready: boolean }
  | { readonly type: 'heartbeat' };
export type NodeEffect = { readonly type: 'renewLease' } | { readonly type: 'reportStatus' };

/** @k8s pkg/kubelet/kubelet.go (lease 40 s renewed at a quarter), pkg/kubelet/apis/config/v1beta1/defaults.go */
export const initialContext: NodeContext = { leaseRenewMs: 10_000, statusReportMs: 300_000, graceMs: 50_000 };

export const guards = {
  isReady: (_context: NodeContext, event: NodeEvent): boolean => event.type === 'conditionsComputed' && event.ready,
  isNotReady: (_context: NodeContext, event: NodeEvent): boolean => event.type === 'conditionsComputed' && !event.ready,
};
export const effects = {
  renewLease: (): NodeEffect => ({ type: 'renewLease' }),
  reportStatus: (): NodeEffect => ({ type: 'reportStatus' }),
};
export const delays = {
  renewInterval: (context: NodeContext): number => context.leaseRenewMs,
  reportInterval: (context: NodeContext): number => context.statusReportMs,
  monitorGracePeriod: (context: NodeContext): number => context.graceMs,
};
