/** From a container that should run to one that does: image, configuration, create, start, postStart. */
import type { Secret } from '../../api/index.ts';
import { isIn } from '../../machines/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { fieldPath, isDeleted } from '../pods/work.ts';
import { containerStarted } from '../probes/worker.ts';
import { TIMINGS } from '../timings.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { finishedBy } from '../waits.ts';
import { terminatedState } from '../status/containerStatus.ts';
import { ensureImageVolumes } from '../volumes/imageVolumes.ts';
import { containerConfig, createProblem } from './config.ts';
import { runHook } from './hooks.ts';
import { ensureImage } from './image.ts';
import { killContainers } from './kill.ts';
import { forgetPrevious, observeContainer, runOf, tellContainer } from './observe.ts';

/** `touched`: the runtime has something new to show, whether it went well or not. */
export type StartOutcome = { readonly ok: boolean; readonly touched: boolean };

export function* startContainer(kit: Kit, work: PodWork, c: ContainerWork, secrets: readonly Secret[]): Task<StartOutcome> {
  const { clock } = kit.context;
  const block = (reason: string, message: string): StartOutcome => {
    c.blocked = { reason, message };
    tellContainer(kit, work, c, { type: 'failed', reason });
    return { ok: false, touched: false };
  };
  const warn = (reason: string, message: string): void => kit.recorder.event(work.pod, 'Warning', reason, message, { fieldPath: fieldPath(c) });
  const volumes = yield* ensureImageVolumes(kit, work, c, secrets);
  if (volumes !== undefined) return block(volumes.reason, volumes.message);
  const image = yield* ensureImage(kit, work, c, secrets);
  if (!image.ok) {
    warn('Failed', `Error: ${image.reason}`);
    return block(image.reason, image.message);
  }
  const config = lacksTarget(work, c) ?? containerConfig(kit, work, c, image.image);
  if (!config.ok) {
    warn('Failed', `Error: ${config.message}`);
    return block('CreateContainerConfigError', config.message);
  }
  yield sleep(clock, TIMINGS.createMs);
  if (work.sandbox === undefined) return { ok: false, touched: true };
  const problem = createProblem(kit, work, c);
  const created = problem === undefined ? kit.runtime.createContainer(work.sandbox, config.config) : { ok: false as const, message: problem };
  if (!created.ok) {
    warn('Failed', `Error: ${created.message}`);
    return block('CreateContainerError', created.message);
  }
  takeRun(kit, work, c, created.id);
  kit.recorder.event(work.pod, 'Normal', 'Created', 'Container created', { fieldPath: fieldPath(c) });
  const started = yield* finishedBy<{ readonly ok: true } | { readonly ok: false; readonly message: string }>((done) => kit.runtime.startContainer(created.id, done));
  if (!started.ok) {
    warn('Failed', `Error: ${started.message}`);
    c.blocked = { reason: 'RunContainerError', message: started.message };
    observeContainer(kit, work, c);
    return { ok: false, touched: true };
  }
  kit.recorder.event(work.pod, 'Normal', 'Started', 'Container started', { fieldPath: fieldPath(c) });
  c.blocked = undefined;
  tellContainer(kit, work, c, { type: 'started' });
  c.started = c.spec.startupProbe === undefined;
  c.ready = c.spec.readinessProbe === undefined;
  containerStarted(kit, work, c);
  return yield* afterStart(kit, work, c);
}

/** The container whose processes an ephemeral one wants to see must have been made. @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go getTargetID */
function lacksTarget(work: PodWork, c: ContainerWork): { readonly ok: false; readonly message: string } | undefined {
  const target = c.role !== 'ephemeral' ? undefined : work.pod.spec?.ephemeralContainers?.find((each) => each.name === c.name)?.targetContainerName;
  if (target === undefined || target === '' || work.containers.some((each) => each.name === target && each.id !== undefined)) return undefined;
  return { ok: false, message: `unable to find target container ${target}` };
}

/** The new run takes the place of the last one, which becomes `lastState`. */
function takeRun(kit: Kit, work: PodWork, c: ContainerWork, id: string): void {
  const last = runOf(kit, c);
  if (last !== undefined && c.id !== undefined) {
    c.lastEnd = terminatedState(kit, work, c, last);
    c.lastEndAt = last.finishedAt;
    forgetPrevious(kit, c);
    c.previousId = c.id;
  }
  c.id = id;
  c.reset = undefined;
  c.hook = undefined;
  c.attempt++;
  c.imageStarted = c.spec.image;
  c.applied = c.spec.resources;
  kit.owners.set(id, work);
  tellContainer(kit, work, c, { type: 'created' });
}

/** The hook runs beside the program; the next container waits for it. A failure ends the container. */
function* afterStart(kit: Kit, work: PodWork, c: ContainerWork): Task<StartOutcome> {
  const hook = c.spec.lifecycle?.postStart;
  if (hook === undefined) return { ok: true, touched: true };
  const { life } = yield* runHook(kit, work, c, 'postStart', hook, null);
  if (!isIn(life, 'failed')) return { ok: true, touched: true };
  if (!isDeleted(work.pod)) c.blocked = { reason: 'PostStartHookError', message: life.context.message };
  yield* killContainers(kit, work, [c], work.pod.spec?.terminationGracePeriodSeconds ?? 30, () => 'FailedPostStartHook');
  return { ok: false, touched: true };
}
