/** What a kubelet knows of its machine as a whole. */
import { formatDuration } from '../../base/index.ts';
import type { PodWork } from '../types.ts';
import { settingsOf, type KubeletSettings } from './configuration.ts';

export type PressureType = 'MemoryPressure' | 'DiskPressure' | 'PIDPressure';
export const PRESSURES: readonly PressureType[] = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];

export type NodeState = {
  /** Read at each start of the kubelet. */
  settings: KubeletSettings;
  readonly pressure: { readonly [type in PressureType]: boolean } & { [type in PressureType]: boolean };
  /** When the container runtime stopped answering. */
  runtimeDownSince: number | undefined;
  /** Pods that wanted a sync meanwhile. */
  readonly held: Set<PodWork>;
  /** Nothing can be written any more, and containers can not be started. */
  diskDead: boolean;
  shuttingDown: boolean;
  /** Whether the control plane's programs may have failed: else they are taken to be well while they run. */
  doubt: boolean;
};

export const createNodeState = (): NodeState => ({
  settings: settingsOf({}), pressure: { MemoryPressure: false, DiskPressure: false, PIDPressure: false },
  runtimeDownSince: undefined, held: new Set(), diskDead: false, shuttingDown: false, doubt: false,
});

/** @k8s pkg/kubelet/kubelet.go baseRuntimeSyncThreshold */
const RUNTIME_SYNC_MS = 30_000;
/** @k8s pkg/kubelet/pleg/generic.go relistThreshold, pkg/kubelet/kubelet.go genericPlegRelistThreshold */
const PLEG_THRESHOLD_MS = 180_000;

/** Why the runtime does not count as healthy: pods are not synced meanwhile. @k8s pkg/kubelet/runtime.go runtimeErrors */
export function runtimeErrors(state: NodeState, now: number): string[] {
  if (state.runtimeDownSince === undefined) return [];
  const silent = now - state.runtimeDownSince;
  return [
    ...(silent >= RUNTIME_SYNC_MS ? ['container runtime is down'] : []),
    ...(silent > PLEG_THRESHOLD_MS ? [`PLEG is not healthy: pleg was last seen active ${formatDuration(silent)} ago; threshold is ${formatDuration(PLEG_THRESHOLD_MS)}`] : []),
  ];
}

const NONE: readonly string[] = [];
/** The Ready condition's reasons against it. @k8s pkg/kubelet/nodestatus/setters.go ReadyCondition */
export const readyErrors = (state: NodeState, now: number, network: string | undefined): readonly string[] =>
  (state.runtimeDownSince === undefined && network === undefined && !state.shuttingDown ? NONE : [...runtimeErrors(state, now), ...(network === undefined ? [] : [network]), ...(state.shuttingDown ? ['node is shutting down'] : [])]);
