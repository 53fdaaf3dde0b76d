/** A volume's way onto the node, into a pod, and off again. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const volumeMountMachine = setup({
  types: { context: {} as rules.VolumeMountContext, events: {} as rules.VolumeMountEvent },
  ...wired<rules.VolumeMountContext, rules.VolumeMountEvent>()(rules),
}).createMachine({
  id: 'volumeMount',
  context: rules.initialContext,
  initial: 'unmounted',
  states: {
    unmounted: {
      on: {
        wanted: [
          { guard: 'needsAttaching', target: 'attaching' },
          { target: 'mounting', actions: ['mount'] },
        ],
      },
    },
    attaching: {
      on: {
        attached: { target: 'mounting', actions: ['mount'] },
        unwanted: { target: 'unmounted' },
      },
    },
    mounting: {
      on: {
        mounted: { target: 'mounted', actions: ['forgetFailures'] },
        mountFailed: { target: 'failed', actions: ['recordFailure', 'announceFailure'] },
        unwanted: { target: 'unmounting', actions: ['unmount'] },
      },
    },
    failed: {
      on: { unwanted: { target: 'unmounted', actions: ['forgetFailures'] } },
      after: { mountBackOff: { target: 'mounting', actions: ['mount'] } },
    },
    mounted: {
      on: {
        refreshWanted: { actions: ['refresh'] },
        unwanted: { target: 'unmounting', actions: ['unmount'] },
      },
    },
    unmounting: { on: { unmounted: { target: 'unmounted' } } },
  },
});
