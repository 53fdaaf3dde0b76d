/** One entry of containerStatuses. @k8s pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses */
import type { ContainerStateTerminated, ContainerStatus, VolumeMountStatus } from '../../api/index.ts';
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

type State = { readonly state: ContainerStatus['state']; readonly lastState: ContainerStatus['lastState'] };

function stateOf(kit: Kit, work: PodWork, c: ContainerWork, run: Run | undefined, defaultReason: string): State {
  const blocked = isDeleted(work.pod) ? undefined : c.blocked;
  const waiting = blocked === undefined ? { reason: defaultReason } : { reason: blocked.reason, ...(blocked.message === '' ? {} : { message: blocked.message }) };
  const lastState = c.lastEnd === undefined ? {} : { terminated: c.lastEnd };
  if (run === undefined && c.reset?.told === false) return { state: { waiting: blocked === undefined ? REMOVED : waiting }, lastState };
  if (run === undefined || run.state === 'created') return { state: { waiting }, lastState };
  if (run.state === 'running') return { state: { running: { startedAt: seconds(run.startedAt) } }, lastState };
  const terminated = terminatedState(kit, work, c, run);
  const waits = blocked !== undefined && work.verdict === undefined && shouldRestart(c.life.context, run.exitCode);
  return waits ? { state: { waiting }, lastState: { terminated } } : { state: { terminated }, lastState };
}

const mountsOf = (c: ContainerWork): VolumeMountStatus[] => (c.spec.volumeMounts ?? []).map((mount) => ({
  name: mount.name, mountPath: mount.mountPath,
  ...(mount.readOnly === true ? { readOnly: true, recursiveReadOnly: mount.recursiveReadOnly === 'Enabled' || mount.recursiveReadOnly === 'IfPossible' ? 'Enabled' : 'Disabled' } : {}),
}));

export function containerStatus(kit: Kit, work: PodWork, c: ContainerWork, defaultReason: string): ContainerStatus {
  const run = runOf(kit, c);
  const { state, lastState } = stateOf(kit, work, c, run, defaultReason);
  const running = run?.state === 'running';
  const started = running && (c.role === 'init' || c.started);
  const requests = c.spec.resources?.requests;
  const mounts = mountsOf(c);
  if (c.reset?.status !== undefined && state !== undefined && lastState !== undefined) return { ...c.reset.status, state, lastState, restartCount: c.attempt, started: false };
  return {
    name: c.name, ...(state === undefined ? {} : { state }), ...(lastState === undefined ? {} : { lastState }),
    ready: isReady(c, running, run),
    restartCount: c.attempt === 0 ? 0 : c.attempt - (c.reset === undefined ? 1 : 0),
    image: run?.image ?? c.spec.image ?? '', imageID: run?.imageId ?? '',
    ...(run === undefined ? {} : { containerID: `containerd://${run.id}` }),
    ...(c.role === 'ephemeral' ? {} : { started }),
    ...(run !== undefined && requests !== undefined ? { allocatedResources: requests } : {}),
    ...(run === undefined ? {} : { resources: c.applied ?? {} }),
    ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
    ...(run === undefined ? {} : { user: { linux: userOf(kit, work, c) } }),
  };
}

/** An init container is ready once it has succeeded, others while they run and their probes agree. */
function isReady(c: ContainerWork, running: boolean, run: Run | undefined): boolean {
  if (c.role === 'init') return run?.state === 'exited' && run.exitCode === 0;
  if (c.role === 'ephemeral') return false;
  return running && c.started && c.ready;
}
