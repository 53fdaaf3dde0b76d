/** @jest-environment node */
import { replay, startSession } from '@site/engine/index.ts';
import type { SessionOptions } from '@site/engine/index.ts';
import { createHosted } from './hosted.ts';
import type { Engine, Run } from './hosted.ts';
import type { FromHost, SessionSpec } from './protocol.ts';
import { createOpenings } from './opening.ts';
import { forgetfulStore, withoutProofs } from './store.ts';
import type { SessionStore } from './store.ts';

const spec: SessionSpec = {
  id: 'proof/q', preset: 'minikube', files: {},
  proof: { seed: 'a', inputs: [{ type: 'line', terminal: 'main', text: 'kubectl run web --image=nginx:1.14.2', at: 1000 }, { type: 'line', terminal: 'main', text: 'kubectl get pods', at: 20_000 }], end: 30_000 },
};
const optionsOf = ({ preset, files, proof }: SessionSpec): SessionOptions => ({ seed: proof?.seed ?? '', preset, files });
const runOf = ({ session, cluster }: ReturnType<typeof startSession>): Run =>
  ({ session, validate: () => [], fields: {} as Run['fields'], onRequest: (listener) => cluster.api.onRequest(listener), lacksSentences: () => false, typing: () => true });
const engine: Engine = { begin: (of) => runOf(startSession(optionsOf(of))), replay: (of, inputs, end) => runOf(replay(optionsOf(of), inputs, end)) };

test('a proof is shown at the moment that decides, standing still, with what was printed', () => {
  const hosted = createHosted(spec, engine);
  hosted.start();
  const update = hosted.update();
  expect([hosted.at, hosted.playing, update?.pace?.playing, update?.undoable]).toEqual([30_000, false, false, 0]);
  expect(update?.delta?.pods?.changed.map(({ name, status }) => `${name} ${status}`)).toEqual(['web Running']);
  expect(JSON.stringify(update?.terminals?.['main']?.entries)).toContain('1/1');
});
test('what the reader does in it can be undone, what proves it cannot; starting over leads back to that moment', () => {
  const hosted = createHosted(spec, engine);
  hosted.start();
  const before = hosted.session.hash();
  hosted.input([{ type: 'line', terminal: 'main', text: 'kubectl delete pod web --now' }]);
  hosted.run(5000);
  expect(hosted.update()?.undoable).toBe(1);
  hosted.undo();
  hosted.undo();
  expect([hosted.at, hosted.update()?.undoable, hosted.session.hash()]).toEqual([30_000, 0, before]);
  hosted.input([{ type: 'line', terminal: 'main', text: 'kubectl delete pod web --now' }]);
  hosted.start();
  expect([hosted.at, hosted.session.hash()]).toEqual([30_000, before]);
});
test('a proof is neither looked up nor kept', async () => {
  const asked: string[] = [];
  const store: SessionStore = { ...forgetfulStore, load: ({ id }) => { asked.push(`load ${id}`); return Promise.resolve('nothing'); }, save: ({ id }) => { asked.push(`save ${id}`); return Promise.resolve(); } };
  const kept = withoutProofs(store);
  const hosted = createHosted(spec, engine);
  hosted.start();
  const what = { file: hosted.session.file(), pace: hosted.pace() };
  await kept.load(spec);
  await kept.save(spec, what);
  await kept.save({ id: 'lesson', preset: 'minikube', files: {} }, what);
  expect(asked).toEqual(['save lesson']);
});
test('one that takes long tells how far it is, lets others in between, and stops when nobody waits', async () => {
  const told: FromHost[] = [];
  let clock = 0;
  // Each look at the clock finds that much time has gone.
  const openings = createOpenings((message) => told.push(message), () => { clock += 60; return clock; });
  const hosted = createHosted(spec, engine);
  const proof = spec.proof!;
  expect([await openings.run(hosted, proof), hosted.at]).toEqual([true, 30_000]);
  const at = told.flatMap((one) => (one.type === 'opening' ? [one.at] : []));
  expect(at.length).toBeGreaterThan(4);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  const again = openings.run(hosted, proof);
  expect([openings.close(spec.id), await again, hosted.at < 30_000, openings.close(spec.id)]).toEqual([true, false, true, false]);
});
test('what is asked of a session on its way waits for it, also if it never comes', async () => {
  const openings = createOpenings(() => undefined, () => 0);
  const order: string[] = [];
  const opened = openings.expect('a', new Promise((go) => { setTimeout(go, 5); }).then(() => { order.push('opened'); }));
  const failed = openings.expect('b', Promise.reject(new Error('no'))).catch(() => { order.push('failed'); });
  await Promise.all([openings.settled('a')?.then(() => order.push('asked')), openings.settled('b'), opened, failed]);
  expect([order, openings.settled('a'), openings.settled('b')]).toEqual([['failed', 'opened', 'asked'], undefined, undefined]);
});
