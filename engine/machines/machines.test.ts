/** What holds of every machine: it is data, has words, and its table does what XState does. Times of single machines are below. */
import { readFileSync } from 'node:fs';
import { getShortestPaths } from 'xstate/graph';
import type { AnyMachineSnapshot } from 'xstate';
import { machineTables } from '../../.ci/gen/tables.ts';
import { createRandom } from '../time/index.ts';
import { MACHINES, type MachineEntry } from './all.ts';
import { chartOf } from './chart.ts';
import { container, createDriver, imagePull, isIn, probe, type ContainerEvent, type Schedule } from './index.ts';
import { createOracle, nodesOf, plain, statesOf, timersOf, type AnyEvent, type AnyRules } from './testing/oracle.ts';
import { SAMPLES, type Samples } from './testing/samples.ts';
import type { Plan, Table } from './table.ts';

type Any = Record<string, unknown>;
type Case = { readonly from: AnyMachineSnapshot; readonly event: AnyEvent; readonly expected: string };
const text = JSON.stringify;
const readTable = (name: string): Table => (jest.requireActual(`./${name}/table.data.ts`) as { table: Table }).table;

/** Two states are alike if they have the same value and every guard answers every event alike. */
function likeness({ machine, rules }: MachineEntry, events: readonly AnyEvent[]) {
  const guards = Object.values((rules as AnyRules).guards ?? {});
  return (state: AnyMachineSnapshot): string =>
    text([state.value, state.status, guards.map((guard) => [...events, ...timersOf(machine)].map((event) => (guard(state.context as Any, event) ? 1 : 0)).join(''))]);
}

/** Every shortest path, longer by every event; then walks at random. */
function casesOf(name: string, entry: MachineEntry, { events, contexts = [{}] }: Samples): { cases: Case[]; reached: Set<string> } {
  const oracle = createOracle(entry);
  const all = [...events, ...timersOf(entry.machine)];
  const cases: Case[] = [];
  const reached = new Set<string>();
  const go = (from: AnyMachineSnapshot, event: AnyEvent): AnyMachineSnapshot => {
    const { next, step } = oracle.step(from, event);
    cases.push({ from, event, expected: text(step) });
    return next;
  };
  const serializeState = likeness(entry, events) as never;
  for (const context of contexts) {
    const found = getShortestPaths(entry.machine, { events: all as never, fromState: oracle.start(context) as never, limit: 20_000, serializeState });
    for (const path of found) {
      const state = path.state as AnyMachineSnapshot;
      for (const each of paths(state.value)) reached.add(each);
      for (const event of all) go(state, event);
    }
  }
  const random = createRandom(`walks of ${name}`);
  for (let walk = 0; walk < 20; walk++) {
    let state = oracle.start(contexts[random.int('context', 0, contexts.length - 1)]);
    for (let i = 0; i < 40; i++) state = go(state, all[random.int('event', 0, all.length - 1)] as AnyEvent);
  }
  return { cases, reached };
}

function paths(value: unknown, prefix = ''): string[] {
  if (typeof value === 'string') return [prefix + value];
  return Object.entries(value as object).flatMap(([key, inner]) => [prefix + key, ...paths(inner, `${prefix}${key}.`)]);
}

function difference(table: Table, rules: object, cases: readonly Case[]): string | undefined {
  const driver = createDriver<Any, AnyEvent, Any>(table, rules as AnyRules);
  for (const { from, event, expected } of cases) {
    const got = text(driver.step(plain(from), event as never));
    if (got !== expected) return `${text(plain(from))} on ${text(event)}: XState ${expected}, the table ${got}`;
  }
  return undefined;
}

/** Which answers the guards' questions really get, by the place of the question. */
function answersIn(table: Table, rules: object, cases: readonly Case[]): Set<string> {
  const answers = new Set<string>();
  const { guards = {}, ...rest } = rules as AnyRules;
  const asking: Record<string, (context: Any, event: AnyEvent) => boolean> = {};
  const ask = (plan: Plan, place: string): Plan => {
    if (plan.if === undefined || plan.yes === undefined || plan.no === undefined) return plan;
    const guard = guards[plan.if];
    asking[place] = (context, event) => {
      const answer = guard?.(context, event) === true;
      answers.add(`${place}${answer ? '+' : '-'}`);
      return answer;
    };
    return { ...plan, if: place, yes: ask(plan.yes, `${place}+`), no: ask(plan.no, `${place}-`) };
  };
  const steps = table.steps.map((step, number) => Object.fromEntries(Object.entries(step).map(([event, cell]) => [event, ask(cell, `${number} ${event} `)])));
  difference({ ...table, steps }, { ...rest, guards: asking }, cases);
  return answers;
}

/** Every table that is wrong in one place that can be reached: a turned guard, another target, a lost action. */
function* mutants(table: Table, answers: ReadonlySet<string>): Generator<{ what: string; lost?: string; mutant: Table }> {
  for (const [number, step] of table.steps.entries()) {
    for (const [event, cell] of Object.entries(step)) {
      for (const { plan, ...rest } of planMutants(cell, table.values.length, `${number} ${event} `, answers)) {
        yield { ...rest, mutant: { ...table, steps: table.steps.map((each, i) => (i === number ? { ...each, [event]: plan } : each)) } };
      }
    }
  }
}
function* planMutants(plan: Plan, states: number, place: string, answers: ReadonlySet<string>): Generator<{ what: string; lost?: string; plan: Plan }> {
  if (plan.to !== undefined && states > 1) yield { what: `${place}to ${(plan.to + 1) % states}`, plan: { ...plan, to: (plan.to + 1) % states } };
  if (plan.do !== undefined) for (const lost of plan.do) yield { what: `${place}without ${lost}`, lost, plan: { ...plan, do: plan.do.filter((op) => op !== lost) } };
  if (plan.yes === undefined || plan.no === undefined) return;
  yield { what: `${place}not ${plan.if ?? ''}`, plan: { ...plan, yes: plan.no, no: plan.yes } };
  if (answers.has(`${place}+`)) for (const each of planMutants(plan.yes, states, `${place}+`, answers)) yield { ...each, plan: { ...plan, yes: each.plan } };
  if (answers.has(`${place}-`)) for (const each of planMutants(plan.no, states, `${place}-`, answers)) yield { ...each, plan: { ...plan, no: each.plan } };
}
/** Not so an update that finds the context as it would leave it. */
const mayHide = (rules: object, lost: string | undefined): boolean => lost !== undefined && (rules as AnyRules).updates?.[lost] !== undefined;

describe.each(Object.entries(MACHINES) as [keyof typeof MACHINES, MachineEntry][])('%s', (name, entry) => {
  const { machine, rules, words } = entry;
  let known: ReturnType<typeof casesOf> | undefined;
  const modelled = (): ReturnType<typeof casesOf> => known ??= casesOf(name, entry, SAMPLES[name] ?? { events: [] });

  it('is data: its config survives JSON', () => {
    expect(JSON.parse(text(machine.config))).toEqual(machine.config);
    expect(machine.id).toBe(name);
  });

  it('reaches every state', () => expect([...modelled().reached].sort()).toEqual(statesOf(machine).sort()));

  it('does as a table what XState does', () => expect(difference(readTable(name), rules, modelled().cases)).toBeUndefined());

  it('and no table that is wrong in one place would', () => {
    const table = readTable(name);
    const { cases } = modelled();
    const unseen = [...mutants(table, answersIn(table, rules, cases))].filter(({ lost, mutant }) => !mayHide(rules, lost) && difference(mutant, rules, cases) === undefined);
    expect(unseen.map(({ what }) => what)).toEqual([]);
  });

  it('has a chart of all its states and transitions', () => {
    const { states, transitions } = chartOf(machine);
    expect(states.map((state) => state.path)).toEqual(statesOf(machine));
    const known = new Set(['', ...states.map((state) => state.path)]);
    expect(transitions.filter(({ from, to }) => !known.has(from) || !known.has(to))).toEqual([]);
    // XState has resolved the same targets by its own rules.
    const resolved = nodesOf(machine).flatMap((state) => [...state.transitions.values()].flat().map((each) => [
      state.path.join('.'), each.eventType.replace(/^xstate\.after\.([^.]+)\..*$/, '$1'), (each.target?.[0] ?? each.source).path.join('.')].join(' ')));
    expect(transitions.map(({ from, event, to }) => [from, event, to].join(' ')).sort()).toEqual(resolved.sort());
  });

  it('uses every rule', () => {
    const { guards = {}, updates = {}, effects = {}, delays = {} } = rules as AnyRules;
    const config = text(machine.config);
    expect([guards, updates, effects, delays].flatMap((each) => Object.keys(each)).filter((rule) => !config.includes(`"${rule}"`))).toEqual([]);
    expect(Object.keys(updates).filter((rule) => rule in effects)).toEqual([]);
  });

  it('has words for every state and event', () => {
    expect(Object.keys(words.states).sort()).toEqual(statesOf(machine).sort());
    const types = new Set(nodesOf(machine).flatMap((state) => [...state.transitions.keys()])
      .map((type) => (type.startsWith('xstate.after.') ? type.split('.')[2] ?? '' : type)));
    expect(Object.keys(words.events).sort()).toEqual([...types].sort());
    for (const word of [words.title, ...Object.values(words.states), ...Object.values(words.events)]) {
      expect(word.zh.explain).toMatch(/[一-鿿]/);
    }
  });
});

it('has fresh tables: npm run gen', () => {
  for (const [file, content] of Object.entries(machineTables())) expect(readFileSync(file, 'utf8')).toBe(content);
});

describe('container back-off', () => {
  const naps: number[] = [];
  const crash = (ran: number, jitter = 1) => {
    naps.length = 0;
    const waits: number[] = [];
    let snapshot = container.start();
    let now = 0;
    const send = (event: ContainerEvent | Schedule['event']): readonly { type: string }[] => {
      const step = container.step(snapshot, event);
      snapshot = step.snapshot;
      return step.effects;
    };
    for (let i = 0; i < 8; i++) {
      send({ type: 'created' });
      send({ type: 'started' });
      now += ran;
      send({ type: 'exited', exitCode: 1, at: now });
      const timerOf = (effects: readonly { type: string }[]): Schedule | undefined => effects.find((effect): effect is Schedule => effect.type === 'schedule');
      const ended = now;
      for (let timer = timerOf(send({ type: 'sync', now, since: now, jitter })); timer !== undefined; timer = timerOf(send(timer.event))) { naps.push(timer.delayMs); now += timer.delayMs; }
      waits.push(now - ended);
      expect(isIn(snapshot, 'waiting.restarting')).toBe(true);
    }
    return waits;
  };
  it('is 0, then 10, 20, 40, 80, 160, 300, 300 s', () => expect(crash(1000)).toEqual([0, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]));
  it('is slept a minute at a time, so that jitter makes long waits little longer', () => {
    expect(crash(1000, 1.2)).toEqual([0, 12_000, 24_000, 48_000, 81_600, 163_200, 302_400, 302_400]);
    expect(naps).toEqual([12_000, 24_000, 48_000, 72_000, 9_600, 72_000, 72_000, 19_200, 72_000, 72_000, 72_000, 72_000, 14_400, 72_000, 72_000, 72_000, 72_000, 14_400]);
    expect(crash(1000, 1.45).slice(4)).toEqual([87_000, 174_000, 317_550, 317_550]);
  });
  it('begins anew after more than ten minutes', () => expect(crash(601_000)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]));
  it('restores from JSON', () => {
    const { snapshot } = container.step(container.start({ policy: 'Never' }), { type: 'created' });
    const restored = JSON.parse(JSON.stringify(snapshot)) as typeof snapshot;
    expect(container.step(restored, { type: 'started' })).toEqual(container.step(snapshot, { type: 'started' }));
  });
});

it('an image pull waits 10, 20, 40 s from each failure', () => {
  let snapshot = imagePull.start();
  const waits = [1, 2, 3].map(() => {
    snapshot = imagePull.step(snapshot, { type: 'wanted' }).snapshot;
    const failed = imagePull.step(snapshot, { type: 'pullFailed', error: 'x' });
    const again = imagePull.step(failed.snapshot, { type: 'wanted' });
    expect(again.effects).toEqual([{ type: 'announceBackOff', error: 'x' }]);
    const timer = failed.effects.find((effect): effect is Schedule => effect.type === 'schedule');
    snapshot = imagePull.step(again.snapshot, timer?.event ?? { type: 'pulled' }).snapshot;
    return timer?.delayMs;
  });
  expect(waits).toEqual([10_000, 20_000, 40_000]);
});

it.each([
  ['liveness', 3, ['failed', 'failed', 'failed', 'failed'], ['', '', 'failure', '']],
  ['liveness', 2, ['failed', 'succeeded', 'failed', 'failed'], ['', 'success', '', 'failure']],
  ['readiness', 2, ['failed', 'failed', 'succeeded', 'failed'], ['', 'failure', 'success', '']],
  ['startup', 3, ['failed', 'succeeded', 'failed'], ['', 'success', '']],
] as const)('%s probe with failure threshold %i on %j publishes %j', (kind, failureThreshold, outcomes, published) => {
  let { snapshot } = probe.step(probe.start({ kind, failureThreshold }), { type: 'containerStarted', delayMs: 0 });
  const seen = outcomes.map((type) => {
    const step = probe.step(snapshot, { type });
    snapshot = step.snapshot;
    return step.effects.map((effect) => (effect.type === 'publish' ? effect.result : effect.type)).join();
  });
  expect(seen).toEqual(published);
});
