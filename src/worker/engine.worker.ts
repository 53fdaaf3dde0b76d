/** The worker's entry: the only script of the site that contains the engine. */
import { ENGINE_VERSION, replay, startSession } from '@site/engine/index.ts';
import type { SessionOptions } from '@site/engine/index.ts';
import { createHost, tickMs } from './host.ts';
import type { Engine, Run } from './hosted.ts';
import { createFields } from './fields.ts';
import { seedOf } from './protocol.ts';
import type { FromHost, SessionSpec, ToHost } from './protocol.ts';
import { createLibrary } from './sentences.ts';
import { createParts } from './parts.ts';
import { createSessionStore, forgetfulStore, withoutProofs } from './store.ts';
import { validateManifest } from './validate.ts';

const parts = createParts(async () => (await import('@site/engine/parts.ts')).provideParts());
const learner = createParts(async () => (await import('@site/engine/learnerPart.ts')).provideLearner());
const library = createLibrary(async () => (await import('@generated/course/default/sentences.json')).default);

type OpenSession = ReturnType<typeof startSession>;

/** The seed is the page's name: every reader of a lesson meets the same cluster. */
const optionsOf = ({ preset, files, start, settleMs, ...spec }: SessionSpec): SessionOptions => ({
  seed: seedOf({ preset, files, ...spec }), preset, files,
  ...(start === undefined ? {} : { start }),
  ...(settleMs === undefined ? {} : { settleMs }),
});

function engineOf(options: (spec: SessionSpec) => SessionOptions, { ticksOf, lines }: { readonly ticksOf?: (open: OpenSession) => NonNullable<Run['ticks']>; readonly lines?: NonNullable<Run['lines']> } = {}): Engine {
  const run = (spec: SessionSpec, open: (options: SessionOptions) => OpenSession): Run => {
    let lacking = false;
    const documentation = (definition: string, field: string): string => {
      lacking ||= !library.there();
      return library.about(definition, field);
    };
    const opened = open({ ...options(spec), documentation });
    const { api } = opened.cluster;
    return {
      session: opened.session, validate: (manifest) => validateManifest(api, manifest), fields: createFields(api, library), onRequest: (listener) => api.onRequest(listener), lacksSentences: () => lacking, typing: parts.there,
      ...(ticksOf === undefined ? {} : { ticks: ticksOf(opened) }), ...(lines === undefined ? {} : { lines }),
    };
  };
  return {
    begin: (spec) => run(spec, startSession),
    replay: (spec, inputs, end) => run(spec, (all) => replay(all, inputs, end)),
  };
}

async function engineFor({ lab }: SessionSpec): ReturnType<Parameters<typeof createHost>[0]['engineFor']> {
  if (lab === undefined) return engineOf(optionsOf);
  const { options, grade, ...counted } = (await import('./labWork.ts')).labParts(lab);
  const { begin } = engineOf(options, counted);
  return {
    begin, grade,
    // What counts the requests must be there before the first input.
    replay(spec, inputs, end) {
      const again = begin(spec);
      for (const { at, ...body } of inputs) {
        again.session.advance(Math.max(0, at - again.session.at));
        again.session.input(body);
      }
      again.session.advance(Math.max(0, end - again.session.at));
      return again;
    },
  };
}

// The lib for workers cannot be loaded beside the one for pages.
const scope = globalThis as unknown as { postMessage: (message: FromHost) => void; onmessage: ((event: MessageEvent<ToHost>) => void) | null };
const host = createHost({
  engineFor,
  author: async (ask, tell) => (await import('./authoring.ts')).answerAuthor(ask, tell),
  runTrial: async (trial) => (await import('@site/engine/grading/index.ts')).runTrial(trial),
  help: async (hosted, turns) => (await import('./help.ts')).helpFor(hosted, turns),
  engineVersion: ENGINE_VERSION,
  post: (message) => scope.postMessage(message),
  library,
  parts,
  learner,
  store: withoutProofs(typeof indexedDB === 'undefined' ? forgetfulStore : createSessionStore()),
  now: () => performance.now(),
});
scope.onmessage = (event) => { void host.receive(event.data); };
performance.mark('peapod: engine loaded');
setInterval(host.tick, tickMs);
