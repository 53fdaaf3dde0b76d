/** Looks every ten seconds whether the node is short of something, says so, and makes room. @k8s pkg/kubelet/eviction/eviction_manager.go synchronize */
import { eviction, isIn, type EvictionContext, type EvictionEffect, type EvictionEvent, type Snapshot } from '../../machines/index.ts';
import type { TimerId } from '../../time/index.ts';
import { lifeState, type LifeState } from '../inspect.ts';
import { cancelTimers, send, type Life } from '../lives.ts';
import { nodeUse, podUse, type NodeUse } from '../node/figures.ts';
import { nodeEvent } from '../node/events.ts';
import { PRESSURES, type PressureType } from '../node/state.ts';
import { deleteUnusedContainers } from '../gc/containers.ts';
import type { ImageGc } from '../gc/images.ts';
import { isTerminated, isTerminating } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import { evictPod } from './evict.ts';
import { evictOverLimit, limitsStorage } from './localStorage.ts';
import { evictionWords } from './message.ts';
import { createPressureConditions } from './pressure.ts';
import { ranked } from './rank.ts';
import { isMet, thresholdsOf, type Threshold } from './thresholds.ts';

type Watched = { readonly threshold: Threshold; life: Snapshot<EvictionContext>; timers: Life<EvictionContext>['timers'] };
export type EvictionManager = { start(): void; stop(): void; /** One look. @param use what the caller has just measured */ look(use?: NodeUse): void; lives(): readonly LifeState[] };

const isActive = (work: PodWork): boolean => work.sandbox !== undefined && !isTerminated(work) && !isTerminating(work);

/** @k8s pkg/kubelet/eviction/eviction_manager.go podCleanupPollFreq, podCleanupTimeout */
const CLEANUP_POLL_MS = 1000;
const CLEANUP_TIMEOUT_MS = 30_000;

/** Nothing else is evicted before these are gone. */
function createCleanup(kit: Kit): { readonly pending: () => boolean; wait(pods: readonly PodWork[], done: () => void): void; stop(): void } {
  const { clock } = kit.context;
  let timer: TimerId | undefined;
  const isGone = (work: PodWork): boolean => isTerminated(work) || kit.works.get(work.key) !== work;
  function wait(pods: readonly PodWork[], done: () => void, since = clock.now): void {
    timer = clock.after(CLEANUP_POLL_MS, () => {
      timer = undefined;
      if (pods.every(isGone) || clock.now - since >= CLEANUP_TIMEOUT_MS) done();
      else wait(pods, done, since);
    });
  }
  return {
    pending: () => timer !== undefined,
    wait: (pods, done) => wait(pods, done),
    stop() { if (timer !== undefined) clock.cancel(timer); timer = undefined; },
  };
}

/** A hard threshold leaves a second; a soft one what the settings allow, or the pod's own if that is less. */
const graceFor = ({ threshold }: Watched, { state }: Kit, { pod }: PodWork): number =>
  (threshold.graceMs === 0 ? 1 : Math.min(state.settings.evictionMaxPodGraceSeconds, pod.spec?.terminationGracePeriodSeconds ?? Infinity));

/** Stops the first pod in the order that may be stopped. @param met by which the message explains it */
function evictFirst(kit: Kit, each: Watched, met: Watched | undefined, use: NodeUse): PodWork | undefined {
  const { resource } = each.threshold.facts;
  const candidates = [...kit.works.values()].filter(isActive).map((work) => ({ work, use: podUse(kit, work, resource === 'pids') }));
  return ranked(candidates, resource).find(({ work }) => {
    const { message, annotations } = evictionWords(kit, work, resource, met?.threshold, use);
    return evictPod(kit, work, { message, annotations, disruption: true, graceSeconds: graceFor(each, kit, work) });
  })?.work;
}

function limitedPods(kit: Kit): PodWork[] {
  const pods: PodWork[] = [];
  for (const work of kit.works.values()) if (limitsStorage(work) && isActive(work)) pods.push(work);
  return pods;
}

export function createEvictionManager(kit: Kit, images: ImageGc, pressureChanged: () => void): EvictionManager {
  const { clock } = kit.context;
  let watched: Watched[] = [];
  let countsProcesses = false;
  const conditions = createPressureConditions(kit, pressureChanged);
  const cleanup = createCleanup(kit);
  const metBy = (use: NodeUse, { threshold, life }: Watched): boolean => isMet(threshold, use, isIn(life, 'starved'));

  function reclaim(each: Watched): void {
    const { resource } = each.threshold.facts;
    if (resource === 'ephemeral-storage' || resource === 'inodes') {
      deleteUnusedContainers(kit);
      images.deleteUnused();
      const use = nodeUse(kit, countsProcesses);
      if (!watched.some(({ threshold }) => isMet(threshold, use, true))) { tell(each, { type: 'reclaimed' }); return; }
    }
    tell(each, { type: 'stillStarved' });
  }

  function rankAndEvict(each: Watched): void {
    const use = nodeUse(kit, countsProcesses);
    const met = watched.find((other) => other.threshold.facts.resource === each.threshold.facts.resource && metBy(use, other));
    const evicted = evictFirst(kit, each, met, use);
    if (evicted === undefined) { tell(each, { type: 'nobodyToEvict' }); return; }
    tell(each, { type: 'podEvicted' });
    cleanup.wait([evicted], () => tell(each, { type: 'podCleanedUp' }));
  }

  function tell(each: Watched, event: EvictionEvent): void {
    send(clock, eviction, each, event, (effect: EvictionEffect) => {
      if (effect.type === 'announce') nodeEvent(kit, 'Warning', 'EvictionThresholdMet', `Attempting to reclaim ${each.threshold.facts.resource}`);
      if (effect.type === 'reclaim') reclaim(each);
      if (effect.type === 'rankAndEvict') rankAndEvict(each);
      if (effect.type === 'lookAgain') { cleanup.stop(); look(); }
    });
  }

  /** What a look found nothing in: the next one finds nothing in it, either. */
  let harmless: NodeUse | undefined;

  function look(measured?: NodeUse): void {
    if (!kit.alive || cleanup.pending()) return;
    const use = measured === undefined || countsProcesses ? nodeUse(kit, countsProcesses) : measured;
    if (use === harmless) return;
    harmless = undefined;
    const met = new Set<PressureType>();
    for (const each of watched) {
      const isNow = metBy(use, each);
      if (isNow) met.add(each.threshold.facts.condition);
      if (isNow !== !isIn(each.life, 'clear')) tell(each, { type: isNow ? 'met' : 'resolved' });
    }
    conditions.tell(met);
    const over = evictOverLimit(kit, limitedPods(kit));
    if (over.length > 0) { cleanup.wait(over, () => look()); return; }
    if (met.size === 0 && PRESSURES.every((type) => !kit.state.pressure[type]) && watched.every(({ life }) => isIn(life, 'clear'))) harmless = use;
    const next = met.size === 0 ? undefined : watched.find(({ life }) => isIn(life, 'starved.waiting'));
    if (next !== undefined) tell(next, { type: 'turn' });
  }

  return {
    look,
    lives: () => [
      ...conditions.lives(),
      ...watched.map((each) => lifeState('eviction', each.threshold.graceMs === 0 ? each.threshold.signal : `${each.threshold.signal} soft`, each)),
    ],
    start() {
      const { settings } = kit.state;
      watched = thresholdsOf(settings).map((threshold) => ({ threshold, life: eviction.start({ graceMs: threshold.graceMs }), timers: undefined }));
      harmless = undefined;
      countsProcesses = watched.some(({ threshold }) => threshold.facts.resource === 'pids');
      conditions.start();
    },
    stop() {
      cleanup.stop();
      conditions.stop();
      for (const each of watched) cancelTimers(clock, each);
    },
  };
}
