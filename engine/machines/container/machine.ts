/** The life of one container of a pod, through all its runs. */
import { assign, setup } from 'xstate';
import { createDriver } from '../step.ts';
import type { ContainerContext, ContainerEffect, ContainerEvent } from './rules.ts';
import { delays, effects, guards, initialContext, updates } from './rules.ts';

type Args = { context: ContainerContext; event: ContainerEvent };

export const containerMachine = setup({
  types: { context: {} as ContainerContext, events: {} as ContainerEvent },
  guards: {
    hasStartupProbe: ({ context }) => guards.hasStartupProbe(context),
    restartRefused: ({ context }) => guards.restartRefused(context),
    killedByKubelet: ({ context, event }) => guards.killedByKubelet(context, event),
    restartAtOnce: ({ context, event }) => guards.restartAtOnce(context, event),
  },
  actions: {
    recordExit: assign(({ context, event }: Args) => updates.recordExit(context, event)),
    recordFailure: assign(({ context, event }: Args) => updates.recordFailure(context, event)),
    clearFailure: assign(() => updates.clearFailure()),
    beginBackOff: assign(({ context, event }: Args) => updates.beginBackOff(context, event)),
    countRestart: assign(({ context, event }: Args) => updates.countRestart(context, event)),
    start: () => undefined,
    announceBackOff: () => undefined,
    requestSync: () => undefined,
  },
  delays: { restartBackOff: ({ context }) => delays.restartBackOff(context) },
}).createMachine({
  id: 'container',
  context: initialContext,
  initial: 'waiting',
  on: { reset: { target: '.waiting', actions: ['clearFailure'] } },
  states: {
    waiting: {
      initial: 'creating',
      on: {
        sync: { actions: ['start'] },
        failed: { target: '.blocked', actions: ['recordFailure'] },
        created: { target: 'created', actions: ['clearFailure'] },
      },
      states: { creating: {}, blocked: {}, restarting: {} },
    },
    created: {
      on: {
        started: [{ guard: 'hasStartupProbe', target: 'running.starting' }, { target: 'running.started' }],
        exited: { target: 'terminated', actions: ['recordExit'] },
      },
    },
    running: {
      initial: 'started',
      on: {
        kill: { target: 'stopping' },
        exited: { target: 'terminated', actions: ['recordExit'] },
      },
      states: { starting: { on: { startupSucceeded: { target: 'started' } } }, started: {} },
    },
    stopping: { on: { exited: { target: 'terminated', actions: ['recordExit'] } } },
    terminated: {
      on: {
        sync: [
          { guard: 'restartRefused', target: 'finished' },
          { guard: 'killedByKubelet', target: 'waiting.restarting', actions: ['start'] },
          { guard: 'restartAtOnce', target: 'waiting.restarting', actions: ['countRestart', 'start'] },
          { target: 'backOff', actions: ['beginBackOff', 'announceBackOff'] },
        ],
      },
    },
    backOff: {
      on: { sync: { actions: ['announceBackOff'] } },
      after: { restartBackOff: { target: 'waiting.restarting', actions: ['countRestart', 'requestSync'] } },
    },
    finished: {},
  },
});

export const container = createDriver<ContainerContext, ContainerEvent, ContainerEffect>({ machine: containerMachine, effects });
