import { readSessionFile } from './sessionFile.ts';
import type { SessionFile } from './types.ts';

const good: SessionFile = {
  apiVersion: 'peapod/v1', kind: 'Session', engineVersion: '0.1.0', seed: 's', cluster: { preset: 'minikube', startTime: '2026-11-21T09:00:00Z' },
  inputs: [{ at: 5, type: 'line', terminal: 'main', text: 'kubectl get pods' }, { at: 9, type: 'fault', fault: 'pod-delete', target: 'default/web' }], end: 20,
};
const messages = (text: string): string[] => {
  const read = readSessionFile(text);
  return read.ok ? [] : read.problems.map((p) => p.message);
};

test('a good file is read as it is', () => {
  expect(readSessionFile(JSON.stringify(good))).toEqual({ ok: true, file: good });
});

test('a file cut in half says so and what to do', () => {
  const text = JSON.stringify(good);
  expect(messages(text.slice(0, text.length / 2))).toEqual([expect.stringMatching(/^a session file is JSON, and this is not: .*export it again/)]);
});

test('all problems are told at once, with their place', () => {
  const bad = { ...good, kind: 'Sesion', cluster: { preset: 'aws', startTime: 'now' }, end: -1, inputs: [{ at: 5, type: 'lien' }, { at: 1, type: 'line', terminal: 'main', text: 7 }] };
  expect(messages(JSON.stringify(bad))).toEqual([
    'kind: expected "Session", found "Sesion"',
    'cluster.preset: expected one of minikube, three-nodes, recorded, found "aws"',
    'cluster.startTime: expected a time like 2026-11-21T09:00:00Z, found "now"',
    'end: expected whole milliseconds, at most 30 days, found -1',
    'inputs[0].type: expected one of line, interrupt, endOfInput, file, fault, controller, hint, found "lien"',
    'inputs[0].at: expected whole milliseconds between 0 and -1, found 5',
    'inputs[1].text: expected text, found 7',
    'inputs[1].at: expected whole milliseconds between 0 and -1, found 1',
  ]);
});

test.each(['[]', '7', 'null', '{}'])('%s is not a session', (text) => {
  expect(messages(text).length).toBeGreaterThan(0);
});
