/** Runs a session: a cluster, the learner's computer with its terminals, and the list of inputs that led here. */
import { createCluster, type Cluster } from '../cluster/index.ts';
import type { Terminal } from '../shell/index.ts';
import { hashJson, type StoreChange } from '../store/index.ts';
import { createStory } from './happenings.ts';
import { placingOf } from './placing.ts';
import { createStates } from './states.ts';
import { clusterView } from './view.ts';
import type { Happening, Input, InputBody, Preset, Session, SessionFile } from './types.ts';
import { ENGINE_VERSION } from './version.ts';

export type SessionOptions = {
  readonly seed: string;
  readonly preset: Preset;
  /** RFC 3339; the learner's first moment. The cluster was made some minutes before. */
  readonly startTime?: string;
  /** In the learner's home: name → text. */
  readonly files?: { readonly [path: string]: string };
  /** Manifests applied in order before the learner comes in; then the cluster gets `settleMs` to act on them. */
  readonly start?: readonly string[];
  readonly settleMs?: number;
  /** What else happens before the learner comes in: a cluster that is broken already. It tells what could not be done. */
  readonly before?: (cluster: Cluster) => readonly string[];
  readonly exercise?: NonNullable<SessionFile['exercise']>;
  /** Upstream's sentences about fields: see `ClusterOptions`. They are no part of the session: they change what `explain` prints. */
  readonly documentation?: (definition: string, field: string) => string;
};

export const DEFAULT_START_TIME = '2026-11-21T09:00:00Z';
export const HOME = '/home/learner';
/** Changes of these are something to see; the rest is bookkeeping. */
const VISIBLE = new Set([
  'pods', 'nodes', 'services', 'deployments.apps', 'replicasets.apps', 'endpointslices.discovery.k8s.io',
  'statefulsets.apps', 'daemonsets.apps', 'replicationcontrollers', 'jobs.batch', 'cronjobs.batch',
]);
const isSystem = (change: StoreChange): boolean => change.resource !== 'nodes' && (change.object.metadata?.namespace ?? '').startsWith('kube-');

export function createSession(options: SessionOptions): Session {
  return startSession(options).session;
}

/** A session and the cluster behind it, for those who may look inside: grading and tests. */
/** `troubles`: what of its start could not be done, in the words of whoever refused it. */
export type OpenSession = { readonly session: Session; readonly cluster: Cluster; readonly troubles: readonly string[] };

export function startSession(options: SessionOptions): OpenSession {
  const cluster = createCluster({ preset: options.preset, seed: options.seed, startTime: options.startTime ?? DEFAULT_START_TIME, ...(options.documentation === undefined ? {} : { documentation: options.documentation }) });
  const troubles = prepare(cluster, options);
  const { clock, store } = cluster;
  const startedAt = clock.now;
  const computer = cluster.createComputer({ files: options.files ?? {} });
  const story = createStory(startedAt);
  const states = createStates(store, startedAt, clock.now);
  const inputs: Input[] = [];
  const terminals = new Map<string, Terminal>();
  const listeners = new Set<(terminal: string, text: string) => void>();
  const seen = { revision: 0, visible: 0 };
  store.subscribe(undefined, (change) => {
    story.noteChange(change);
    states.noteChange(change);
    if (VISIBLE.has(change.resource) && !isSystem(change)) { seen.revision = change.revision; seen.visible++; }
  });
  const elapsed = (): number => clock.now - startedAt;
  const terminal = (id: string): Terminal => {
    const present = terminals.get(id);
    if (present !== undefined) return present;
    const made = computer.openTerminal((text) => { for (const listener of listeners) listener(id, text); });
    terminals.set(id, made);
    return made;
  };
  const act = (body: InputBody): void => {
    switch (body.type) {
      case 'line': terminal(body.terminal).line(body.text); return;
      case 'interrupt': terminal(body.terminal).interrupt(); return;
      case 'endOfInput': terminal(body.terminal).endOfInput(); return;
      case 'file': computer.saveFile(body.path, body.text); return;
      case 'fault': { const problem = cluster.fault(body); if (problem !== undefined) story.noteProblem(elapsed(), body.fault, problem); return; }
      case 'controller': { const problem = cluster.setController(body.name, body.source); if (problem !== undefined) story.noteProblem(elapsed(), body.name, problem); return; }
      case 'hint': return;
    }
  };
  const session: Session = {
    get at() { return elapsed(); },
    input(body) {
      const input: Input = { ...body, at: elapsed() };
      inputs.push(input);
      story.noteInput(input);
      act(body);
      clock.advance(0);
    },
    advance: (ms) => clock.advance(ms),
    advanceToChange(limitMs) {
      const before = seen.visible;
      const from = elapsed();
      clock.runUntil(() => seen.visible > before, limitMs);
      return firstSince(story.since(from), from, elapsed());
    },
    view: () => clusterView(cluster, clock.now, startedAt, seen.revision),
    happenings: (since) => story.since(since),
    terminal: (id) => terminal(id).state(),
    complete: (id, line, cursor) => terminal(id).complete(line, cursor),
    onOutput(listener) { listeners.add(listener); return () => { listeners.delete(listener); }; },
    read: (request) => cluster.api.handle({ ...request, method: 'GET' }),
    readFile: (path) => computer.readFile(path),
    loads: () => cluster.loads(),
    controllers: () => cluster.controllers().map((one) => ({ ...one, since: one.since - startedAt, log: one.log.map((line) => ({ ...line, at: line.at - startedAt })) })),
    lives: (of) => cluster.lives(of),
    states: (of) => states.of(of),
    why: (namespace, pod) => placingOf(cluster, startedAt, namespace, pod),
    file: () => fileOf(options, inputs, elapsed()),
    hash: () => hashJson({ store: store.hash(), now: elapsed() }),
    undo: () => replay(options, inputs.slice(0, -1), inputs.at(-1)?.at ?? 0).session,
    branch: () => replay(options, inputs, elapsed()).session,
  };
  return { session, cluster, troubles };
}

/** What changed first, in the words of its Event; a change without an Event is only named. */
function firstSince(happenings: readonly Happening[], from: number, now: number): Happening | undefined {
  return happenings.find((h) => h.at > from) ?? (now > from ? { at: now, type: 'Normal', reason: 'Changed', object: '', message: '' } : undefined);
}

/** The state that the learner finds: the exercise's manifests, applied and acted upon. */
function prepare(cluster: Cluster, { start = [], settleMs = start.length > 0 ? 30_000 : 0, before }: SessionOptions): readonly string[] {
  const refused = start.length > 0 ? applyStart(cluster, start, settleMs) : [];
  return [...refused, ...before?.(cluster) ?? []];
}

function applyStart(cluster: Cluster, start: readonly string[], settleMs: number): readonly string[] {
  const files = Object.fromEntries(start.map((text, index) => [`${index}.yaml`, text]));
  const computer = cluster.createComputer({ files });
  const refused = Object.keys(files).map((name) => cluster.runCommand(computer, `kubectl apply -f ${name}`)).filter(({ code }) => code !== 0);
  cluster.clock.advance(settleMs);
  return refused.map(({ stderr }) => stderr.trim());
}

export function fileOf(options: SessionOptions, inputs: readonly Input[], end: number): SessionFile {
  return {
    apiVersion: 'peapod/v1', kind: 'Session', engineVersion: ENGINE_VERSION, seed: options.seed,
    cluster: { preset: options.preset, startTime: options.startTime ?? DEFAULT_START_TIME },
    ...(options.exercise === undefined ? {} : { exercise: options.exercise }),
    inputs: [...inputs], end,
  };
}

/** Runs the inputs again on a new cluster of the same options. */
export function replay(options: SessionOptions, inputs: readonly Input[], end: number): OpenSession {
  const open = startSession(options);
  for (const { at, ...body } of inputs) {
    open.session.advance(at - open.session.at);
    open.session.input(body as InputBody);
  }
  open.session.advance(end - open.session.at);
  return open;
}
