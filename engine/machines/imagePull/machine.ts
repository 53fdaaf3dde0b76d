/** From "this pod needs that image" to having it, with the back-off between attempts. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const imagePullMachine = setup({
  types: { context: {} as rules.ImagePullContext, events: {} as rules.ImagePullEvent },
  ...wired<rules.ImagePullContext, rules.ImagePullEvent>()(rules),
}).createMachine({
  id: 'imagePull',
  context: rules.initialContext,
  initial: 'absent',
  states: {
    absent: {
      on: {
        wanted: { target: 'pulling', actions: ['pull'] },
        found: { target: 'present', actions: ['forgetFailures'] },
      },
    },
    pulling: {
      on: {
        pulled: { target: 'present', actions: ['forgetFailures'] },
        pullFailed: { target: 'waiting', actions: ['recordFailure'] },
      },
    },
    waiting: {
      initial: 'failed',
      on: { found: { target: 'present', actions: ['forgetFailures'] } },
      after: { pullBackOff: { target: 'absent' } },
      states: {
        failed: { on: { wanted: { target: 'backOff', actions: ['announceBackOff'] } } },
        backOff: { on: { wanted: { actions: ['announceBackOff'] } } },
      },
    },
    present: { on: { wanted: { target: 'pulling', actions: ['pull'] } } },
  },
});
