/** Three regions: what the node is held for, the lease that proves it alive, and the slower full report. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const nodeMachine = setup({
  types: { context: {} as rules.NodeContext, events: {} as rules.NodeEvent },
  ...wired<rules.NodeContext, rules.NodeEvent>()(rules),
}).createMachine({
  id: 'node',
  context: rules.initialContext,
  type: 'parallel',
  states: {
    health: {
      initial: 'notReady',
      states: {
        notReady: { on: { conditionsComputed: { guard: 'isReady', target: 'ready' }, kubeletStopped: { target: 'silent' } } },
        ready: { on: { conditionsComputed: { guard: 'isNotReady', target: 'notReady' }, kubeletStopped: { target: 'silent' } } },
        silent: {
          on: { heartbeat: { target: 'ready' }, kubeletStarted: { target: 'notReady' } },
          after: { monitorGracePeriod: { target: 'unknown' } },
        },
        unknown: { on: { heartbeat: { target: 'ready' }, kubeletStarted: { target: 'notReady' } } },
      },
    },
    lease: {
      initial: 'lapsing',
      states: {
        lapsing: { on: { kubeletStarted: { target: 'held', actions: ['renewLease'] } } },
        held: {
          on: { kubeletStopped: { target: 'lapsing' } },
          after: { renewInterval: { target: 'held', reenter: true, actions: ['renewLease'] } },
        },
      },
    },
    report: {
      initial: 'none',
      states: {
        none: { on: { kubeletStarted: { target: 'fresh', actions: ['reportStatus'] } } },
        fresh: {
          on: { kubeletStopped: { target: 'none' }, conditionsComputed: { target: 'fresh', reenter: true } },
          after: { reportInterval: { target: 'fresh', reenter: true, actions: ['reportStatus'] } },
        },
      },
    },
  },
});
