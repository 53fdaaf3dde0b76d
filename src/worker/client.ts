/** The page's side of the worker. Loads no engine code until the first session is opened. */
import { applyDelta } from './delta.ts';
import { emptyView, seedOf } from './protocol.ts';
import type { Answers, Call, ClusterView, CommandTrace, Entry, FieldHelp, FieldPlace, FromHost, Happening, InputBody, GradeProgress, Help, HelpTurn, LabTick, LifeState, LivesOf, LearnerReport, LoadReport, Notice, Pace, Placing, Problem, RefusedFile, SessionFile, SessionSpec, Speed, StateTrack, Suggestion, TerminalView, ToHost, Update } from './protocol.ts';

export type Snapshot = {
  readonly status: 'loading' | 'ready' | 'stopped';
  readonly view: ClusterView;
  readonly happenings: readonly Happening[];
  readonly terminals: { readonly [id: string]: TerminalView };
  readonly pace: Pace;
  readonly undoable: number;
  /** Command lines so far, where a lab counts them. */
  readonly commands: number;
  readonly notices: readonly Notice[];
  /** The checks of the page's lab as they stand. */
  readonly ticks: readonly LabTick[];
  /** What is run again before it is shown, and how far that is. */
  readonly opening?: { readonly at: number; readonly end: number };
  /** How far the examiner is. */
  readonly grading?: GradeProgress | undefined;
  /** Why the session stopped, and what repeats it. An empty message: the engine never came, so it is the network. */
  readonly stopped?: { readonly message: string; readonly file: SessionFile | null };
  /** Real ms from opening to the first view. */
  readonly readyMs?: number;
};

export type SessionHandle = {
  readonly spec: SessionSpec;
  readonly subscribe: (listener: () => void) => () => void;
  readonly getSnapshot: () => Snapshot;
  readonly input: (...bodies: InputBody[]) => Promise<unknown>;
  /** Types lines one after another; resolves when the last has ended. */
  type(terminal: string, lines: readonly string[], run: string): Promise<{ readonly interrupted: boolean }>;
  readonly setPlaying: (playing: boolean) => void;
  readonly setSpeed: (speed: Speed) => void;
  readonly runToNextChange: () => Promise<Happening | null>;
  readonly pass: (ms: number) => void;
  readonly undo: () => Promise<unknown>;
  readonly restart: () => Promise<unknown>;
  readonly branch: (id: string) => Promise<SessionHandle>;
  readonly complete: (terminal: string, line: string, cursor: number) => Promise<Answers['complete']>;
  readonly file: () => Promise<SessionFile>;
  readonly grade: () => Promise<Answers['grade']>;
  readonly cancelGrade: () => void;
  readonly openFile: (text: string) => Promise<RefusedFile | null>;
  readonly help: (turns: readonly HelpTurn[]) => Promise<Help | null>;
  readonly readFile: (path: string) => Promise<string | null>;
  readonly hash: () => Promise<string>;
  readonly trace: () => Promise<CommandTrace | null>;
  readonly lives: (of: LivesOf) => Promise<readonly LifeState[]>;
  readonly why: (namespace: string, pod: string) => Promise<Placing | null>;
  readonly states: (of: readonly string[]) => Promise<readonly StateTrack[]>;
  readonly loads: (seconds: number) => Promise<readonly LoadReport[]>;
  readonly controllers: () => Promise<readonly LearnerReport[]>;
  /** A GET to the API server. */
  readonly read: (path: string) => Promise<Answers['read']>;
  readonly validate: (text: string) => Promise<readonly Problem[]>;
  readonly field: (place: FieldPlace) => Promise<FieldHelp | null>;
  readonly suggest: (place: FieldPlace, part: 'key' | 'value') => Promise<readonly Suggestion[]>;
};

const happeningsKept = 300;
export const emptySnapshot: Snapshot = {
  status: 'loading', view: emptyView, happenings: [], terminals: {}, pace: { playing: true, speed: 1 }, undoable: 0, commands: 0, notices: [], ticks: [],
};

function mergedEntries(before: readonly Entry[], changes: readonly Entry[]): readonly Entry[] {
  if (changes.length === 0) return before;
  const first = changes[0]!.id;
  return [...before.filter((entry) => entry.id < first), ...changes];
}

export function withUpdate(snapshot: Snapshot, update: Update): Snapshot {
  const base = update.fresh === true ? { ...snapshot, view: emptyView, happenings: [] } : snapshot;
  const terminals = update.terminals === undefined ? base.terminals : {
    ...base.terminals,
    ...Object.fromEntries(Object.entries(update.terminals).map(([id, { whole, entries, ...state }]) =>
      [id, { ...state, entries: whole ? entries : mergedEntries(base.terminals[id]?.entries ?? [], entries) }])),
  };
  return {
    ...base,
    status: 'ready',
    view: update.delta === undefined ? base.view : applyDelta(base.view, update.delta),
    happenings: update.happenings === undefined ? base.happenings : [...base.happenings, ...update.happenings].slice(-happeningsKept),
    terminals,
    pace: update.pace ?? base.pace,
    undoable: update.undoable ?? base.undoable,
    commands: update.commands ?? base.commands,
    ticks: update.ticks ?? base.ticks,
    notices: [...base.notices, ...(update.notices ?? []).filter((notice) => !base.notices.includes(notice))],
  };
}

type Port = { postMessage(message: ToHost): void };
type Open = { snapshot: Snapshot; readonly listeners: Set<() => void>; readonly handle: SessionHandle };

export function createClient(connect: (receive: (message: FromHost) => void, broken: (message: string) => void) => Port) {
  const open = new Map<string, Open>();
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let port: Port | undefined;
  let nextRequest = 1;

  const change = (id: string, next: (snapshot: Snapshot) => Snapshot): void => {
    const one = open.get(id);
    if (one === undefined) return;
    one.snapshot = next(one.snapshot);
    one.listeners.forEach((listener) => listener());
  };
  const receive = (message: FromHost): void => {
    if (message.type === 'update') change(message.session, (snapshot) => withUpdate(snapshot, message));
    else if (message.type === 'opening') change(message.session, (snapshot) => ({ ...snapshot, opening: { at: message.at, end: message.end } }));
    else if (message.type === 'grading') change(message.session, (snapshot) => ({ ...snapshot, grading: message.progress }));
    else if (message.type === 'stopped') {
      change(message.session, (snapshot) => ({ ...snapshot, status: 'stopped', stopped: { message: message.message, file: message.file } }));
    } else {
      const waiter = waiting.get(message.request);
      waiting.delete(message.request);
      if (message.type === 'failed') waiter?.reject(new Error(message.message));
      // The value belongs to the call that has this request number.
      else waiter?.resolve(message.value as never);
    }
  };
  const broken = (message: string): void => {
    for (const id of open.keys()) change(id, (snapshot) => ({ ...snapshot, status: 'stopped', stopped: { message, file: null } }));
  };
  const ask = <Name extends Call['name']>(session: string, call: Extract<Call, { name: Name }>): Promise<Answers[Name]> => {
    port ??= connect(receive, broken);
    const request = nextRequest++;
    const answer = new Promise<Answers[Name]>((resolve, reject) => { waiting.set(request, { resolve, reject }); });
    port.postMessage({ request, session, call });
    return answer;
  };
  /** For calls whose failure shows as a stopped session. */
  const tell = (session: string, call: Call): void => { ask(session, call as Extract<Call, { name: 'pace' }>).catch(() => undefined); };

  function watch(id: string): void {
    const one = open.get(id);
    if (one === undefined) return;
    tell(id, { name: 'watch', watched: one.listeners.size > 0 && !globalThis.document?.hidden });
  }
  globalThis.document?.addEventListener('visibilitychange', () => { for (const id of open.keys()) watch(id); });
  globalThis.addEventListener?.('pagehide', () => { for (const id of open.keys()) tell(id, { name: 'watch', watched: false }); });

  function createHandle(spec: SessionSpec): SessionHandle {
    const id = spec.id;
    const snapshot = (): Snapshot => open.get(id)?.snapshot ?? emptySnapshot;
    const pace = (next: Partial<Pace>): void => tell(id, { name: 'pace', pace: { ...snapshot().pace, ...next } });
    return {
      spec,
      subscribe(listener) {
        const listeners = open.get(id)?.listeners ?? new Set();
        listeners.add(listener);
        if (listeners.size === 1) watch(id);
        return () => { listeners.delete(listener); if (listeners.size === 0) watch(id); };
      },
      getSnapshot: snapshot,
      input: (...bodies) => ask(id, { name: 'input', bodies }),
      type: (terminal, lines, run) => ask(id, { name: 'type', terminal, lines, run }),
      setPlaying: (playing) => pace({ playing }),
      setSpeed: (speed) => pace({ speed }),
      runToNextChange: () => ask(id, { name: 'nextChange' }),
      pass: (ms) => tell(id, { name: 'pass', ms }),
      undo: () => ask(id, { name: 'undo' }),
      restart: () => ask(id, { name: 'restart' }),
      async branch(as) { await ask(id, { name: 'branch', id: as }); return openSession({ ...spec, id: as, seed: seedOf(spec), fleeting: true }); },
      complete: (terminal, line, cursor) => ask(id, { name: 'complete', terminal, line, cursor }),
      file: () => ask(id, { name: 'file' }),
      grade: () => ask(id, { name: 'grade' }).finally(() => change(id, (before) => ({ ...before, grading: undefined }))),
      cancelGrade: () => tell(id, { name: 'cancelGrade' }),
      openFile: (text) => ask(id, { name: 'openFile', text }),
      help: (turns) => ask(id, { name: 'help', turns }),
      readFile: (path) => ask(id, { name: 'readFile', path }),
      hash: () => ask(id, { name: 'hash' }),
      trace: () => ask(id, { name: 'trace' }),
      lives: (of) => ask(id, { name: 'lives', of }),
      why: (namespace, pod) => ask(id, { name: 'why', namespace, pod }),
      states: (of) => ask(id, { name: 'states', of }),
      loads: (seconds) => ask(id, { name: 'loads', seconds }),
      controllers: () => ask(id, { name: 'controllers' }),
      read: (path) => ask(id, { name: 'read', request: { method: 'GET', path } }),
      validate: (text) => ask(id, { name: 'validate', text }),
      field: (place) => ask(id, { name: 'field', place }),
      suggest: (place, part) => ask(id, { name: 'suggest', place, part }),
    };
  }
  /** The same id gives the same session, for all blocks of a page. */
  function openSession(spec: SessionSpec): SessionHandle {
    const known = open.get(spec.id);
    if (known !== undefined) return known.handle;
    const began = performance.now();
    const one: Open = { snapshot: emptySnapshot, listeners: new Set(), handle: createHandle(spec) };
    open.set(spec.id, one);
    ask(spec.id, { name: 'open', spec }).then(
      ({ notices }) => change(spec.id, (snapshot) => ({ ...snapshot, notices: [...notices, ...snapshot.notices], readyMs: performance.now() - began })),
      (error: Error) => change(spec.id, (snapshot) => ({ ...snapshot, status: 'stopped', stopped: { message: error.message, file: null } })),
    );
    return one.handle;
  }
  /** Nobody shows it any more. The next one who opens it begins as on a new page. */
  function closeSession(id: string): void {
    if (!open.has(id)) return;
    tell(id, { name: 'close' });
    open.delete(id);
  }
  return { openSession, closeSession };
}

/** Ending it is for whoever has it to themselves. */
export function connectWorker(receive: (message: FromHost) => void, broken: (message: string) => void): Worker {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  worker.onmessage = (event: MessageEvent<FromHost>) => receive(event.data);
  // A script that could not be fetched says nothing; one that failed says what.
  worker.onerror = (event) => broken(event.message ?? '');
  return worker;
}
let client: ReturnType<typeof createClient> | undefined;
export function openSession(spec: SessionSpec): SessionHandle {
  client ??= createClient(connectWorker);
  return client.openSession(spec);
}
export const closeSession = (id: string): void => client?.closeSession(id);
