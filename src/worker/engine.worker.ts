/** The worker's entry: the only script of the site that contains the engine. */
import { ENGINE_VERSION, replay, startSession } from '@site/engine/index.ts';
import type { SessionOptions } from '@site/engine/index.ts';
import { createHost, tickMs } from './host.ts';
import type { Engine, Run } from './hosted.ts';
import { createFields } from './fields.ts';
import type { FromHost, SessionSpec, ToHost } from './protocol.ts';
import { createLibrary } from './sentences.ts';
import { createParts } from './parts.ts';
import { createSessionStore, forgetfulStore, withoutProofs } from './store.ts';
import { validateManifest } from './validate.ts';

const parts = createParts(async () => (await import('@site/engine/parts.ts')).provideParts());
const library = createLibrary(async () => (await import('@generated/course/default/sentences.json')).default);

type OpenSession = ReturnType<typeof startSession>;

/** The seed is the page's name: every reader of a lesson meets the same cluster. */
const optionsOf = ({ id, preset, files, start, settleMs, proof }: SessionSpec): SessionOptions => ({
  seed: proof?.seed ?? id, preset, files,
  ...(start === undefined ? {} : { start }),
  ...(settleMs === undefined ? {} : { settleMs }),
});

function engineOf(options: (spec: SessionSpec) => SessionOptions, ticksOf?: (open: OpenSession) => NonNullable<Run['ticks']>): Engine {
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
      ...(ticksOf === undefined ? {} : { ticks: ticksOf(opened) }),
    };
  };
  return {
    begin: (spec) => run(spec, startSession),
    replay: (spec, inputs, end) => run(spec, (all) => replay(all, inputs, end)),
  };
}

async function engineFor({ lab }: SessionSpec): ReturnType<Parameters<typeof createHost>[0]['engineFor']> {
  if (lab === undefined) return engineOf(optionsOf);
  const { gradeLab, labSession, tickLab } = await import('@site/engine/grading/index.ts');
  const full = { ...lab, task: { en: '', zh: '' }, solution: { files: {}, manifests: [], commands: [] }, wrong: [] };
  return {
    ...engineOf((spec) => ({ ...labSession(full, spec.id), files: spec.files }), ({ cluster }) => () => tickLab(lab.spec, cluster.client)),
    grade: ({ session }) => { const { inputs, end } = session.file(); return gradeLab(full, session.file().seed, inputs, end); },
  };
}

// The lib for workers cannot be loaded beside the one for pages.
const scope = globalThis as unknown as { postMessage: (message: FromHost) => void; onmessage: ((event: MessageEvent<ToHost>) => void) | null };
const host = createHost({
  engineFor,
  runTrial: async (trial) => (await import('@site/engine/grading/index.ts')).runTrial(trial),
  engineVersion: ENGINE_VERSION,
  post: (message) => scope.postMessage(message),
  library,
  parts,
  store: withoutProofs(typeof indexedDB === 'undefined' ? forgetfulStore : createSessionStore()),
  now: () => performance.now(),
});
scope.onmessage = (event) => { void host.receive(event.data); };
performance.mark('peapod: engine loaded');
setInterval(host.tick, tickMs);
