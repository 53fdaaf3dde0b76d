/**
 * The learner's JavaScript: a QuickJS of its own for each start, memory and all. There is no network in it, no timer, no page; its
 * Date shows virtual time, its chance is the session's. What it may use is counted, never timed: the same source is stopped at the
 * same step on every machine.
 */
import { QuickJSFFI } from '@jitl/quickjs-singlefile-cjs-release-sync/ffi';
import { DefaultIntrinsics, QuickJSWASMModule, type QuickJSContext, type QuickJSHandle, type QuickJSRuntime } from 'quickjs-emscripten-core';
import { PRELUDE } from './prelude.data.ts';
import quickjs from './quickjs.data.js';
import type { Trouble } from './types.ts';

/** QuickJS asks after every 10,000 calls and jumps back whether it may go on. */
export const STEPS_PER_QUESTION = 10_000;
/** So often the answer is yes, for one reconcile. */
const MOST_QUESTIONS = 200;
const MEMORY_BYTES = 16 << 20;
/** Well before the browsers' own stacks end, which differ: while it is read (brackets in brackets), and while it runs. */
const [READING_STACK_BYTES, STACK_BYTES] = [24 << 10, 128 << 10];
/** To say what went wrong when there is no memory left. */
const SPARE_BYTES = 1 << 20;

export type VmPorts = {
  readonly now: () => number;
  readonly chance: () => number;
  /** A request of `api`: JSON in, JSON out. */
  readonly send: (verb: string, given: string) => string;
  readonly say: (text: string) => void;
};
export type Ran<T> = { readonly ok: true; readonly value: T; readonly questions: number } | { readonly ok: false; readonly trouble: Trouble; readonly questions: number };
export type Shape = { readonly kind: 'none' | 'async' | 'generator' | 'plain'; readonly watches: unknown; readonly names: readonly string[] };
export type Vm = {
  /** Runs the source once, from top to bottom. */
  load(source: string): Ran<Shape>;
  /** What `reconcile` gave back: the word `promise`, or JSON. */
  reconcile(request: string): Ran<string>;
};

/** Why a source cannot even be started, line first; whether it watches what there is, only a cluster can say. */
export function startProblem(source: string): string | undefined {
  const loaded = createVm({ now: () => 0, chance: () => 0, send: () => JSON.stringify({ error: { code: 0, reason: 'NotStarted', message: 'nothing runs yet' } }), say: () => undefined }).load(source);
  if (!loaded.ok) return `${loaded.trouble.line === undefined ? '' : `line ${loaded.trouble.line}: `}${loaded.trouble.message}`;
  const { kind, names } = loaded.value;
  if (kind !== 'plain') return 'it exports no plain function reconcile';
  return names.includes('watches') ? undefined : 'it exports no watches';
}

type Described = { readonly name?: string; readonly message: string; readonly stack: string };
const FILE = 'controller.js';

export function createVm({ now, chance, send, say }: VmPorts): Vm {
  const module = quickjs({ type: 'sync', now });
  const runtime = new QuickJSWASMModule(module, new QuickJSFFI(module)).newRuntime();
  const budget = { asked: 0, most: MOST_QUESTIONS };
  runtime.setMemoryLimit(MEMORY_BYTES);
  runtime.setMaxStackSize(STACK_BYTES);
  runtime.setInterruptHandler(() => ++budget.asked > budget.most);
  const context = runtime.newContext({ intrinsics: { ...DefaultIntrinsics, Proxy: false, TypedArrays: false } });
  const made = context.unwrapResult(context.evalCode(PRELUDE, 'peapod.js'));
  const ports = [
    context.newFunction('charge', (questions) => { budget.asked += context.getNumber(questions); }),
    context.newFunction('send', (verb, given) => context.newString(send(context.getString(verb), context.getString(given)))),
    context.newFunction('say', (text) => { say(context.getString(text)); }),
    context.newFunction('chance', () => context.newNumber(chance())),
  ];
  const around = context.unwrapResult(context.callFunction(made, context.undefined, ...ports));
  const [look, run, describe] = ['look', 'run', 'describe'].map((name) => context.getProp(around, name)) as [QuickJSHandle, QuickJSHandle, QuickJSHandle]; // three names, three functions
  let exported: QuickJSHandle | undefined;

  const troubleOf = (thrown: QuickJSHandle): Trouble => {
    const stopped = budget.asked > budget.most;
    budget.most = budget.asked + MOST_QUESTIONS / 20;
    runtime.setMemoryLimit(MEMORY_BYTES + SPARE_BYTES);
    const told = context.callFunction(describe, context.undefined, thrown);
    if (told.error !== undefined) { told.error.dispose(); return { kind: stopped ? 'steps' : 'thrown', message: 'it threw something that cannot be read' }; }
    const described = JSON.parse(context.getString(told.value)) as Described; // written by the prelude
    told.value.dispose();
    runtime.setMemoryLimit(MEMORY_BYTES);
    return troubleIn(described, stopped);
  };
  const counted = <T>(work: () => { readonly value: T } | { readonly thrown: QuickJSHandle } | { readonly trouble: Trouble }): Ran<T> => {
    budget.asked = 0;
    budget.most = MOST_QUESTIONS;
    try {
      const done = work();
      const questions = budget.asked;
      if ('value' in done) return { ok: true, value: done.value, questions };
      return { ok: false, trouble: 'trouble' in done ? done.trouble : troubleOf(done.thrown), questions };
    } catch {
      // The engine in the engine gave up: nothing of it can be used any more.
      return { ok: false, trouble: { kind: 'memory', message: 'out of memory' }, questions: budget.asked };
    }
  };
  return {
    load: (source) => counted<Shape>(() => {
      runtime.setMaxStackSize(READING_STACK_BYTES);
      const loaded = moduleOf(context, runtime, source);
      runtime.setMaxStackSize(STACK_BYTES);
      if ('thrown' in loaded || 'trouble' in loaded) return loaded;
      exported = loaded.value;
      const seen = context.callFunction(look, context.undefined, exported);
      if (seen.error !== undefined) return { thrown: seen.error };
      return { value: JSON.parse(context.getString(seen.value)) as Shape }; // written by the prelude
    }),
    reconcile: (request) => counted(() => {
      const given = context.newString(request);
      const result = context.callFunction(run, context.undefined, exported ?? context.undefined, given);
      given.dispose();
      if (result.error !== undefined) return { thrown: result.error };
      const value = context.getString(result.value);
      result.value.dispose();
      return { value };
    }),
  };
}

function moduleOf(context: QuickJSContext, runtime: QuickJSRuntime, source: string): { readonly value: QuickJSHandle } | { readonly thrown: QuickJSHandle } | { readonly trouble: Trouble } {
  const result = context.evalCode(source, FILE, { type: 'module' });
  if (result.error !== undefined) return { thrown: result.error };
  const state = context.getPromiseState(result.value);
  if (state.type === 'fulfilled') return { value: state.value };
  if (state.type === 'rejected') return { thrown: state.error };
  const jobs = runtime.executePendingJobs(100);
  if (jobs.error !== undefined) return { thrown: jobs.error };
  const later = context.getPromiseState(result.value);
  if (later.type === 'fulfilled') return { value: later.value };
  return later.type === 'rejected' ? { thrown: later.error } : { trouble: { kind: 'shape', message: '`await` outside of a function waits for something that never comes: a controller waits by returning {requeueAfter: seconds}' } };
}

const OURS = /([^\s(]*) ?\(?controller\.js(?::(\d+))?(?::(\d+))?\)?/;

/** Only lines of the learner's own. */
function troubleIn({ name = '', message, stack }: Described, stopped: boolean): Trouble {
  const frames = stack.split('\n').flatMap((line) => {
    const found = OURS.exec(line.trim().replace(/^at /, ''));
    return found === null || found[2] === undefined ? [] : [{ name: found[1] === '' || found[1] === '<anonymous>' ? '' : found[1] ?? '', line: Number(found[2]), column: Number(found[3] ?? 1) }];
  });
  const [first] = frames;
  const place = first === undefined ? {} : { line: first.line, column: first.column };
  const trail = frames.slice(0, 6).map((frame) => `${frame.name === '' ? '(no name)' : frame.name} (line ${frame.line})`);
  if (stopped) return { kind: 'steps', message: `stopped after ${MOST_QUESTIONS * STEPS_PER_QUESTION} steps: is there a loop without an end?`, ...place, trail };
  if (name === 'InternalError' && message === 'out of memory') return { kind: 'memory', message: `stopped: it asked for more than ${MEMORY_BYTES >> 20} MiB of memory`, ...place, trail };
  if (name === 'InternalError' && message === 'stack overflow') return { kind: 'thrown', message: 'stopped: a function calls itself without an end (stack overflow)', ...place, trail: trail.slice(0, 2) };
  if (name === 'SyntaxError' && stack.trim().startsWith('at controller.js')) return { kind: 'syntax', message: `SyntaxError: ${message}`, ...place };
  return { kind: 'thrown', message: name === '' ? message : `${name}: ${message}`, ...place, trail };
}
