/** For tests of components: a page session whose snapshot the test sets and whose inputs it reads. */
import React, { act, useEffect } from 'react';
import type { ReactNode } from 'react';
import { emptySnapshot } from '@site/src/worker/client.ts';
import type { SessionHandle, Snapshot } from '@site/src/worker/client.ts';
import type { Completion, Help, InputBody, LabWork, LifeState, LearnerReport, LoadReport, NodeRow, Placing, PodRow, SessionSpec, StateTrack } from '@site/src/worker/protocol.ts';
import { SessionProvider, usePageSession } from './index.tsx';

export type TestSession = {
  readonly Page: (props: { readonly children: ReactNode }) => ReactNode;
  readonly inputs: InputBody[];
  readonly typed: { readonly lines: readonly string[]; readonly run: string }[];
  readonly calls: string[];
  readonly show: (change: Partial<Snapshot>) => void;
};

/** What the worker answers when it is asked. */
export type TestAnswers = { readonly why?: Placing; readonly loads?: readonly LoadReport[]; readonly controllers?: readonly LearnerReport[]; readonly object?: unknown; readonly states?: readonly StateTrack[]; readonly lives?: readonly LifeState[]; readonly help?: Help;
  /** What a lab allows; no lab without it. */
  readonly allow?: { readonly faults: boolean; readonly maxCommands?: number };
};

export function createTestSession(first: Partial<Snapshot> = {}, completion: Completion = { from: 0, to: 0, candidates: [] }, answers: TestAnswers = {}): TestSession {
  let snapshot: Snapshot = { ...emptySnapshot, status: 'ready', ...first };
  const listeners = new Set<() => void>();
  const inputs: InputBody[] = [];
  const typed: { lines: readonly string[]; run: string }[] = [];
  const calls: string[] = [];
  const note = (name: string) => (...values: unknown[]): Promise<never> => { calls.push([name, ...values].join(' ')); return Promise.resolve(undefined as never); };
  // Of a lab only what is allowed is read.
  const lab = answers.allow === undefined ? {} : { lab: { spec: { allow: answers.allow } } as unknown as LabWork };
  const spec: SessionSpec = { id: 'test', preset: 'three-nodes', files: {}, ...lab };
  const handle: SessionHandle = {
    spec,
    subscribe: (listener) => { listeners.add(listener); return () => { listeners.delete(listener); }; },
    getSnapshot: () => snapshot,
    input: (...bodies) => { inputs.push(...bodies); return Promise.resolve(); },
    type: (_, lines, run) => { typed.push({ lines, run }); return Promise.resolve({ interrupted: false }); },
    complete: () => Promise.resolve(completion),
    setPlaying: note('setPlaying'), setSpeed: note('setSpeed'), runToNextChange: note('runToNextChange'), pass: note('pass'), undo: note('undo'), restart: note('restart'),
    branch: note('branch'), file: note('file'), grade: note('grade'), cancelGrade: () => { calls.push('cancelGrade'); }, openFile: (text) => { calls.push(`openFile ${text}`); return Promise.resolve(text.endsWith('}') ? null : { problems: ['cut off'] }); }, help: () => (answers.help === undefined ? new Promise(() => undefined) : Promise.resolve(answers.help)), readFile: note('readFile'), hash: note('hash'), trace: () => Promise.resolve(null), lives: () => Promise.resolve(answers.lives ?? []), states: () => Promise.resolve(answers.states ?? []), why: () => Promise.resolve(answers.why ?? null), loads: () => Promise.resolve(answers.loads ?? []), controllers: () => Promise.resolve(answers.controllers ?? []), read: () => Promise.resolve({ code: 200, body: answers.object ?? null }), validate: () => Promise.resolve([]),
    field: () => Promise.resolve(null), suggest: () => Promise.resolve([]),
  };
  function Open(): ReactNode {
    const { open } = usePageSession();
    useEffect(() => { open(); }, [open]);
    return null;
  }
  return {
    Page: ({ children }) => <SessionProvider spec={spec} connect={() => handle}><Open />{children}</SessionProvider>,
    inputs, typed, calls,
    show: (change) => act(() => { snapshot = { ...snapshot, ...change }; listeners.forEach((listener) => listener()); }),
  };
}

export const testNode = (name: string, more: Partial<NodeRow> = {}): NodeRow =>
  ({ name, uid: name, state: 'running', status: 'Ready', roles: '<none>', address: '172.30.0.11', age: '1m', version: 'v1.36.3', faults: [], ...more });
export const testPod = (name: string, more: Partial<PodRow> = {}): PodRow => ({
  namespace: 'default', name, uid: name, node: 'node01', state: 'running', status: 'Running', ready: '1/1', restarts: '0', age: '1m', ip: '10.244.1.2', labels: {}, owner: '', image: 'nginx', backOffMs: undefined, ...more,
});
/** jsdom has none: nothing comes into view by itself. */
globalThis.IntersectionObserver ??= class { observe(): void {} unobserve(): void {} disconnect(): void {} takeRecords(): [] { return []; } root = null; rootMargin = ''; thresholds = []; scrollMargin = ''; } as unknown as typeof IntersectionObserver;
