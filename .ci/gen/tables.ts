/** XState machines → `engine/machines/<name>/table.data.ts`. XState itself is asked what it would do; nothing of its rules is repeated here. */
import { assign, createEmptyActor } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine, StateValue } from 'xstate';
import { MACHINES } from '../../engine/machines/all.ts';
import type { Plan, Table } from '../../engine/machines/table.ts';

/** XState keeps its state nodes and implementations out of its types. */
type Inside = {
  readonly idMap: Map<string, { readonly type: string; readonly invoke: readonly unknown[]; readonly transitions: ReadonlyMap<string, unknown> }>;
  readonly implementations: { readonly [kind in 'guards' | 'actions' | 'delays']: Readonly<Record<string, unknown>> };
};
type Seen = { readonly op: string } | { readonly guard: string };
type Scope = Parameters<AnyStateMachine['transition']>[2];

/** All that the machine does with one event, under prescribed answers to its guards' questions; true beyond them. */
function createOracle(machine: AnyStateMachine) {
  let seen: Seen[] = [];
  let answers: readonly boolean[] = [];
  let asked = 0;
  const known = new Map<string, boolean>();
  const saw = (op: string): void => { seen.push({ op }); known.clear(); };
  const ask = (guard: string): boolean => {
    const before = known.get(guard);
    if (before !== undefined) return before;
    const answer = answers[asked++] ?? true;
    seen.push({ guard });
    known.set(guard, answer);
    return answer;
  };
  const { implementations } = machine as unknown as Inside;
  const stubs = <T>(kind: keyof Inside['implementations'], stub: (name: string) => T): Record<string, T> =>
    Object.fromEntries(Object.keys(implementations[kind]).map((name) => [name, stub(name)]));
  const provided = machine.provide({
    guards: stubs('guards', (name) => () => ask(name)), delays: stubs('delays', () => () => 1),
    actions: stubs('actions', (name) => assign(() => { saw(name); return {}; })),
  });
  const empty = createEmptyActor();
  const scope = {
    self: empty, system: empty.system, id: '', sessionId: '',
    logger: () => undefined, defer: () => undefined, stopChild: () => undefined, emit: () => undefined,
    actionExecutor: (action: { type: string; params?: { id?: string; sendId?: string; delay?: number } }) => {
      if (action.type === 'xstate.raise' && action.params?.delay !== undefined) saw(`+${action.params.id ?? ''}`);
      if (action.type === 'xstate.cancel') saw(`-${action.params?.sendId ?? ''}`);
    },
    // The scope of XState has more members than a pure step touches.
  } as unknown as Scope;
  const begin = (prescribed: readonly boolean[]): void => { seen = []; answers = prescribed; asked = 0; known.clear(); };
  return {
    start(): AnyMachineSnapshot {
      begin([]);
      const first = provided.getInitialSnapshot(scope) as AnyMachineSnapshot;
      if (seen.length > 0) throw new Error(`machine ${machine.id}: its initial state does or asks something: ${JSON.stringify(seen)}`);
      return first;
    },
    step(from: AnyMachineSnapshot, type: string, prescribed: readonly boolean[]): { seen: readonly Seen[]; next: AnyMachineSnapshot } {
      begin(prescribed);
      const next = provided.transition(from, { type }, scope) as AnyMachineSnapshot;
      if (next.status === 'error') throw new Error(`machine ${machine.id} fails on ${type}: ${String(next.error)}`);
      return { seen, next };
    },
  };
}

/** Every event that may come from outside or from a timer. */
export function eventsOf(machine: AnyStateMachine): string[] {
  const nodes = [...(machine as unknown as Inside).idMap.values()];
  const refused = nodes.find((node) => node.type === 'history' || node.invoke.length > 0 || node.transitions.has('*'));
  if (refused !== undefined) throw new Error(`machine ${machine.id}: history, invoke and wildcards have no place in a table`);
  return [...new Set(nodes.flatMap((node) => [...node.transitions.keys()]))].filter((type) => !/^xstate\.(done|error)\./.test(type));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function simplified({ do: ops = [], yes, no, ...rest }: Plan): Plan {
  // A question whose answer changes nothing is not asked.
  if (yes !== undefined && same(yes, no)) return simplified({ ...yes, do: [...ops, ...yes.do ?? []] });
  return { ...(ops.length === 0 ? {} : { do: ops }), ...rest, ...(yes === undefined || no === undefined ? {} : { yes, no }) };
}

export function tabulate(machine: AnyStateMachine): Table {
  const oracle = createOracle(machine);
  const events = eventsOf(machine);
  const found: AnyMachineSnapshot[] = [oracle.start()];
  const numberOf = (snapshot: AnyMachineSnapshot): number => {
    const number = found.findIndex((each) => same(each.value, snapshot.value));
    return number < 0 ? found.push(snapshot) - 1 : number;
  };
  const plan = (from: AnyMachineSnapshot, type: string, answers: readonly boolean[]): Plan => {
    const { seen, next } = oracle.step(from, type, answers);
    const questions = seen.flatMap((each, index) => ('guard' in each ? [index] : []));
    const at = answers.length;
    const begins = at === 0 ? 0 : (questions[at - 1] ?? 0) + 1;
    const question = questions[at];
    const ops = seen.slice(begins, question).flatMap((each) => ('op' in each ? [each.op] : []));
    if (question === undefined) return simplified({ do: ops, to: numberOf(next) });
    const guard = (seen[question] as { guard: string }).guard; // questions are indexes of guards
    return simplified({ do: ops, if: guard, yes: plan(from, type, [...answers, true]), no: plan(from, type, [...answers, false]) });
  };
  const steps: Record<string, Plan>[] = [];
  for (let i = 0; i < found.length; i++) {
    const from = found[i] as AnyMachineSnapshot; // i < length
    const cells = from.status === 'done' ? [] : events.map((type): [string, Plan] => [type, plan(from, type, [])]);
    steps.push(Object.fromEntries(cells.filter(([, cell]) => !same(cell, { to: i }))));
  }
  const done = found.flatMap((each, number) => (each.status === 'done' ? [number] : []));
  return { id: machine.id, values: found.map((each) => each.value as StateValue), ...(done.length === 0 ? {} : { done }), steps };
}

const asModule = ({ id, values, done, steps }: Table): string => [
  '// Written by `npm run gen` from machine.ts: change that.', "import type { Table } from '../table.ts';", '', 'export const table: Table = {',
  `  id: ${JSON.stringify(id)},`, '  values: [', ...values.map((value) => `    ${JSON.stringify(value)},`), '  ],', ...(done === undefined ? [] : [`  done: ${JSON.stringify(done)},`]),
  '  steps: [', ...steps.flatMap((step, number) => [`    { // ${number}`, ...Object.entries(step).map(([event, cell]) => `      ${JSON.stringify(event)}: ${JSON.stringify(cell)},`), '    },']),
  '  ],', '};', '',
].join('\n');

export const machineTables = (): Record<string, string> =>
  Object.fromEntries(Object.entries(MACHINES).map(([name, { machine }]) => [`engine/machines/${name}/table.data.ts`, asModule(tabulate(machine))]));
