/** One session inside the worker: its engine, its terminals' scroll, its pace, and what the page has been told so far. */
import type { ClusterView, Happening, InputBody, Session, SessionFile } from '@site/engine/index.ts';
import type { Engine, Run } from './run.ts';
import { deltaBetween } from './delta.ts';
import { createTranscripts } from './transcripts.ts';
import { emptyView } from './protocol.ts';
import { lastLine, traceCommand } from './trace.ts';
import type { CommandTrace, Entry, Notice, Pace, SessionSpec, TerminalChange, Update } from './protocol.ts';

/** A command typed while the clock stands still gets so much virtual time to answer. */
const answerMs = 3000;
const stepMs = 20;
/** Virtual time between two looks at the clock while a session is run again. */
const pieceMs = 2000;

type Queued = { readonly run: string; readonly lines: string[]; readonly done: (interrupted: boolean) => void };
type Told = { view: ClusterView; happeningsAt: number; happeningsThen: ReadonlySet<string>; entries: ReadonlyMap<string, readonly Entry[]>; states: string; pace: string; undoable: number };
const nothingTold = (): Told => ({ view: emptyView, happeningsAt: -1, happeningsThen: new Set(), entries: new Map(), states: '', pace: '', undoable: -1 });

export type { Engine, Run } from './run.ts';
export type Hosted = ReturnType<typeof createHosted>;

export function createHosted(spec: SessionSpec, engine: Engine) {
  let session: Session;
  let current: Run;
  let notices: Notice[] = [];
  /** While a session is run again: whose lines these were. */
  let again: { readonly run: string | undefined } | undefined;
  let stopListening = (): void => undefined;
  let transcripts = createTranscripts();
  let groups: { readonly inputs: number; readonly run: string | undefined; readonly mark: ReturnType<typeof transcripts.mark> }[] = [];
  /** So many groups are the proof's own, which nobody undoes. */
  let givenGroups = 0;
  let pace: Pace = { playing: spec.proof === undefined, speed: 1 };
  let told = nothingTold();
  let passUntil = 0;
  const queues = new Map<string, Queued>();

  const adopt = (next: Run): void => {
    stopListening();
    session = next.session;
    current = next;
    stopListening = session.onOutput((terminal, text) => transcripts.printed(terminal, text, runOf(terminal)));
  };
  const runOf = (terminal: string): string | undefined => (again === undefined ? queues.get(terminal)?.run : again.run);
  const give = (body: InputBody): void => {
    if (body.type === 'line') transcripts.typed(body.terminal, session.terminal(body.terminal).prompt, body.text, runOf(body.terminal));
    session.input(body);
  };
  const giveGroup = (bodies: readonly InputBody[]): void => {
    const [line] = bodies.flatMap((body) => (body.type === 'line' ? [body.terminal] : []));
    groups.push({ inputs: bodies.length, run: line === undefined ? undefined : runOf(line), mark: transcripts.mark() });
    bodies.forEach(give);
  };
  /** One more command line than the lab allows is never typed: nobody would grade it. */
  const isTooMany = (body: InputBody): boolean => body.type === 'line' && body.text.trim() !== '' && current.lines !== undefined && current.lines.used(session.file().inputs) >= current.lines.limit;
  /** Somebody reads: the shell, a shell in a container, or a program that asked. */
  const promptIsBack = (terminal: string): boolean => session.terminal(terminal).prompt !== '';
  /** Next lines of live blocks, for every terminal whose prompt is back. */
  const feed = (): void => {
    for (const [terminal, queue] of queues) {
      if (!promptIsBack(terminal)) continue;
      const text = queue.lines.shift();
      if (text === undefined || isTooMany({ type: 'line', terminal, text })) { queues.delete(terminal); queue.done(text !== undefined); } else giveGroup([{ type: 'line', terminal, text }]);
    }
  };
  const anyBusy = (): boolean => ['main', ...queues.keys()].some((terminal) => !promptIsBack(terminal));
  const run = (ms: number): void => {
    const end = session.at + ms;
    feed();
    // Small steps only while a live block waits for its prompt.
    while (session.at < end) { session.advance(queues.size > 0 ? Math.min(stepMs, end - session.at) : end - session.at); feed(); }
  };
  const answerWhilePaused = (): void => {
    if (pace.playing) return;
    const limit = session.at + answerMs;
    while (session.at < limit && (anyBusy() || queues.size > 0)) run(stepMs);
  };
  let untouched = false;
  const begin = (): void => {
    for (const queue of queues.values()) queue.done(true);
    queues.clear();
    passUntil = 0;
    transcripts = createTranscripts();
    groups = [];
    // Booting takes longest: a cluster in which nothing has happened yet is as good as a new one.
    if (!untouched || session.at > 0 || session.file().inputs.length > 0) adopt(engine.begin(spec));
    untouched = true;
    told = nothingTold();
  };
  function* advance(to: number): Generator<number> {
    while (session.at < to) { session.advance(Math.min(pieceMs, to - session.at)); yield session.at; }
  }
  /** In pieces, so that whoever waits hears how far it is. */
  function* replaying({ inputs, end }: Pick<SessionFile, 'inputs' | 'end'>): Generator<number> {
    begin();
    for (const { at, ...body } of inputs) {
      yield* advance(at);
      giveGroup([body]);
    }
    yield* advance(end);
    givenGroups = spec.proof?.inputs.length ?? 0;
  }
  const replay = (file: Pick<SessionFile, 'inputs' | 'end'>): void => { for (const at of replaying(file)) void at; };
  const start = (): void => { if (spec.proof === undefined) begin(); else replay(spec.proof); };
  /** The same inputs once more, now that the sentences are there; whoever waits for a prompt goes on waiting. */
  const redo = (): void => {
    const { inputs, end } = session.file();
    const before = groups;
    groups = [];
    transcripts = createTranscripts();
    adopt(engine.begin(spec));
    let next = 0;
    for (const { inputs: count, run: tag } of before) {
      const bodies: InputBody[] = [];
      for (const { at, ...body } of inputs.slice(next, next + count)) {
        session.advance(Math.max(0, at - session.at));
        bodies.push(body);
      }
      next += count;
      again = { run: tag };
      giveGroup(bodies);
    }
    session.advance(Math.max(0, end - session.at));
    again = undefined;
    told = nothingTold();
  };
  const newHappenings = (): readonly Happening[] => {
    const fresh = session.happenings(Math.max(0, told.happeningsAt)).filter((one) => one.at > told.happeningsAt || !told.happeningsThen.has(JSON.stringify(one)));
    const last = fresh.at(-1);
    if (last !== undefined) {
      const then = fresh.filter((one) => one.at === last.at).map((one) => JSON.stringify(one));
      told.happeningsThen = new Set(last.at === told.happeningsAt ? [...told.happeningsThen, ...then] : then);
      told.happeningsAt = last.at;
    }
    return fresh;
  };
  const terminalChanges = (): { [id: string]: TerminalChange } | undefined => {
    if (!current.typing()) return undefined;
    const names = [...new Set(['main', ...transcripts.terminals()])];
    const states = JSON.stringify(names.map((name) => session.terminal(name)));
    const changed = names.filter((name) => transcripts.entries(name) !== told.entries.get(name));
    if (changed.length === 0 && states === told.states) return undefined;
    const changes = Object.fromEntries(names.map((name): [string, TerminalChange] => {
      const before = told.entries.get(name);
      const now = transcripts.entries(name);
      const known = new Set(before);
      const whole = before === undefined || (before.length > 0 && now[0]?.id !== before[0]?.id) || now.length < before.length;
      return [name, { ...session.terminal(name), whole, entries: whole ? now : now.filter((entry) => !known.has(entry)) }];
    }));
    told.states = states;
    told.entries = new Map(names.map((name) => [name, transcripts.entries(name)]));
    return changes;
  };

  return {
    spec,
    start,
    replay,
    replaying,
    /** Becomes a copy of another one: same inputs, run to the same moment. */
    copyOf(file: SessionFile) { replay(file); },
    get at() { return session.at; },
    get session() { return session; },
    validate: (manifest: string) => current.validate(manifest),
    get fields() { return current.fields; },
    lacksSentences: () => current.lacksSentences(),
    redo,
    trace(): CommandTrace | null {
      const { inputs, end } = session.file();
      const at = lastLine(inputs);
      const input = inputs[at];
      if (input?.type !== 'line') return null;
      const copy = engine.replay(spec, inputs.slice(0, at), input.at);
      return traceCommand(copy.session, copy.onRequest, input, inputs[at + 1]?.at ?? end);
    },
    notice(notice: Notice) { notices.push(notice); },
    get playing() { return pace.playing || passUntil > session.at; },
    setPace(next: Pace) { pace = next; },
    pace: () => pace,
    input(bodies: readonly InputBody[]) {
      for (const body of bodies) {
        if (body.type !== 'interrupt') continue;
        const queue = queues.get(body.terminal);
        queues.delete(body.terminal);
        queue?.done(true);
      }
      if (bodies.some(isTooMany)) return;
      giveGroup(bodies);
      answerWhilePaused();
    },
    type(terminal: string, lines: readonly string[], run: string, done: (interrupted: boolean) => void) {
      const running = queues.get(terminal);
      running?.done(true);
      queues.set(terminal, { run, lines: [...lines], done });
      feed();
      answerWhilePaused();
    },
    pass(ms: number) { passUntil = Math.max(passUntil, session.at) + ms; },
    /** Virtual ms still to be passed by fast-forward. */
    leftToPass: () => Math.max(0, passUntil - session.at),
    run,
    undo() {
      const group = groups.length > givenGroups ? groups.pop() : undefined;
      if (group === undefined) return;
      for (const queue of queues.values()) queue.done(true);
      queues.clear();
      const { inputs } = session.file();
      const first = inputs[inputs.length - group.inputs];
      adopt(engine.replay(spec, inputs.slice(0, inputs.length - group.inputs), first?.at ?? 0));
      transcripts.backTo(group.mark);
      passUntil = 0;
      told = nothingTold();
    },
    tellEverything() { told = nothingTold(); },
    update(): Update | undefined {
      const fresh = told.undoable === -1;
      const view = session.view();
      const same = view.revision === told.view.revision && Math.floor(view.at / 1000) === Math.floor(told.view.at / 1000);
      const happenings = newHappenings();
      const terminals = terminalChanges();
      const paceNow = JSON.stringify(pace);
      const undoable = groups.length - givenGroups;
      if (!fresh && same && happenings.length === 0 && terminals === undefined && paceNow === told.pace && undoable === told.undoable && notices.length === 0) return undefined;
      const update: Update = {
        type: 'update', session: spec.id, delta: deltaBetween(told.view, view),
        ...(fresh ? { fresh: true as const } : {}),
        ...(happenings.length > 0 ? { happenings } : {}),
        ...(terminals === undefined ? {} : { terminals }),
        ...(paceNow === told.pace ? {} : { pace }),
        undoable,
        ...(current.lines === undefined ? {} : { commands: current.lines.used(session.file().inputs) }),
        ...(current.ticks === undefined ? {} : { ticks: current.ticks() }),
        ...(notices.length === 0 ? {} : { notices }),
      };
      notices = [];
      told.view = view;
      told.pace = paceNow;
      told.undoable = undoable;
      return update;
    },
  };
}
