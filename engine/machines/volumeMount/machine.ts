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
      initial: 'fresh',
      on: { unwanted: { target: 'unmounting', actions: ['unmount'] } },
      states: {
        fresh: {
          on: {
            refreshWanted: { actions: ['refresh'] },
            mounted: { actions: ['forgetFailures'] },
            mountFailed: { target: 'stale', actions: ['recordFailure', 'announceFailure'] },
          },
        },
        stale: {
          on: { refreshWanted: { target: 'fresh', actions: ['refresh'] } },
          after: { mountBackOff: { target: 'fresh', actions: ['refresh'] } },
        },
      },
    },
    unmounting: { on: { unmounted: { target: 'unmounted' } } },
  },
});
