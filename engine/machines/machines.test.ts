import { getShortestPaths } from 'xstate/graph';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import {
  container, containerMachine, containerWords, imagePull, imagePullMachine, imagePullWords, isIn, nodeMachine, nodeWords, podMachine, podWords,
  probe, probeMachine, probeWords, type ContainerEvent, type Schedule, type Words,
} from './index.ts';

/** XState keeps its state nodes out of its types. */
type StateNode = { readonly path: readonly string[]; readonly transitions: ReadonlyMap<string, unknown> };
const nodesOf = (machine: AnyStateMachine): StateNode[] => [...(machine as unknown as { idMap: Map<string, StateNode> }).idMap.values()];

const timers = (machine: AnyStateMachine): { type: string }[] =>
  nodesOf(machine).flatMap((state) => [...state.transitions.keys()]).filter((type) => type.startsWith('xstate.after.')).map((type) => ({ type }));

type Entry = { machine: AnyStateMachine; words: Words; events: readonly { type: string; [field: string]: unknown }[] };
const entries: { [name: string]: Entry } = {
  container: { machine: containerMachine, words: containerWords, events: [
    { type: 'sync', now: 0, since: 0, jitter: 1 }, { type: 'failed', reason: 'ErrImagePull' }, { type: 'created' }, { type: 'started' }, { type: 'kill' },
    { type: 'exited', exitCode: 1, at: 0 }, { type: 'startupSucceeded' }, { type: 'reset' }] },
  imagePull: { machine: imagePullMachine, words: imagePullWords, events: [{ type: 'wanted' }, { type: 'found' }, { type: 'pulled' }, { type: 'pullFailed', error: 'not found' }] },
  probe: { machine: probeMachine, words: probeWords, events: [
    { type: 'containerStarted', delayMs: 0 }, { type: 'containerStarted', delayMs: 5 }, { type: 'containerStopped' }, { type: 'tick' }, { type: 'succeeded' }, { type: 'failed' }, { type: 'podTerminating' }] },
  pod: { machine: podMachine, words: podWords, events: [
    { type: 'delete', graceSeconds: 30 }, { type: 'evict', graceSeconds: 1 }, { type: 'finished', graceSeconds: 30 }, { type: 'containersStopped' },
    ...['Pending', 'Running', 'Succeeded', 'Failed'].map((phase) => ({ type: 'phaseComputed', phase }))] },
  node: { machine: nodeMachine, words: nodeWords, events: [
    { type: 'kubeletStarted' }, { type: 'kubeletStopped' }, { type: 'conditionsComputed', ready: true }, { type: 'conditionsComputed', ready: false }, { type: 'heartbeat' }] },
};
/** The two contexts of the container machine from which its guards can differ. */
const contexts: { [name: string]: readonly object[] } = {
  container: [{}, { policy: 'Never' }, { startupProbe: true }],
  probe: [{}, { failureThreshold: 1 }, { kind: 'liveness' }, { kind: 'startup' }],
};

function paths(value: unknown, prefix = ''): string[] {
  if (typeof value === 'string') return [prefix + value];
  return Object.entries(value as object).flatMap(([key, inner]) => [prefix + key, ...paths(inner, `${prefix}${key}.`)]);
}
const statesOf = (machine: AnyStateMachine): string[] => nodesOf(machine).map((state) => state.path.join('.')).filter((path) => path !== '');

describe.each(Object.entries(entries))('%s machine', (name, { machine, words, events }) => {
  it('is data: its config survives JSON', () => {
    expect(JSON.parse(JSON.stringify(machine.config))).toEqual(machine.config);
  });

  it('reaches every state', () => {
    const reached = new Set<string>();
    for (const context of contexts[name] ?? [{}]) {
      const variant = machine.resolveState({ value: (machine.getInitialSnapshot as () => AnyMachineSnapshot).call(machine).value, context: { ...machine.config.context as object, ...context } });
      const found = getShortestPaths(machine, {
        events: [...events, ...timers(machine)] as never, fromState: variant as never, limit: 10_000,
        serializeState: (state) => JSON.stringify([(state as AnyMachineSnapshot).value, Math.min(1, ((state as AnyMachineSnapshot).context as { restarts?: number }).restarts ?? 0)]),
      });
      for (const path of found) for (const state of paths((path.state as AnyMachineSnapshot).value)) reached.add(state);
    }
    expect([...reached].sort()).toEqual(statesOf(machine).sort());
  });

  it('has words for every state and event', () => {
    expect(Object.keys(words.states).sort()).toEqual(statesOf(machine).sort());
    const types = new Set(nodesOf(machine).flatMap((state) => [...state.transitions.keys()])
      .map((type) => (type.startsWith('xstate.after.') ? type.split('.')[2] ?? '' : type)));
    expect(Object.keys(words.events).sort()).toEqual([...types].sort());
    for (const entry of [words.title, ...Object.values(words.states), ...Object.values(words.events)]) {
      expect(entry.zh.explain).toMatch(/[一-鿿]/);
    }
  });
});

describe('container back-off', () => {
  const crash = (ran: number) => {
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
      const timer = send({ type: 'sync', now, since: now, jitter: 1 }).find((effect): effect is Schedule => effect.type === 'schedule');
      waits.push(timer?.delayMs ?? 0);
      if (timer !== undefined) { now += timer.delayMs; send(timer.event); }
      expect(isIn(snapshot, 'waiting.restarting')).toBe(true);
    }
    return waits;
  };
  it('is 0, then 10, 20, 40, 80, 160, 300, 300 s', () => expect(crash(1000)).toEqual([0, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]));
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
