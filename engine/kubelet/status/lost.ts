/** A pod that goes before its containers ever ran: nobody knows how they ended. @k8s pkg/kubelet/status/status_manager.go TerminatePod, golden controllers/deploy-bad-image-undo */
import { isSidecar, type ContainerStateTerminated, type ContainerStatus, type PodSpec, type PodStatus } from '../../api/index.ts';

// Go prints a moment that never was as null. The generated type has no null.
const UNKNOWN = {
  exitCode: 137, reason: 'ContainerStatusUnknown', message: 'The container could not be located when the pod was terminated', startedAt: null, finishedAt: null,
} as unknown as ContainerStateTerminated;

const marked = (list: readonly ContainerStatus[]): ContainerStatus[] =>
  list.map((each) => (each.state?.terminated !== undefined ? each : { ...each, state: { terminated: UNKNOWN } }));

const hasRun = ({ state, lastState }: ContainerStatus): boolean => state?.waiting === undefined || lastState?.terminated !== undefined;

/** No init containers, or a container that has run, or the last init container is through. @k8s hasPodInitialized */
function hasInitialized({ initContainers = [] }: PodSpec, { containerStatuses = [], initContainerStatuses = [] }: PodStatus): boolean {
  if (initContainers.length === 0 || containerStatuses.some(hasRun)) return true;
  const [last, spec] = [initContainerStatuses.at(-1), initContainers.at(-1)];
  if (last === undefined || spec === undefined || last.name !== spec.name) return false;
  if (isSidecar(spec)) return last.state?.running !== undefined && last.started === true;
  return last.state?.terminated?.exitCode === 0 || last.lastState?.terminated?.exitCode === 0;
}

/**
 * Before a pod is initialized it is no failure of its containers that they did not run; of its init containers those count that came
 * before one that ran, and always the first. The same object if nothing is missing.
 */
export function withLostContainers(status: PodStatus, spec: PodSpec): PodStatus {
  const { containerStatuses: main, initContainerStatuses: init } = status;
  const last = init === undefined ? -1 : init.map(hasRun).lastIndexOf(true);
  const counted = Math.max(1, last + 1);
  const lostInit = init?.some((each, i) => i < counted && each.state?.terminated === undefined) === true;
  const lostMain = hasInitialized(spec, status) && main?.some((each) => each.state?.terminated === undefined) === true;
  if (!lostInit && !lostMain) return status;
  return {
    ...status,
    ...(lostMain && main !== undefined ? { containerStatuses: marked(main) } : {}),
    ...(lostInit && init !== undefined ? { initContainerStatuses: [...marked(init.slice(0, counted)), ...init.slice(counted)] } : {}),
  };
}
