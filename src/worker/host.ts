/** Serves the page from inside the worker: takes calls, lets virtual time pass, tells what changed at most ten times a second. */
import { harmless, mayNeedSentences } from './calls.ts';
import { createGradings } from './grading.ts';
import type { Grading } from './grading.ts';
import { createHosted } from './hosted.ts';
import { createOpenings, openFile } from './opening.ts';
import type { Engine, Hosted } from './hosted.ts';
import { seedOf } from './protocol.ts';
import type { Answers, Call, FromHost, GradeProgress, Help, HelpTurn, Notice, SessionSpec, ToHost, Trial, TrialResult } from './protocol.ts';
import type { AuthorAnswer, AuthorAsk } from './authoring.ts';
import { hasControllers, needsLearner } from './parts.ts';
import type { Parts } from './parts.ts';
import { leadsToSentences } from './sentences.ts';
import type { Library } from './sentences.ts';
import type { SessionStore } from './store.ts';

export type HostParts = {
  /** Labs bring the grader with them, so it is loaded on demand. */
  readonly engineFor: (spec: SessionSpec) => Promise<Engine & { readonly grade?: (hosted: Hosted) => Grading }>;
  readonly runTrial: (trial: Trial) => Promise<TrialResult>;
  /** Only where authors work. */
  readonly author?: (ask: AuthorAsk, tell: (progress: GradeProgress) => void) => Promise<AuthorAnswer>;
  /** Why what was typed went wrong; nothing where nobody explains. */
  readonly help?: (hosted: Hosted, turns: readonly HelpTurn[]) => Promise<Help | null>;
  readonly engineVersion: string;
  readonly post: (message: FromHost) => void;
  readonly store: SessionStore;
  readonly library: Library;
  readonly parts: Parts;
  /** What runs the readers' own controllers. */
  readonly learner: Parts;
  /** Real milliseconds. */
  readonly now: () => number;
};

/** For the browser's performance panel. */
const mark = (step: string): void => { globalThis.performance?.mark?.(`peapod: ${step}`); };

export const tickMs = 100;
/** A tab that was asleep does not catch up for minutes. */
const catchUpMs = 500;
/** How long one tick may keep a core busy. */
const busyMs = 60;
const saveEveryMs = 5000;
const passTakesMs = 1500;

type Served = { readonly hosted: Hosted; readonly engine: Engine; readonly grade: ((hosted: Hosted) => Grading) | undefined; watched: boolean; stopped: boolean; savedAt: number; passSpeed: number;
  /** The sentences of fields, or parts of the engine, are on their way: time stands still, calls queue up, the page is told nothing. */
  held: Promise<void> | undefined;
  /** They did not come; the next input tries again. */
  gaveUp: boolean;
  /** It was said that the browser has no room left. */
  unsaved?: boolean;
};

export function createHost({ engineFor, runTrial, author, help, engineVersion, post, store, library, parts, learner, now }: HostParts) {
  const served = new Map<string, Served>();
  let lastTick = now();
  const openings = createOpenings(post, now);
  const gradings = createGradings((session, progress) => post({ type: 'grading', session, progress }), now);

  const save = (one: Served): void => {
    one.savedAt = now();
    store.save(one.hosted.spec, { file: one.hosted.session.file(), pace: one.hosted.pace() }).catch((error: unknown) => {
      if (!one.unsaved && error instanceof Error && /quota/i.test(error.name + error.message)) one.hosted.notice('full');
      one.unsaved = true;
    });
  };
  const tell = (one: Served): void => {
    if (one.held !== undefined) return;
    const update = one.hosted.update();
    if (update !== undefined) post(update);
  };
  const stop = (id: string, error: unknown): void => {
    const one = served.get(id);
    if (one !== undefined) one.stopped = true;
    let file = null;
    try { file = one?.hosted.session.file() ?? null; } catch { /* The engine is the broken part: go on without. */ }
    post({ type: 'stopped', session: id, message: error instanceof Error ? error.message : String(error), file });
  };

  function fetchSentences(one: Served): Promise<void> {
    one.held = library.fetch().then((there) => {
      one.gaveUp = !there;
      if (!there) one.hosted.notice('noSentences');
      else if (one.hosted.lacksSentences()) one.hosted.redo();
    }).catch((error: unknown) => stop(one.hosted.spec.id, error)).finally(() => { one.held = undefined; });
    return one.held;
  }
  /** The view is shown; now what a command needs. */
  function fetchParts(one: Served): void {
    if (parts.there()) return;
    one.held = parts.fetch().then(() => { one.held = undefined; tell(one); })
      .catch((error: unknown) => stop(one.hosted.spec.id, error)).finally(() => { one.held = undefined; mark('parts'); });
  }
  /** Something has come to `explain` in a way that nobody foresaw. */
  const settle = (one: Served): void => {
    if (one.held === undefined && !one.gaveUp && one.hosted.lacksSentences()) void fetchSentences(one);
  };

  async function open(spec: SessionSpec): Promise<{ notices: readonly Notice[] }> {
    const notices: Notice[] = [];
    const known = served.get(spec.id);
    if (known !== undefined) { known.watched = true; known.hosted.tellEverything(); tell(known); return { notices }; }
    const engine = await engineFor(spec);
    // A state that commands have made, and checks of labs, need all of the engine.
    if (spec.start !== undefined || spec.lab !== undefined || spec.proof !== undefined) await parts.fetch();
    if (spec.lab?.spec.allow.controllers === true || hasControllers(spec.proof?.inputs)) await learner.fetch();
    const hosted = createHosted(spec, engine);
    const one: Served = { hosted, grade: engine.grade, engine, watched: true, stopped: false, savedAt: now(), passSpeed: 1, held: undefined, gaveUp: false };
    // The browser looks up what it has kept while the cluster boots.
    mark('boot');
    const loading = store.load(spec).catch(() => { notices.push('notSaved'); return 'nothing' as const; });
    if (spec.proof === undefined) hosted.start();
    else if (!await openings.run(hosted, spec.proof)) return { notices };
    mark('booted');
    const kept = await loading;
    mark('kept');
    if (kept === 'setAside') notices.push('setAside');
    if (typeof kept !== 'string') {
      await Promise.all([parts.fetch(), ...(hasControllers(kept.file.inputs) ? [learner.fetch()] : [])]);
      if (leadsToSentences(JSON.stringify(kept.file.inputs)) && !await library.fetch()) one.gaveUp = true;
      try {
        if (!await openings.run(hosted, kept.file)) return { notices };
        hosted.setPace(kept.pace);
        notices.push(kept.file.engineVersion === engineVersion ? 'restored' : 'otherEngine');
      } catch {
        await store.setAside(spec).catch(() => undefined);
        notices.push('setAside');
        hosted.start();
      }
    }
    if (one.gaveUp) notices.push('noSentences');
    served.set(spec.id, one);
    settle(one);
    tell(one);
    mark('told');
    fetchParts(one);
    return { notices };
  }

  function answer(one: Served, call: Exclude<Call, { name: 'open' | 'trial' | 'author' }>): Answers[keyof Answers] | Promise<Answers[keyof Answers]> {
    const { hosted } = one;
    switch (call.name) {
      case 'input': hosted.input(call.bodies); save(one); return null;
      case 'type': return new Promise((resolve) => hosted.type(call.terminal, call.lines, call.run, (interrupted) => { save(one); resolve({ interrupted }); }));
      case 'pace': hosted.setPace(call.pace); save(one); return null;
      case 'watch': one.watched = call.watched; save(one); return null;
      case 'nextChange': { const change = hosted.session.advanceToChange(600_000) ?? null; save(one); return change; }
      case 'pass': hosted.pass(call.ms); one.passSpeed = Math.max(1, hosted.leftToPass() / passTakesMs); return null;
      case 'undo': hosted.undo(); save(one); return null;
      case 'restart': hosted.start(); save(one); return null;
      case 'close': served.delete(hosted.spec.id); return null;
      case 'openFile': { const refused = openFile(hosted, call.text); if (refused === null) save(one); return refused; }
      case 'branch': {
        const twin = createHosted({ ...hosted.spec, id: call.id, seed: seedOf(hosted.spec), fleeting: true }, one.engine);
        twin.copyOf(hosted.session.file());
        served.set(call.id, { ...one, hosted: twin, savedAt: now(), passSpeed: 1, held: undefined });
        return null;
      }
      case 'complete': return hosted.session.complete(call.terminal, call.line, call.cursor);
      case 'file': return hosted.session.file();
      case 'grade': {
        if (one.grade === undefined) throw new Error('this session has no lab to grade');
        return gradings.run(hosted.spec.id, one.grade(hosted));
      }
      case 'cancelGrade': gradings.cancel(hosted.spec.id); return null;
      case 'field': return library.fetch().then(() => hosted.fields.describe(call.place));
      case 'suggest': return hosted.fields.suggest(call.place, call.part);
      case 'validate': return hosted.validate(call.text);
      case 'trace': return hosted.trace();
      case 'lives': return hosted.session.lives(call.of);
      case 'why': return hosted.session.why(call.namespace, call.pod) ?? null;
      case 'states': return hosted.session.states(call.of);
      case 'loads': return hosted.session.loads().map((load) => ({ ...load, seconds: load.seconds.slice(-call.seconds) }));
      case 'controllers': return hosted.session.controllers();
      case 'hash': return hosted.session.hash();
      case 'help': return help?.(hosted, call.turns) ?? null;
      case 'readFile': return hosted.session.readFile(call.path) ?? null;
      case 'read': {
        const response = hosted.session.read(call.request);
        return { code: response.code, body: response.type === 'object' || response.type === 'text' ? response.body : null };
      }
    }
  }

  async function receive({ request, session, call }: ToHost): Promise<void> {
    try {
      if (call.name === 'trial') {
        await parts.fetch();
        post({ type: 'answer', request, value: await runTrial(call.trial) });
        return;
      }
      if (call.name === 'author') {
        if (author === undefined) throw new Error('nobody answers authors here');
        await Promise.all([parts.fetch(), learner.fetch()]);
        post({ type: 'answer', request, value: await author(call.ask, (progress) => post({ type: 'grading', session, progress })) });
        return;
      }
      if (call.name === 'close' && openings.close(session)) {
        post({ type: 'answer', request, value: null });
        return;
      }
      if (call.name !== 'open') await openings.settled(session);
      const one = served.get(session);
      while (one?.held !== undefined) await one.held;
      if (one !== undefined && (mayNeedSentences(call) || ((call.name === 'input' || call.name === 'type') && one.hosted.lacksSentences()))
        && (!library.there() || one.hosted.lacksSentences())) await fetchSentences(one);
      if (one !== undefined && needsLearner(call) && !learner.there()) await (one.held = learner.fetch().finally(() => { one.held = undefined; }));
      if (call.name !== 'open' && (one === undefined || one.stopped)) throw new Error(`session ${session} is not running`);
      const pending = call.name === 'open' ? openings.expect(session, open(call.spec)) : answer(one!, call);
      if (one !== undefined && !one.stopped) { settle(one); tell(one); }
      post({ type: 'answer', request, value: await pending });
    } catch (error) {
      post({ type: 'failed', request, message: error instanceof Error ? error.message : String(error) });
      if (!harmless.has(call.name) && served.get(session)?.stopped === false) stop(session, error);
    }
  }

  function passTime(one: Served, elapsed: number): void {
    const { hosted } = one;
    const { speed } = hosted.pace();
    const passing = hosted.leftToPass();
    const factor = passing > 0 ? one.passSpeed : speed === 'max' ? 600 : speed;
    // The engine's clock counts whole milliseconds.
    const wanted = Math.round(passing > 0 ? Math.min(passing, elapsed * factor) : elapsed * factor);
    const began = now();
    for (let left = wanted; left > 0 && now() - began < busyMs; left -= 250) hosted.run(Math.min(left, 250));
  }

  function tick(): void {
    const elapsed = Math.min(now() - lastTick, catchUpMs);
    lastTick = now();
    for (const [id, one] of served) {
      if (one.stopped || !one.watched || one.held !== undefined) continue;
      try {
        if (one.hosted.playing) passTime(one, elapsed);
        settle(one);
        tell(one);
        if (one.hosted.playing && now() - one.savedAt > saveEveryMs) save(one);
      } catch (error) { stop(id, error); }
    }
  }
  return { receive, tick };
}
