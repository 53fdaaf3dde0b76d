/**
 * The driver: steps a lifecycle without actors, clocks or chance. Who holds a snapshot also holds its timers:
 * delayed transitions come out as `schedule` and `cancel` effects and come back as the event that `schedule` names.
 */
import { createEmptyActor } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine, StateValue } from 'xstate';
import { invariant } from '../base/index.ts';

export type Schedule = { readonly type: 'schedule'; readonly id: string; readonly delayMs: number; readonly event: TimerEvent };
export type Cancel = { readonly type: 'cancel'; readonly id: string };
/** What comes back when a scheduled delay is over. */
export type TimerEvent = { readonly type: `xstate.after.${string}` };

/** JSON: may be kept, sent and restored. */
export type Snapshot<C> = { readonly value: StateValue; readonly context: C; readonly done: boolean };
export type Step<C, F> = { readonly snapshot: Snapshot<C>; readonly effects: readonly (F | Schedule | Cancel)[] };

/** A machine with its effects: actions that do not change the context but tell the outside what to do. */
export type Lifecycle<C, E extends { readonly type: string }, F> = {
  readonly machine: AnyStateMachine;
  readonly effects: { readonly [action: string]: (context: C, event: E) => F };
};

type Executed = { readonly type: string; readonly info: { readonly context: unknown; readonly event: unknown }; readonly params: unknown };

/** One scope for all steps: XState's own `transition()` builds a whole actor system each time, which costs 3.5 times more. */
function inertScope(onAction: (action: Executed) => void) {
  const empty = createEmptyActor();
  return {
    self: empty, system: empty.system, id: '', sessionId: '',
    logger: () => undefined, defer: () => undefined, stopChild: () => undefined, emit: () => undefined,
    actionExecutor: onAction,
  };
}
const MOST_SHARED = 256;
type Scope = Parameters<AnyStateMachine['transition']>[2];

export type Driver<C, E extends { readonly type: string }, F> = {
  /** The initial state; `context` overrides what the config says. No effects: initial states schedule nothing. */
  start(context?: Partial<C>): Snapshot<C>;
  step(snapshot: Snapshot<C>, event: E | TimerEvent): Step<C, F>;
};

export function createDriver<C, E extends { readonly type: string }, F>(lifecycle: Lifecycle<C, E, F>): Driver<C, E, F> {
  const { machine } = lifecycle;
  const known = new WeakMap<Snapshot<C>, AnyMachineSnapshot>();
  /** Steps from snapshots that many instances share: the initial one, and what it leads to by events that only have a type. */
  const shared = new Map<Snapshot<C>, Map<string, Step<C, F>>>();
  let effects: (F | Schedule | Cancel)[] = [];
  const scope = inertScope((action) => {
    const effect = toEffect(lifecycle, action);
    if (effect !== undefined) effects.push(effect);
    // The scope of XState has more members than a pure step touches.
  }) as unknown as Scope;
  let first: AnyMachineSnapshot | undefined;
  let plain: Snapshot<C> | undefined;
  const share = (snapshot: Snapshot<C>): Snapshot<C> => {
    if (!shared.has(snapshot)) shared.set(snapshot, new Map());
    return snapshot;
  };

  const wrap = (inner: AnyMachineSnapshot): Snapshot<C> => {
    const snapshot: Snapshot<C> = { value: inner.value, context: inner.context as C, done: inner.status === 'done' };
    known.set(snapshot, inner);
    return snapshot;
  };
  const unwrap = (snapshot: Snapshot<C>): AnyMachineSnapshot =>
    known.get(snapshot) ?? machine.resolveState({ value: snapshot.value, context: snapshot.context, ...(snapshot.done ? { status: 'done' as const } : {}) }) as AnyMachineSnapshot;
  return {
    start(context) {
      first ??= machine.getInitialSnapshot(scope) as AnyMachineSnapshot;
      if (context === undefined) { plain ??= share(wrap(first)); return plain; }
      return wrap(machine.resolveState({ value: first.value, context: { ...first.context as object, ...context } }) as AnyMachineSnapshot);
    },
    step(snapshot, event) {
      const steps = Object.keys(event).length === 1 ? shared.get(snapshot) : undefined;
      const before = steps?.get(event.type);
      if (before !== undefined) return before;
      effects = [];
      const inner = unwrap(snapshot);
      const next = machine.transition(inner, event, scope) as AnyMachineSnapshot;
      invariant(next.status !== 'error', `machine ${machine.id} failed on ${event.type}: ${String(next.error)}`);
      const step: Step<C, F> = { snapshot: next === inner ? snapshot : wrap(next), effects };
      if (steps !== undefined && shared.size < MOST_SHARED) { steps.set(event.type, step); share(step.snapshot); }
      return step;
    },
  };
}

function toEffect<C, E extends { readonly type: string }, F>(lifecycle: Lifecycle<C, E, F>, action: Executed): F | Schedule | Cancel | undefined {
  if (action.type === 'xstate.raise') {
    const { id, delay, event } = action.params as { id?: string; delay?: number; event: TimerEvent };
    return delay === undefined ? undefined : { type: 'schedule', id: id ?? event.type, delayMs: delay, event };
  }
  if (action.type === 'xstate.cancel') return { type: 'cancel', id: (action.params as { sendId: string }).sendId };
  const make = lifecycle.effects[action.type];
  return make?.(action.info.context as C, action.info.event as E);
}

/** True if the machine is in this state: `'running'`, `'running.started'`, in any region. */
export function isIn(snapshot: Snapshot<unknown>, path: string): boolean {
  const steps = path.split('.');
  let value: StateValue | undefined = snapshot.value;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as string; // i < length
    if (value === undefined) return false;
    if (typeof value === 'string') return value === step && i === steps.length - 1;
    if (!(step in value)) return false;
    value = value[step];
  }
  return true;
}
