/** Waiting for the container, delaying, checking on each tick, and holding still after a verdict that ends in a kill. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const probeMachine = setup({
  types: { context: {} as rules.ProbeContext, events: {} as rules.ProbeEvent },
  ...wired<rules.ProbeContext, rules.ProbeEvent>()(rules),
}).createMachine({
  id: 'probe',
  context: rules.initialContext,
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
