/** The agent of one node: takes the pods that are bound to it and makes them run. */
import type { Pod } from '../api/index.ts';
import type { Change, Component } from '../client/index.ts';
import { container } from '../machines/index.ts';
import { isRunning, runOf } from './containers/observe.ts';
import { createConnection } from './connection/connection.ts';
import { createNodeAgent } from './node/agent.ts';
import { expel, refusalOf, refuse } from './pods/admission.ts';
import { watchRuntime } from './pods/pleg.ts';
import { removePod } from './pods/remove.ts';
import { createPodWork, dropTimers, graceOf, isDeleted, isTerminated, takeSpec, tellPod } from './pods/work.ts';
import { requestSync } from './pods/worker.ts';
import { createDeadline } from './pods/deadline.ts';
import { containerStarted, ensureProbes, probeUnready } from './probes/worker.ts';
import { removeFromApi } from './pods/terminate.ts';
import { refreshStatus } from './status/write.ts';
import { startTask } from '../time/index.ts';
import type { Kit, KubeletOptions, PodWork } from './types.ts';
import { refreshDownward, watchVolumeSources } from './volumes/refresh.ts';
import { tellUnregistered } from './volumes/unregistered.ts';
import { watchSizes } from './volumes/sizeLimits.ts';

/** `stop` ends the kubelet process: containers live on, and `start` finds them again. */
export function createKubelet(options: KubeletOptions): Component {
  const { context, node, runtime } = options;
  const kit: Kit = {
    options, context, runtime, recorder: context.recorder('kubelet', node.name), nodeName: node.name,
    hostIp: node.addresses.find((address) => address.type === 'InternalIP')?.address ?? '', by: `kubelet ${node.name}`,
    works: new Map(), owners: new Map(), alive: false, plegPhase: context.random.int(`pleg ${node.name}`, 0, 999), statusWriterBusyUntil: 0,
    requestSync: (work, delayMs) => requestSync(kit, work, delayMs), statusWasSet: (work) => probeUnready(kit, work), imagesChanged: () => agent.reportSoon(),
  };
  const agent = createNodeAgent(kit);
  const connection = createConnection(kit);
  let stops: (() => void)[] = [];
  let watching = false;
  return {
    name: `kubelet ${node.name}`,
    start() {
      if (kit.alive) return;
      kit.alive = true;
      if (!watching) { watching = true; watchRuntime(kit); }
      agent.start();
      options.api.connectNode(node.name, connection);
      for (const work of Array.from(kit.works.values())) resume(kit, work);
      stops = [options.pods.subscribe(node.name, (change) => takeChange(kit, change)), watchVolumeSources(kit)];
    },
    stop() {
      if (!kit.alive) return;
      kit.alive = false;
      for (const stop of stops) stop();
      agent.stop();
      options.api.disconnectNode(node.name);
      for (const work of kit.works.values()) dropTimers(kit, work);
    },
  };
}

function takeChange(kit: Kit, change: Change<Pod>): void {
  const pod = change.object;
  const key = `${pod.metadata?.namespace ?? ''}/${pod.metadata?.name ?? ''}`;
  let work = kit.works.get(key);
  if (work !== undefined && work.uid !== pod.metadata?.uid) { removePod(kit, work); work = undefined; }
  if (change.type === 'DELETED') { if (work !== undefined) removePod(kit, work); return; }
  if (work === undefined) {
    if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return;
    work = createPodWork(pod);
    const refusal = isDeleted(pod) ? undefined : refusalOf(kit, work);
    if (refusal !== undefined) { refuse(kit, work, refusal); return; }
    kit.works.set(key, work);
    createDeadline(kit, work);
    if (isDeleted(pod)) tellPod(kit, work, { type: 'delete', graceSeconds: graceOf(pod) });
    requestSync(kit, work);
    return;
  }
  takeUpdate(kit, work, pod);
}

function takeUpdate(kit: Kit, work: PodWork, pod: Pod): void {
  const before = work.pod;
  const generation = before.metadata?.generation !== pod.metadata?.generation;
  const wasDeleted = isDeleted(before);
  if (generation || before.spec !== pod.spec) takeSpec(work, pod); else work.pod = pod;
  if (before.metadata?.labels !== pod.metadata?.labels || before.metadata?.annotations !== pod.metadata?.annotations) refreshDownward(kit, work);
  if (isDeleted(pod) && !wasDeleted) {
    const over = isTerminated(work);
    tellPod(kit, work, { type: 'delete', graceSeconds: graceOf(pod) });
    // A pod that has ended but is held by nothing of ours any more: only the object is left.
    if (over) startTask(kit.context.clock, removeFromApi(kit, work, false));
    else requestSync(kit, work);
  } else if (generation) requestSync(kit, work);
  else if (foreignConditionsChanged(before, pod) && work.status !== undefined && !isTerminated(work)) refreshStatus(kit, work, 'a readiness gate changed');
}

const foreignConditionsChanged = (before: Pod, pod: Pod): boolean => {
  const gates = (pod.spec?.readinessGates ?? []).map((gate) => gate.conditionType);
  if (gates.length === 0) return false;
  const of = (object: Pod): string => gates.map((type) => object.status?.conditions?.find((condition) => condition.type === type)?.status ?? '').join();
  return of(before) !== of(pod);
};

/** A new kubelet process: back-offs are forgotten, containers are found as they are. */
function resume(kit: Kit, work: PodWork): void {
  const now = kit.options.pods.list(kit.nodeName).find((pod) => pod.metadata?.uid === work.uid);
  if (now === undefined) { removePod(kit, work); return; }
  work.pod = now;
  if (isTerminated(work)) {
    if (isDeleted(now)) startTask(kit.context.clock, removeFromApi(kit, work, false));
    return;
  }
  for (const c of work.containers) {
    const { policy, rules, startupProbe } = c.life.context;
    c.life = container.start({ policy, rules, startupProbe });
    c.probes = [];
    const run = runOf(kit, c);
    if (run === undefined) continue;
    c.life = container.step(c.life, { type: 'created' }).snapshot;
    if (run.state !== 'created') c.life = container.step(c.life, { type: 'started' }).snapshot;
    if (c.started) c.life = container.step(c.life, { type: 'startupSucceeded' }).snapshot;
  }
  const refusal = isDeleted(now) ? undefined : refusalOf(kit, work);
  if (refusal !== undefined) { expel(kit, work, refusal); return; }
  ensureProbes(kit, work);
  for (const c of work.containers) if (isRunning(kit, c)) containerStarted(kit, work, c);
  createDeadline(kit, work);
  if (work.volumes !== undefined) watchSizes(kit, work);
  if (isDeleted(now)) { tellPod(kit, work, { type: 'delete', graceSeconds: graceOf(now) }); tellUnregistered(kit, now); }
  requestSync(kit, work);
}
