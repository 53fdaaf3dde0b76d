/**
 * Reconcile, apply its requests, reconcile again: nothing. Asked after each reconcile during which nobody but its own controller
 * wrote anything; of the others it cannot be known. Asked at once, before the controller hears of its own writes.
 */
import type { Reconciled } from '../../cluster/index.ts';
import type { StoreChange } from '../../store/index.ts';

export type Twice = {
  readonly note: (change: StoreChange) => void;
  readonly ask: (work: Reconciled) => void;
  /** How many were asked, and what each that was not satisfied wanted. */
  readonly asked: number;
  readonly unsatisfied: readonly string[];
};

type Exception = {
  readonly source: string;
  /** What it wanted the second time, and what it had written the first time: `MODIFIED pods`. */
  readonly wanted: RegExp;
  readonly after: RegExp;
};
/** Where upstream itself needs a second look, which its own write brings about. */
const TWO_STEPS: readonly Exception[] = [
  // Complete is who said so in the status that the look began with. @k8s pkg/controller/deployment/rolling.go rolloutRolling
  { source: 'deployment-controller', wanted: /^delete ReplicaSet /, after: /^MODIFIED deployments\.apps$/ },
  // While what it has deleted is not seen to be gone it does not roll on. @k8s pkg/controller/daemon/daemon_controller.go updateDaemonSet (SatisfiedExpectations)
  { source: 'daemonset-controller', wanted: /^create Pod /, after: /^(MODIFIED|DELETED) pods$/ },
  // A failed pod of an index is counted once its replacement is there. @k8s pkg/controller/job/job_controller.go canRemoveFinalizer
  { source: 'job-controller', wanted: /^update Job /, after: /^ADDED pods$/ },
  // A timed order, given once: whether the pod goes already is not looked at. @k8s pkg/controller/tainteviction/taint_eviction.go deletePodHandler
  { source: 'taint-eviction-controller', wanted: /^delete Pod /, after: /^(MODIFIED|DELETED) pods$/ },
];

/** Writes of one controller that are remembered: more than one reconcile makes. */
const MOST_WRITES = 1000;

export function createTwice(): Twice {
  const wrote = new Map<string, { last: number; writes: { readonly time: number; readonly what: string }[] }>();
  const unsatisfied = new Set<string>();
  let asked = 0;
  return {
    note({ resource, type, time, because }) {
      if (resource === 'leases.coordination.k8s.io' || resource.startsWith('events')) return;
      const by = because?.by ?? '';
      const writer = wrote.get(by) ?? { last: time, writes: [] };
      wrote.set(by, writer);
      writer.last = time;
      if (writer.writes.push({ time, what: `${type} ${resource}` }) > 2 * MOST_WRITES) writer.writes = writer.writes.slice(-MOST_WRITES);
    },
    ask({ source, key, since, again }) {
      for (const [by, { last }] of wrote) if (by !== source && last >= since) return;
      asked++;
      const wanted = again();
      if (wanted.length === 0) return;
      const did = new Set((wrote.get(source)?.writes ?? []).flatMap(({ time, what }) => (time >= since ? [what] : [])));
      const excused = (text: string): boolean => TWO_STEPS.some((each) => each.source === source && each.wanted.test(text) && [...did].some((what) => each.after.test(what)));
      if (!wanted.every(excused)) unsatisfied.add(`${source} is not done with ${key}: ${wanted.join(', ')} (it had: ${[...did].join(', ')})`);
    },
    get asked() { return asked; },
    get unsatisfied() { return [...unsatisfied]; },
  };
}
