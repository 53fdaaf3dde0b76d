/** Images that no container uses go when the disk is getting full. @k8s pkg/kubelet/images/image_gc_manager.go */
import { nodeUse } from '../node/figures.ts';
import { nodeEvent } from '../node/events.ts';
import type { Kit } from '../types.ts';

type Known = { readonly detectedAt: number; usedAt: number };
type Candidate = Known & { readonly id: string; readonly size: number };
export type ImageGc = {
  start(): void;
  /** Every five minutes. */
  collect(): void;
  /** The disk is short: all that nobody uses and that did not come just now. */
  deleteUnused(): void;
};

const NEVER = -Infinity;
const compareTimes = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
/** The runtime pins the image of its sandboxes. */
const PINNED = /^registry\.k8s\.io\/pause:/;
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** @k8s pkg/kubelet/images/image_gc_manager.go formatSize */
export function formatSize(bytes: number): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < UNITS.length - 1) { size /= 1024; unit++; }
  return unit === 0 ? `${Math.trunc(size)} B` : `${size.toFixed(1)} ${UNITS[unit] ?? ''}`;
}

export function createImageGc(kit: Kit): ImageGc {
  const { clock } = kit.context;
  let known = new Map<string, Known>();
  let failedBefore = false;
  let begunAt = 0;

  /** Notes which images there are and which are in use. @param newAt when those that were not known count as detected */
  function detect(newAt: number): Candidate[] {
    const inUse = kit.runtime.imagesInUse();
    const before = known;
    known = new Map();
    const unused: Candidate[] = [];
    for (const { id, size, names = [] } of kit.runtime.images()) {
      if (known.has(id)) continue;
      const entry = before.get(id) ?? { detectedAt: newAt, usedAt: NEVER };
      known.set(id, entry);
      if (inUse.has(id)) entry.usedAt = clock.now;
      else if (!names.some((name) => PINNED.test(name))) unused.push({ ...entry, id, size });
    }
    return unused.sort((a, b) => compareTimes(a.usedAt, b.usedAt) || compareTimes(a.detectedAt, b.detectedAt));
  }

  /** Returns how much was freed. */
  function free(images: readonly Candidate[], wanted: number, minAgeMs: number): number {
    let freed = 0;
    for (const { id, size, detectedAt, usedAt } of images) {
      if (usedAt >= clock.now || clock.now - detectedAt < minAgeMs) continue;
      remove(id);
      freed += size;
      if (freed >= wanted) break;
    }
    return freed;
  }
  function remove(id: string): void {
    kit.runtime.removeImage(id);
    known.delete(id);
    kit.imagesChanged();
  }

  /** Images that were not used for long go even if there is room. @k8s pkg/kubelet/images/image_gc_manager.go freeOldImages */
  function freeOld(images: readonly Candidate[], maxAgeMs: number): Candidate[] {
    if (maxAgeMs === 0 || clock.now - begunAt <= maxAgeMs) return [...images];
    return images.filter(({ id, usedAt }) => {
      if (clock.now - usedAt <= maxAgeMs) return true;
      remove(id);
      return false;
    });
  }

  function failure(): string | undefined {
    const { highPercent, lowPercent, minAgeMs, maxAgeMs } = kit.state.settings.imageGc;
    const images = freeOld(detect(clock.now), maxAgeMs);
    const { capacity, available } = nodeUse(kit).disk;
    const used = 100 - Math.trunc((available * 100) / capacity);
    if (used < highPercent) return undefined;
    const wanted = Math.trunc((capacity * (100 - lowPercent)) / 100) - available;
    const freed = free(images, wanted, minAgeMs);
    if (freed >= wanted) return undefined;
    const message = `Insufficient free disk space on the node's image filesystem (${used}% of ${formatSize(capacity)} used). `
      + `Failed to free sufficient space by deleting unused images (freed ${freed} bytes). `
      + 'Investigate disk usage, as it could be used by active images, logs, volumes, or other data.';
    nodeEvent(kit, 'Warning', 'FreeDiskSpaceFailed', message);
    return message;
  }
  return {
    start() { known = new Map(); detect(NEVER); begunAt = clock.now; failedBefore = true; },
    collect() {
      const { highPercent, maxAgeMs } = kit.state.settings.imageGc;
      if (highPercent === 100 && maxAgeMs === 0) return;
      const message = failure();
      // Only repeated failures are told; the first at the start is one, as the disk is not measured yet. @k8s pkg/kubelet/kubelet.go StartGarbageCollection
      if (message !== undefined && failedBefore) nodeEvent(kit, 'Warning', 'ImageGCFailed', message);
      failedBefore = message !== undefined;
    },
    deleteUnused() { free(detect(clock.now), Infinity, kit.state.settings.imageGc.minAgeMs); },
  };
}
