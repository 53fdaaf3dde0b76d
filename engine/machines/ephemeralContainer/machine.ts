/** Added to a running pod; tried until it starts, then left to end. No probes, no restarts, no back-off. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const ephemeralContainerMachine = setup({
  types: { context: {} as rules.EphemeralContainerContext, events: {} as rules.EphemeralContainerEvent },
  ...wired<rules.EphemeralContainerContext, rules.EphemeralContainerEvent>()(rules),
}).createMachine({
  id: 'ephemeralContainer',
  context: rules.initialContext,
  initial: 'waiting',
  states: {
    waiting: {
      initial: 'creating',
      on: {
        sync: { actions: ['start'] },
        failed: { target: '.blocked', actions: ['recordFailure'] },
        created: { target: 'created', actions: ['clearFailure'] },
      },
      states: { creating: {}, blocked: {} },
    },
    created: {
      on: {
        started: { target: 'running' },
        exited: { target: 'finished', actions: ['recordExit'] },
      },
    },
    running: {
      on: {
        kill: { target: 'stopping' },
        exited: { target: 'finished', actions: ['recordExit'] },
      },
    },
    stopping: { on: { exited: { target: 'finished', actions: ['recordExit'] } } },
    finished: {},
  },
});
