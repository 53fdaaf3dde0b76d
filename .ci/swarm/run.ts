/** One seed: random workloads, random trouble, an end of the trouble; then the cluster has to be what the specs ask, and be quiet. */
import type { Cluster } from '../../engine/cluster/index.ts';
import { startSession, type InputBody, type OpenSession, type Session, type SessionFile } from '../../engine/session/index.ts';
import { createRandom } from '../../engine/time/index.ts';
import { missing } from './converged.ts';
import { watchEvictions } from './evictions.ts';
import { drawTroubles, line, MAX_TROUBLES, type Trouble } from './happenings.ts';
import { remains } from './remains.ts';
import { drawWorkloads } from './workloads.ts';

export type SwarmResult = {
  readonly seed: string;
  /** What was not as the specs ask, or was written although nothing happened. Empty: all is well. */
  readonly breaches: readonly string[];
  /** Virtual ms from the end of the trouble until all was as asked. */
  readonly convergedMs: number;
  /** All that was done: replays to the same end. */
  readonly file: SessionFile;
};

const TROUBLE_MS = 300_000;
/** Image pulls and crash loops rest up to 5 minutes, evictions wait 5, a job's pods up to 10, a daemon's up to 15. */
const CONVERGE_MS = 3_600_000;
const QUIET_MS = 600_000;
/** What stirred at the end may still be told: kubelets say "ready" late, events follow. */
const SETTLE_MS = 400_000;
/** A machine boots, its kubelet finds its manifests. */
const BOOT_MS = 40_000;
/** Parts of the control plane that crashed are tried again after 5 minutes at most. */
const RECOVERY_MS = 400_000;
/** A drain gives up after 60 s. */
const COMMANDS_MS = 120_000;
const STEP_MS = 10_000;
/** What no command should print. */
const MISTAKE = /internal error|undefined|NaN|\[object |invariant/i;

export function runSwarm(seed: string, skip: ReadonlySet<number> = new Set()): SwarmResult {
  const random = createRandom(seed);
  const workloads = drawWorkloads(random);
  const troubles = drawTroubles(random, workloads, TROUBLE_MS);
  const open = startSession({ seed, preset: 'three-nodes' });
  const { session, cluster } = open;
  const evictions = watchEvictions(cluster);
  const mistakes: string[] = [];
  session.onOutput((_, text) => { if (MISTAKE.test(text)) mistakes.push(`somebody read: ${text}`); });
  const play = (body: InputBody, terminal: string): void => session.input(body.type === 'line' ? { ...body, terminal } : body);
  workloads.forEach(({ name, manifest }) => {
    session.input({ type: 'file', path: `/home/learner/${name}.yaml`, text: manifest });
    play(line(`kubectl apply -f ${name}.yaml`), 'main');
    session.advance(1_000);
  });
  playAll(open, troubles.filter((_, i) => !skip.has(i)), play);
  const ended = session.at;
  mendAll(open, troubles, play);
  const writes = watchWrites(cluster);
  let left = missing(cluster);
  while (left.length > 0 && session.at - ended < CONVERGE_MS) { session.advance(STEP_MS); left = missing(cluster); }
  const convergedMs = session.at - ended;
  const breaches = left.length > 0 ? left.map((text) => `after ${convergedMs / 60_000} min without trouble: ${text}`)
    : [...unrest(session, cluster, writes), ...missing(cluster).map((text) => `fell apart again: ${text}`), ...remains(cluster)];
  return { seed, breaches: [...evictions, ...mistakes, ...breaches], convergedMs, file: session.file() };
}

type Play = (body: InputBody, terminal: string) => void;
type Due = { readonly at: number; readonly body: InputBody; readonly terminal: string };

/** Each when its time comes, and what mends it after it. */
function playAll({ session }: OpenSession, troubles: readonly Trouble[], play: Play): void {
  const due = troubles.flatMap(({ atMs, body, mend }, i): Due[] => [{ at: atMs, body, terminal: `t${i}` }, ...(mend === undefined ? [] : [{ at: atMs + mend.afterMs, body: mend.body, terminal: `m${i}` }])]);
  for (const { at, body, terminal } of due.toSorted((a, b) => a.at - b.at)) {
    session.advance(Math.max(0, at - session.at));
    play(body, terminal);
  }
}

/** All that mends, once more: one trouble may have kept another from being mended. Commands wait for an API server, and are waited for. */
function mendAll({ session, cluster }: OpenSession, troubles: readonly Trouble[], play: Play): void {
  const mends = troubles.flatMap(({ mend }) => (mend === undefined ? [] : [mend.body]));
  const faults = mends.filter(({ type }) => type === 'fault');
  const lines = mends.filter(({ type }) => type === 'line');
  const waitWhile = (going: () => boolean, limitMs: number): void => { for (const until = session.at + limitMs; session.at < until && going();) session.advance(STEP_MS); };
  for (const waitMs of faults.length === 0 ? [] : [BOOT_MS, 0]) { faults.forEach((body) => play(body, '')); session.advance(waitMs); }
  waitWhile(() => cluster.parts().some(({ running }) => !running), RECOVERY_MS);
  if (faults.length > 0) session.advance(BOOT_MS);
  lines.forEach((body, i) => play(body, `e${i}`));
  const terminals = troubles.flatMap((_, i) => [`t${i}`, `m${i}`, `e${i}`]);
  waitWhile(() => terminals.some((id) => session.terminal(id).busy), COMMANDS_MS);
}

type Writes = { readonly lastAt: number; readonly since: (at: number) => readonly string[]; stop(): void };

/** What is written but heart-beats: leases and the nodes' statuses. That an Event is forgotten after an hour is no news. */
function watchWrites({ store, clock }: Cluster): Writes {
  const all: { readonly at: number; readonly text: string }[] = [];
  const stop = store.subscribe(undefined, ({ resource, type, key, because }) => {
    if (resource === 'leases.coordination.k8s.io' || resource === 'nodes' || (resource.startsWith('events') && type === 'DELETED')) return;
    all.push({ at: clock.now, text: `${type} ${resource} ${key} by ${because?.by ?? ''}: ${because?.rule ?? ''}` });
  });
  const start = clock.now;
  return { get lastAt() { return all.at(-1)?.at ?? start; }, since: (at) => all.flatMap((each) => (each.at > at ? [each.text] : [])), stop };
}

/** Ten minutes without a write have to come; what stirs longer than it may, although nothing happens. */
function unrest(session: Session, cluster: Cluster, writes: Writes): readonly string[] {
  const settled = cluster.clock.now + SETTLE_MS;
  while (writes.lastAt <= settled && cluster.clock.now - writes.lastAt < QUIET_MS) session.advance(Math.min(STEP_MS, QUIET_MS - (cluster.clock.now - writes.lastAt)));
  writes.stop();
  return [...new Set(writes.since(settled))].map((text) => `written in a quiet cluster: ${text}`);
}

/** The failure again with as few troubles as it needs; the first run if it does not fail. */
export function shrink(seed: string): SwarmResult {
  const skip = new Set<number>();
  let result = runSwarm(seed);
  if (result.breaches.length === 0) return result;
  for (let i = 0; i < MAX_TROUBLES; i++) {
    const without = runSwarm(seed, new Set([...skip, i]));
    if (without.breaches.length > 0) { skip.add(i); result = without; }
  }
  return result;
}
