/** The agent of one node: takes the pods that are bound to it and makes them run. */
import type { Pod } from '../api/index.ts';
import type { Change, Component } from '../client/index.ts';
import { lifeState, livesOfPod, type LifeState, type LivesOf } from './inspect.ts';
import { driverOf } from './lives.ts';
import { forgetOldBackOffs } from './containers/backOffKey.ts';
import { isRunning, runOf } from './containers/observe.ts';
import { createConnection } from './connection/connection.ts';
import { openPorts } from './connection/http/server.ts';
import { sampleUsage } from './connection/usage.ts';
import { createEvictionManager } from './eviction/manager.ts';
import { createImageGc } from './gc/images.ts';
import { createNodeAgent } from './node/agent.ts';
import { settingsOf } from './node/configuration.ts';
import { nodeUse } from './node/figures.ts';
import { release } from './node/hold.ts';
import { killIfOutOfMemory } from './node/kernelOom.ts';
import { gated } from './node/runtimeGate.ts';
import { shutDown } from './node/shutdown.ts';
import { createNodeState } from './node/state.ts';
import { expel, refusalOf, refuse } from './pods/admission.ts';
import { watchRuntime } from './pods/pleg.ts';
import { proposeResize, stopRetry } from './pods/allocation.ts';
import { removePod } from './pods/remove.ts';
import { createPodWork, dropTimers, graceOf, isDeleted, isTerminated, isTerminating, takeSpec, tellPod } from './pods/work.ts';
import { requestSync } from './pods/worker.ts';
import { createDeadline } from './pods/deadline.ts';
import { askAgain, containerStarted, ensureProbes, probeUnready } from './probes/worker.ts';
import { removeFromApi } from './pods/terminate.ts';
import { createStaticPods } from './sources/staticPods.ts';
import { flushSoon, refreshStatus } from './status/write.ts';
import { TIMINGS } from './timings.ts';
import { startTask, type Task } from '../time/index.ts';
import { seconds } from './times.ts';
import type { Kit, KubeletOptions, PodWork } from './types.ts';
import { podDirectories, PODS_DIRECTORY } from './volumes/directories.ts';
import { refreshNow, watchVolumeSources } from './volumes/refresh.ts';
import { tellUnregistered } from './volumes/unregistered.ts';
import { createShares } from './volumes/shares.ts';
import { watchSizes } from './volumes/sizeLimits.ts';

export type Kubelet = Component & {
  /** Where the machines of one of its pods, or of its node, are; empty if it has none of that name. */
  readonly lives: (of: LivesOf) => readonly LifeState[];
  /** The container runtime's service: containers live on, but nobody can ask for anything. */
  stopRuntime(): void;
  startRuntime(): void;
  /** The node's disk dies: every container with it, and nothing can be started. */
  killDisk(): void;
  replaceDisk(): void;
  /** Whether what is known of the control plane's parts may have changed: they are asked again. */
  doubt(yes: boolean): void;
  /** Whether the API server can reach the kubelet. */
  unreachable(yes: boolean): void;
  /** Something on the machine has taken memory. */
  checkMemory(): void;
  /** What nobody uses of the machine's memory, in bytes. */
  memoryLeft(): number;
  /** The machine is about to go off: stops the pods if there is time for it. */
  shutDown(): Task<void>;
};

/** `stop` ends the kubelet process: containers live on, and `start` finds them again. */
export function createKubelet(options: KubeletOptions): Kubelet {
  const { context, node } = options;
  const state = createNodeState();
  const runtime = gated(options.runtime, state);
  const kit: Kit = {
    options, context, runtime, state, recorder: context.recorder('kubelet', node.name), nodeName: node.name,
    hostIp: node.addresses.find((address) => address.type === 'InternalIP')?.address ?? '', by: `kubelet ${node.name}`, bootedAt: seconds(context.clock.now),
    works: new Map(), resizes: new Set(), owners: new Map(), shares: options.shares ?? createShares(), staticEnds: new Map(), pullRecords: new Map(), alive: false, plegPhase: context.random.int(`pleg ${node.name}`, 0, 999), statusWriterBusyUntil: 0,
    requestSync: (work, delayMs) => requestSync(kit, work, delayMs), statusWasSet: (work) => probeUnready(kit, work), imagesChanged: () => agent.reportSoon(),
  };
  const images = createImageGc(kit);
  const evictions = createEvictionManager(kit, images, () => agent.reportSoon());
  const care = housekeeping(kit, images, evictions);
  const agent = createNodeAgent(kit, () => care.look());
  const connection = createConnection(kit);
  const statics = createStaticPods(kit);
  options.files.mount(PODS_DIRECTORY, podDirectories(kit));
  let stops: (() => void)[] = [];
  let watching = false;
  return {
    name: `kubelet ${node.name}`,
    start() {
      if (kit.alive) return;
      kit.alive = true;
      kit.recorder.forget();
      if (!watching) { watching = true; watchRuntime(kit); }
      Object.assign(state, { settings: settingsOf(options.configuration?.() ?? {}), shuttingDown: false });
      evictions.start();
      images.start();
      care.begin();
      agent.start();
      options.api.connectNode(node.name, connection);
      for (const work of Array.from(kit.works.values())) resume(kit, work);
      stops = [openPorts(kit), options.pods.subscribe(node.name, (change) => { if (!statics.takeMirror(change)) takeChange(kit, change); }), watchVolumeSources(kit), statics.start(), context.link?.onOpen(() => reconnect(kit, () => agent.reconnect())) ?? (() => undefined)];
    },
    stop() {
      if (!kit.alive) return;
      kit.alive = false;
      for (const stop of stops) stop();
      agent.stop();
      stopRetry(kit);
      evictions.stop();
      state.held.clear();
      options.api.disconnectNode(node.name);
      for (const work of kit.works.values()) dropTimers(kit, work);
    },
    lives({ kind, namespace, name }) {
      if (kind === 'Node') return name === node.name ? [lifeState('node', '', { life: agent.life() }), ...evictions.lives()] : [];
      const work = kit.works.get(`${namespace}/${name}`);
      return work === undefined ? [] : livesOfPod(work);
    },
    stopRuntime() { state.runtimeDownSince ??= context.clock.now; },
    startRuntime() { state.runtimeDownSince = undefined; release(kit); agent.reportSoon(); },
    killDisk() {
      state.diskDead = true;
      for (const each of runtime.containers()) if (each.state === 'running') runtime.stopContainer(each.id, 0, () => undefined);
    },
    replaceDisk() { state.diskDead = false; release(kit); },
    doubt(yes) { if (state.doubt === yes) return; state.doubt = yes; if (yes) askAgain(kit); },
    unreachable(yes) { if (yes) options.api.disconnectNode(node.name, 'i/o timeout'); else if (kit.alive) options.api.connectNode(node.name, connection); },
    checkMemory() { killIfOutOfMemory(kit); },
    memoryLeft: () => nodeUse(kit).memory.available,
    shutDown: () => shutDown(kit, () => agent.report()),
  };
}

/** At most so long after the API server answers again a kubelet tries. @k8s component-helpers/apimachinery/lease/controller.go maxBackoff */
const RECONNECT_MS = 7000;
/** Its lease, its node, and what was not written of its pods or was overwritten by others. */
function reconnect(kit: Kit, agent: () => void): void {
  const { clock, random } = kit.context;
  clock.after(random.int(`reconnect ${kit.nodeName}`, 1, RECONNECT_MS), () => {
    if (!kit.alive || kit.context.link?.problem() !== undefined) return;
    agent();
    for (const work of kit.works.values()) if (work.status !== undefined) flushSoon(kit, work, TIMINGS.statusWriteMs);
  });
}

/** Ten seconds have passed. @k8s pkg/kubelet/kubelet.go evictionMonitoringPeriod, ImageGCPeriod */
const LOOKS_PER_COLLECTION = 30;
/** CPU is measured less often than by cAdvisor: nobody looks most of the time. */
const LOOKS_PER_SAMPLE = 2;
/** A new kubelet takes its pods before it looks at its node for the first time. @k8s pkg/kubelet/kubelet.go initializeRuntimeDependentModules */
function housekeeping(kit: Kit, images: ReturnType<typeof createImageGc>, evictions: ReturnType<typeof createEvictionManager>): { begin(): void; look(): void } {
  let looks = 0;
  return {
    begin() { looks = 0; },
    look() {
      if (looks++ === 0) return;
      if (looks % LOOKS_PER_SAMPLE === 0) sampleUsage(kit);
      const use = nodeUse(kit);
      evictions.look(killIfOutOfMemory(kit, use.memory) ? undefined : use);
      if (looks % LOOKS_PER_COLLECTION === 0) images.collect();
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
  const otherDeadline = before.spec?.activeDeadlineSeconds !== pod.spec?.activeDeadlineSeconds;
  if (generation || before.spec !== pod.spec) {
    const specs = new Map(work.containers.map((c) => [c.name, c.spec]));
    takeSpec(work, pod);
    forgetOldBackOffs(kit, work, specs);
  } else work.pod = pod;
  if (generation && (work.desired !== undefined || work.resize !== undefined)) proposeResize(kit, work);
  if (otherDeadline) createDeadline(kit, work);
  if (before.metadata?.labels !== pod.metadata?.labels) kit.podsUse = undefined; // a label tells the control plane's machine
  if (before.metadata?.labels !== pod.metadata?.labels || before.metadata?.annotations !== pod.metadata?.annotations) refreshNow(kit, work);
  if (before.status !== pod.status && isOverwritten(work, pod)) flushSoon(kit, work, TIMINGS.statusRetryMs);
  if (isDeleted(pod) && !wasDeleted) {
    const over = isTerminated(work);
    tellPod(kit, work, { type: 'delete', graceSeconds: graceOf(pod) });
    // A pod that has ended but is held by nothing of ours any more: only the object is left.
    if (over) startTask(kit.context.clock, removeFromApi(kit, work, false));
    else requestSync(kit, work);
  } else if (isDeleted(pod) && isTerminating(work) && graceOf(pod) < work.life.context.graceSeconds) hurry(kit, work);
  else if (generation) requestSync(kit, work);
  else if (foreignConditionsChanged(before, pod) && work.status !== undefined && !isTerminated(work)) refreshStatus(kit, work, 'a readiness gate changed');
}

/** Deleted again with less grace: what is under way is broken off and begun anew with what is left. @k8s pkg/kubelet/pod_workers.go UpdatePod wasGracePeriodShortened */
function hurry(kit: Kit, work: PodWork): void {
  tellPod(kit, work, { type: 'delete', graceSeconds: graceOf(work.pod) });
  work.interruptible = true;
  requestSync(kit, work);
}

/** Somebody else says of the pod's readiness what the kubelet does not. @k8s pkg/kubelet/status/status_manager.go needsReconcile */
function isOverwritten(work: PodWork, pod: Pod): boolean {
  if (work.status === undefined || work.statusTimer !== undefined) return false;
  const [own, there] = [work.status, pod.status].map((status) => status?.conditions?.find(({ type }) => type === 'Ready')?.status);
  return own !== undefined && there !== undefined && own !== there;
}

const foreignConditionsChanged = (before: Pod, pod: Pod): boolean => {
  const gates = (pod.spec?.readinessGates ?? []).map((gate) => gate.conditionType);
  if (gates.length === 0) return false;
  const of = (object: Pod): string => gates.map((type) => object.status?.conditions?.find((condition) => condition.type === type)?.status ?? '').join();
  return of(before) !== of(pod);
};

/** A new kubelet process: back-offs are forgotten, containers are found as they are. */
function resume(kit: Kit, work: PodWork): void {
  if (work.staticPod !== undefined) work.staticPod.unseen = true;
  const now = work.staticPod !== undefined ? work.pod : kit.options.pods.list(kit.nodeName).find((pod) => pod.metadata?.uid === work.uid);
  if (now === undefined) { removePod(kit, work); return; }
  takeSpec(work, now);
  if (work.desired !== undefined) proposeResize(kit, work);
  if (isTerminated(work)) {
    if (work.status !== undefined) flushSoon(kit, work, TIMINGS.statusWriteMs);
    if (isDeleted(now)) startTask(kit.context.clock, removeFromApi(kit, work, false));
    return;
  }
  for (const c of work.containers) {
    const { policy, rules, startupProbe } = c.life.context;
    c.life = driverOf(c.role).start({ policy, rules, startupProbe });
    c.probes = [];
    const run = runOf(kit, c);
    if (run === undefined) continue;
    c.life = driverOf(c.role).step(c.life, { type: 'created' }).snapshot;
    if (run.state !== 'created') c.life = driverOf(c.role).step(c.life, { type: 'started' }).snapshot;
    if (c.started) c.life = driverOf(c.role).step(c.life, { type: 'startupSucceeded' }).snapshot;
  }
  const refusal = isDeleted(now) ? undefined : refusalOf(kit, work);
  if (refusal !== undefined) { expel(kit, work, refusal); return; }
  ensureProbes(kit, work);
  for (const c of work.containers) if (isRunning(kit, c)) containerStarted(kit, work, c);
  createDeadline(kit, work);
  if (work.volumes !== undefined) watchSizes(kit, work);
  if (isDeleted(now)) { tellPod(kit, work, { type: 'delete', graceSeconds: graceOf(now) }); tellUnregistered(kit, now); }
  requestSync(kit, work);
  // Others may have written meanwhile, and a new process has sent nothing yet. @k8s pkg/kubelet/status/status_manager.go updateStatusInternal
  if (work.status !== undefined) flushSoon(kit, work, TIMINGS.statusWriteMs);
}
