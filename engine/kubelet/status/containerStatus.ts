/** One entry of containerStatuses. @k8s pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses */
import type { Container, ContainerStateTerminated, ContainerStatus, VolumeMountStatus } from '../../api/index.ts';
import { shouldRestart } from '../../machines/index.ts';
import { runOf, type Run } from '../containers/observe.ts';
import { messageOf } from '../containers/terminationMessage.ts';
import { userOf } from '../containers/user.ts';
import { REMOVED } from '../pods/restartAll.ts';
import { isDeleted } from '../pods/work.ts';
import { seconds } from '../times.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

export function terminatedState(kit: Kit, work: PodWork, c: ContainerWork, run: Run): ContainerStateTerminated {
  const message = messageOf(kit, c, run, work.containers.length);
  return {
    exitCode: run.exitCode, reason: run.reason, ...(message === '' ? {} : { message }),
    startedAt: seconds(run.startedAt), finishedAt: seconds(run.finishedAt), containerID: `containerd://${run.id}`,
  };
}

type State = { readonly state: NonNullable<ContainerStatus['state']>; readonly lastState: NonNullable<ContainerStatus['lastState']> };

function stateOf(kit: Kit, work: PodWork, c: ContainerWork, run: Run | undefined, defaultReason: string): State {
  const lastState = c.lastEnd === undefined ? {} : { terminated: c.lastEnd };
  if (run?.state === 'running') return { state: { running: { startedAt: seconds(run.startedAt) } }, lastState };
  const blocked = isDeleted(work.pod) ? undefined : c.blocked;
  const waiting = blocked === undefined ? { reason: defaultReason } : { reason: blocked.reason, ...(blocked.message === '' ? {} : { message: blocked.message }) };
  if (run === undefined && c.reset?.told === false) return { state: { waiting: blocked === undefined ? REMOVED : waiting }, lastState };
  if (run === undefined || run.state === 'created') return { state: { waiting }, lastState };
  const terminated = terminatedState(kit, work, c, run);
  const waits = blocked !== undefined && work.verdict === undefined && shouldRestart(c.life.context, run.exitCode);
  return waits ? { state: { waiting }, lastState: { terminated } } : { state: { terminated }, lastState };
}

const mountsOf = (mounts: NonNullable<Container['volumeMounts']>): VolumeMountStatus[] => mounts.map((mount) => {
  const { name, mountPath, readOnly, recursiveReadOnly } = mount;
  if (readOnly !== true) return { name, mountPath };
  return { name, mountPath, readOnly: true, recursiveReadOnly: recursiveReadOnly === 'Enabled' || recursiveReadOnly === 'IfPossible' ? 'Enabled' : 'Disabled' };
});

function shownMounts(c: ContainerWork, of: NonNullable<Container['volumeMounts']>): readonly VolumeMountStatus[] {
  if (c.mounts?.of !== of) c.mounts = { of, shown: mountsOf(of) };
  return c.mounts.shown;
}

/** Field by field, in the API's order: it is made several times for every container. */
export function containerStatus(kit: Kit, work: PodWork, c: ContainerWork, defaultReason: string): ContainerStatus {
  const run = runOf(kit, c);
  const { state, lastState } = stateOf(kit, work, c, run, defaultReason);
  const running = run?.state === 'running';
  if (c.reset?.status !== undefined) return { ...c.reset.status, state, lastState, restartCount: c.attempt, started: false };
  const { image = '', resources, volumeMounts } = c.spec;
  const status: { -readonly [field in keyof ContainerStatus]: ContainerStatus[field] } = {
    name: c.name, state, lastState,
    ready: isReady(c, running, run),
    restartCount: c.attempt === 0 ? 0 : c.attempt - (c.reset === undefined ? 1 : 0),
    image: run?.image ?? image, imageID: run?.imageId ?? '',
  };
  if (run !== undefined) status.containerID = `containerd://${run.id}`;
  if (c.role !== 'ephemeral') status.started = running && (c.role === 'init' || c.started);
  if (run !== undefined && resources?.requests !== undefined) status.allocatedResources = resources.requests;
  if (run !== undefined) status.resources = c.applied ?? {};
  if (volumeMounts !== undefined && volumeMounts.length > 0) status.volumeMounts = shownMounts(c, volumeMounts);
  if (run !== undefined) status.user = { linux: userOf(kit, work, c) };
  return status;
}

/** An init container is ready once it has succeeded, others while they run and their probes agree. */
function isReady(c: ContainerWork, running: boolean, run: Run | undefined): boolean {
  if (c.role === 'init') return run?.state === 'exited' && run.exitCode === 0;
  if (c.role === 'ephemeral') return false;
  return running && c.started && c.ready;
}
