/** Steps a machine with XState itself: what the tables are measured against. */
import { createEmptyActor } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { MachineEntry } from '../all.ts';
import type { Rules, Snapshot, Step, TimerEvent } from '../step.ts';

export type AnyEvent = { readonly type: string; readonly [field: string]: unknown };
type Any = Record<string, unknown>;
export type AnyRules = Rules<Any, AnyEvent, Any>;
type Executed = { readonly type: string; readonly info: { readonly context: Any; readonly event: AnyEvent }; readonly params: { id?: string; sendId?: string; delay?: number; event: TimerEvent } };

/** XState keeps its state nodes out of its types. */
type StateNode = { readonly path: readonly string[]; readonly transitions: ReadonlyMap<string, readonly { eventType: string; target?: readonly StateNode[]; source: StateNode }[]> };
export const nodesOf = (machine: AnyStateMachine): StateNode[] => [...(machine as unknown as { idMap: Map<string, StateNode> }).idMap.values()];
export const statesOf = (machine: AnyStateMachine): string[] => nodesOf(machine).map((state) => state.path.join('.')).filter((path) => path !== '');
export const timersOf = (machine: AnyStateMachine): AnyEvent[] =>
  nodesOf(machine).flatMap((state) => [...state.transitions.keys()]).filter((type) => type.startsWith('xstate.after.')).map((type) => ({ type }));

export type Oracle = {
  start(context?: object): AnyMachineSnapshot;
  step(from: AnyMachineSnapshot, event: AnyEvent): { readonly next: AnyMachineSnapshot; readonly step: Step<Any, Any> };
};
export const plain = (inner: AnyMachineSnapshot): Snapshot<Any> =>
  JSON.parse(JSON.stringify({ value: inner.value, context: inner.context as Any, done: inner.status === 'done' })) as Snapshot<Any>;

export function createOracle({ machine, rules }: MachineEntry): Oracle {
  const { effects: makers = {} } = rules as AnyRules;
  let effects: Any[] = [];
  const empty = createEmptyActor();
  const scope = {
    self: empty, system: empty.system, id: '', sessionId: '',
    logger: () => undefined, defer: () => undefined, stopChild: () => undefined, emit: () => undefined,
    actionExecutor: ({ type, params, info }: Executed) => {
      if (type === 'xstate.raise') { if (params.delay !== undefined) effects.push({ type: 'schedule', id: params.id ?? '', delayMs: params.delay, event: params.event }); return; }
      if (type === 'xstate.cancel') { effects.push({ type: 'cancel', id: params.sendId ?? '' }); return; }
      const effect = makers[type]?.(info.context, info.event);
      if (effect !== undefined) effects.push(effect);
    },
    // The scope of XState has more members than a pure step touches.
  } as unknown as Parameters<AnyStateMachine['transition']>[2];
  return {
    start(context = {}) {
      const first = machine.getInitialSnapshot(scope) as AnyMachineSnapshot;
      return machine.resolveState({ value: first.value, context: { ...first.context as object, ...context } }) as AnyMachineSnapshot;
    },
    step(from, event) {
      effects = [];
      const next = machine.transition(from, event, scope) as AnyMachineSnapshot;
      return { next, step: { snapshot: plain(next), effects } };
    },
  };
}
