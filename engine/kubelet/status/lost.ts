/** A pod that goes before its containers ever ran: nobody knows how they ended. @k8s pkg/kubelet/status/status_manager.go TerminatePod, golden controllers/deploy-bad-image-undo */
import type { ContainerStateTerminated, ContainerStatus, PodStatus } from '../../api/index.ts';

// Go prints a moment that never was as null. The generated type has no null.
const UNKNOWN = {
  exitCode: 137, reason: 'ContainerStatusUnknown', message: 'The container could not be located when the pod was terminated', startedAt: null, finishedAt: null,
} as unknown as ContainerStateTerminated;

const marked = (list: readonly ContainerStatus[]): ContainerStatus[] =>
  list.map((each) => (each.state?.terminated !== undefined ? each : { ...each, state: { terminated: UNKNOWN } }));

/** Before a pod is initialized it is no failure of its containers that they did not run. */
export function withLostContainers(status: PodStatus): PodStatus {
  const initialized = status.conditions?.some((condition) => condition.type === 'Initialized' && condition.status === 'True') === true;
  return initialized ? { ...status, containerStatuses: marked(status.containerStatuses ?? []) } : status;
}
