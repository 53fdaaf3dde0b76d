/** A hook runs, and ends well, badly, or not at all before its container must go. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const hookMachine = setup({
  types: { context: {} as rules.HookContext, events: {} as rules.HookEvent },
  ...wired<rules.HookContext, rules.HookEvent>()(rules),
}).createMachine({
  id: 'hook',
  context: rules.initialContext,
  initial: 'waiting',
  states: {
    waiting: {
      on: {
        begin: [
          { guard: 'isExec', target: 'running.executing', actions: ['exec'] },
          { guard: 'isHttpGet', target: 'running.requesting', actions: ['request'] },
          { guard: 'isSleep', target: 'running.sleeping' },
          { target: 'failed', actions: ['recordFailure', 'report'] },
        ],
      },
    },
    running: {
      initial: 'executing',
      on: {
        succeeded: { target: 'succeeded' },
        failed: { target: 'failed', actions: ['recordFailure', 'report'] },
      },
      after: { gracePeriod: { target: 'cutOff' } },
      states: { executing: {}, requesting: {}, sleeping: { after: { sleepTime: { target: '#hook.succeeded' } } } },
    },
    cutOff: {
      entry: ['settle'],
      on: {
        // A sleep notices nothing; what was run in the container fails with it.
        containerEnded: [{ guard: 'isSleep', target: 'succeeded' }, { target: 'failed', actions: ['report'] }],
      },
    },
    succeeded: { type: 'final', entry: ['settle'] },
    failed: { type: 'final', entry: ['settle'] },
  },
});
