/**
 * The engine as browsers load it: what nobody has asked for yet comes later (engine/base/onDemand.ts). A cluster is the same with and
 * without it, says clearly what is missing, and a command finds everything once it is there.
 */
import { build } from 'esbuild';
import { runInThisContext } from 'node:vm';
import * as whole from '../engine/index.ts';
import type * as Engine from '../engine/index.ts';

jest.setTimeout(60_000);
type Loaded = typeof Engine & { provideParts: () => void; provideLearner: () => void };
const entry = "export * from './engine/index.ts'; export { provideParts } from './engine/parts.ts'; export { provideLearner } from './engine/learnerPart.ts';";
let engine: Loaded;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' }, bundle: true, write: false, platform: 'browser', format: 'iife', globalName: 'loaded', target: 'es2022',
  });
  engine = runInThisContext(`(() => { ${outputFiles[0]?.text ?? ''}; return loaded; })()`) as Loaded; // what the entry exports
});

const PRESETS = ['three-nodes', 'minikube', 'recorded'] as const;
const options = (preset: (typeof PRESETS)[number]): Engine.SessionOptions => ({ seed: 'parts', preset, files: { 'a.yaml': 'x' } });
const line = (session: Engine.Session, text: string): string => {
  let out = '';
  const stop = session.onOutput((_, part) => { out += part; });
  session.input({ type: 'line', terminal: 'main', text });
  session.advance(5000);
  stop();
  return out;
};

// These three stand in this order: the parts come between them.
test.each(PRESETS)('a cluster %s and its first view need no part', (preset) => {
  const session = engine.createSession(options(preset));
  const same = whole.createSession(options(preset));
  expect(session.view()).toEqual(same.view());
  expect(session.hash()).toBe(same.hash());
  expect(session.lives({ kind: 'Node', namespace: '', name: session.view().nodes[0]?.name ?? '' })).toBeDefined();
});

test('what is asked for too early is refused, not answered wrongly', () => {
  const session = engine.createSession(options('three-nodes'));
  expect(() => session.terminal('main')).toThrow('the part script of the engine is not loaded yet');
});

test('with the parts a session that began without them goes on like any other', () => {
  const [session, same] = [engine.createSession(options('three-nodes')), whole.createSession(options('three-nodes'))];
  engine.provideParts();
  const commands = ['kubectl create deployment web --image=redis', 'kubectl get pods -o yaml | grep -c image; ls /usr/bin | wc -l', 'kubectl get nodes', 'ssh node01 crictl ps'];
  for (const text of commands) expect(line(session, text)).toBe(line(same, text));
  expect(session.hash()).toBe(same.hash());
});

test('a learner\'s controller has a part of its own, which nobody else needs', () => {
  const source = "export const watches = [{ apiVersion: 'v1', kind: 'Namespace' }]; export function reconcile({ name }, api) { console.log(name, Math.random(), new Date()); }";
  const [session, same] = [engine.createSession(options('three-nodes')), whole.createSession(options('three-nodes'))];
  expect(() => session.input({ type: 'controller', name: 'mine', source })).toThrow('the part learner of the engine is not loaded yet');
  engine.provideLearner();
  for (const one of [session, same]) { one.input({ type: 'controller', name: 'mine', source }); one.advance(1000); }
  expect(session.controllers()).toEqual(same.controllers());
  expect(session.hash()).toBe(same.hash());
});
