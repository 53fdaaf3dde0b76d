/** Waiting for the container, delaying, checking on each tick, and holding still after a verdict that ends in a kill. */
import { assign, setup } from 'xstate';
import { createDriver } from '../step.ts';
import type { ProbeContext, ProbeEffect, ProbeEvent } from './rules.ts';
import { delays, effects, guards, initialContext, updates } from './rules.ts';

type Args = { context: ProbeContext; event: ProbeEvent };

export const probeMachine = setup({
  types: { context: {} as ProbeContext, events: {} as ProbeEvent },
  guards: {
    hasInitialDelay: ({ context, event }) => guards.hasInitialDelay(context, event),
    successThresholdReached: ({ context }) => guards.successThresholdReached(context),
    failureThresholdReached: ({ context }) => guards.failureThresholdReached(context),
    startupPassed: ({ context }) => guards.startupPassed(context),
    killIsDue: ({ context }) => guards.killIsDue(context),
    restartsContainer: ({ context }) => guards.restartsContainer(context),
  },
  actions: {
    recordDelay: assign(({ context, event }: Args) => updates.recordDelay(context, event)),
    countSuccess: assign(({ context }: Args) => updates.countSuccess(context)),
    countFailure: assign(({ context }: Args) => updates.countFailure(context)),
    forgetRun: assign(() => updates.forgetRun()),
    check: () => undefined,
    publishSuccess: () => undefined,
    publishFailure: () => undefined,
  },
  delays: { initialDelay: ({ context }) => delays.initialDelay(context) },
}).createMachine({
  id: 'probe',
  context: initialContext,
  initial: 'waiting',
  on: {
    containerStarted: [
      { guard: 'hasInitialDelay', target: '.delaying', actions: ['recordDelay'] },
      { target: '.probing', actions: ['recordDelay'] },
    ],
    containerStopped: { target: '.waiting', actions: ['forgetRun'] },
    podTerminating: { guard: 'restartsContainer', target: '.stopped' },
  },
  states: {
    waiting: {},
    delaying: { after: { initialDelay: { target: 'probing' } } },
    probing: {
      initial: 'undecided',
      on: {
        tick: { actions: ['check'] },
        succeeded: [
          { guard: 'startupPassed', target: 'onHold', actions: ['countSuccess', 'publishSuccess'] },
          { guard: 'successThresholdReached', target: '.succeeded', actions: ['countSuccess', 'publishSuccess'] },
          { actions: ['countSuccess'] },
        ],
        failed: [
          { guard: 'killIsDue', target: 'onHold', actions: ['countFailure', 'publishFailure'] },
          { guard: 'failureThresholdReached', target: '.failed', actions: ['countFailure', 'publishFailure'] },
          { actions: ['countFailure'] },
        ],
      },
      states: { undecided: {}, succeeded: {}, failed: {} },
    },
    onHold: {},
    stopped: {},
  },
});

export const probe = createDriver<ProbeContext, ProbeEvent, ProbeEffect>({ machine: probeMachine, effects });
