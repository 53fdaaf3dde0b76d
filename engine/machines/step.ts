/**
 * The driver: steps a lifecycle by its table, without actors, clocks or chance. Who holds a snapshot also holds its timers:
 * delayed transitions come out as `schedule` and `cancel` effects and come back as the event that `schedule` names.
 */
import type { StateValue } from 'xstate';
import { invariant } from '../base/index.ts';
import { delayOf, type Plan, type Table } from './table.ts';

/** @property delayMs Infinity: never */
export type Schedule = { readonly type: 'schedule'; readonly id: string; readonly delayMs: number; readonly event: TimerEvent };
export type Cancel = { readonly type: 'cancel'; readonly id: string };
/** What comes back when a scheduled delay is over. */
export type TimerEvent = { readonly type: `xstate.after.${string}` };

/** JSON: may be kept, sent and restored. */
export type Snapshot<C> = { readonly value: StateValue; readonly context: C; readonly done: boolean };
export type Step<C, F> = { readonly snapshot: Snapshot<C>; readonly effects: readonly (F | Schedule | Cancel)[] };

type Named<C, E, R> = { readonly [name: string]: (context: C, event: E) => R };
/** What a table only names: guards answer, updates change the context, effects tell the outside what to do, delays are milliseconds. */
export type Rules<C, E extends { readonly type: string }, F> = {
  readonly initialContext: C;
  readonly guards?: Named<C, E, boolean>;
  readonly updates?: Named<C, E, Partial<C>>;
  readonly effects?: Named<C, E, F>;
  readonly delays?: Named<C, E, number>;
};

export type Driver<C, E extends { readonly type: string }, F> = {
  /** The initial state; `context` overrides what the rules say. No effects: initial states schedule nothing. */
  start(context?: Partial<C>): Snapshot<C>;
  step(snapshot: Snapshot<C>, event: E | TimerEvent): Step<C, F>;
};

const UPDATE = 0;
const EFFECT = 1;
const SCHEDULE = 2;
type Op<C, E, F> =
  | { readonly kind: typeof UPDATE; readonly run: (context: C, event: E) => Partial<C> }
  | { readonly kind: typeof EFFECT; readonly run: (context: C, event: E) => F }
  | { readonly kind: typeof SCHEDULE; readonly id: TimerEvent['type']; readonly event: TimerEvent; readonly run: (context: C, event: E) => number }
  | Cancel & { readonly kind: 3 };
type Ready<C, E, F> = {
  readonly ops: readonly Op<C, E, F>[];
  readonly guard: ((context: C, event: E) => boolean) | undefined;
  readonly yes: Ready<C, E, F> | undefined;
  readonly no: Ready<C, E, F> | undefined;
  readonly to: number;
};
type Cells<C, E, F> = readonly Map<string, Ready<C, E, F>>[];
const NO_EFFECTS: readonly never[] = [];

export function createDriver<C extends object, E extends { readonly type: string }, F>(table: Table, rules: Rules<C, E, F>): Driver<C, E, F> {
  let cells: Cells<C, E, F> | undefined;
  let numbers: Map<StateValue, number> | undefined;
  let plain: Snapshot<C> | undefined;
  const snapshotOf = (number: number, context: C): Snapshot<C> =>
    ({ value: table.values[number] as StateValue, context, done: table.done?.includes(number) === true }); // the table has a value for each number it uses

  function numberOf(value: StateValue): number {
    numbers ??= new Map(table.values.flatMap((each, number): [StateValue, number][] => [[each, number], [keyOf(each), number]]));
    const number = numbers.get(value) ?? numbers.get(keyOf(value));
    if (number === undefined) invariant(false, `machine ${table.id} has no state ${keyOf(value)}`);
    return number;
  }
  return {
    start(context) {
      if (context === undefined) return plain ??= snapshotOf(0, rules.initialContext);
      return snapshotOf(0, { ...rules.initialContext, ...context });
    },
    step(snapshot, incoming) {
      cells ??= cellsOf(table, rules);
      const from = numberOf(snapshot.value);
      let ready = cells[from]?.get(incoming.type);
      if (ready === undefined) return { snapshot, effects: NO_EFFECTS };
      const event = incoming as E; // rules that may see a timer's event look at its type first
      let { context } = snapshot;
      let effects: (F | Schedule | Cancel)[] | undefined;
      for (;;) {
        for (const op of ready.ops) {
          if (op.kind === UPDATE) { context = { ...context, ...op.run(context, event) }; continue; }
          effects ??= [];
          if (op.kind === EFFECT) effects.push(op.run(context, event));
          else if (op.kind === SCHEDULE) effects.push({ type: 'schedule', id: op.id, delayMs: op.run(context, event), event: op.event });
          else effects.push({ type: 'cancel', id: op.id });
        }
        if (ready.guard === undefined) break;
        const next: Ready<C, E, F> | undefined = ready.guard(context, event) ? ready.yes : ready.no;
        if (next === undefined) break;
        ready = next;
      }
      return { snapshot: ready.to === from && context === snapshot.context ? snapshot : snapshotOf(ready.to, context), effects: effects ?? NO_EFFECTS };
    },
  };
}

/** Regions in any order: a restored value may have been written by others. */
function keyOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.keys(value).sort().map((key) => `${key}(${keyOf(value[key] ?? '')})`).join();
}

/** Names become functions, once per machine. */
function cellsOf<C, E extends { readonly type: string }, F>(table: Table, rules: Rules<C, E, F>): Cells<C, E, F> {
  const found = <T>(what: string, name: string, value: T | undefined): T => {
    invariant(value !== undefined, `machine ${table.id} has no ${what} ${name}`);
    return value;
  };
  const opOf = (name: string): Op<C, E, F> => {
    const id = name.slice(1) as TimerEvent['type']; // only timers' names begin with a sign
    if (name.startsWith('-')) return { kind: 3, type: 'cancel', id };
    if (name.startsWith('+')) {
      const fixed = Number(delayOf(id));
      return { kind: SCHEDULE, id, event: { type: id }, run: Number.isNaN(fixed) ? found('delay', delayOf(id), rules.delays?.[delayOf(id)]) : () => fixed };
    }
    const update = rules.updates?.[name];
    return update === undefined ? { kind: EFFECT, run: found('action', name, rules.effects?.[name]) } : { kind: UPDATE, run: update };
  };
  const readyOf = (plan: Plan): Ready<C, E, F> => ({
    ops: (plan.do ?? []).map(opOf), guard: plan.if === undefined ? undefined : found('guard', plan.if, rules.guards?.[plan.if]),
    yes: plan.yes === undefined ? undefined : readyOf(plan.yes), no: plan.no === undefined ? undefined : readyOf(plan.no), to: plan.to ?? -1,
  });
  return table.steps.map((step) => new Map(Object.entries(step).map(([event, plan]) => [event, readyOf(plan)])));
}

const paths = new Map<string, readonly string[]>();

/** True if the machine is in this state: `'running'`, `'running.started'`, in any region. */
export function isIn(snapshot: Snapshot<unknown>, path: string): boolean {
  let steps = paths.get(path);
  if (steps === undefined) { steps = path.split('.'); paths.set(path, steps); }
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
