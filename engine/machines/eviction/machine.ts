/** A threshold: clear, met but within its grace period, or starved; then garbage goes first and Pods after it. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const evictionMachine = setup({
  types: { context: {} as rules.EvictionContext, events: {} as rules.EvictionEvent },
  ...wired<rules.EvictionContext, rules.EvictionEvent>()(rules),
}).createMachine({
  id: 'eviction',
  context: rules.initialContext,
  initial: 'clear',
  states: {
    clear: { on: { met: [{ guard: 'isHard', target: 'starved' }, { target: 'grace' }] } },
    grace: { on: { resolved: { target: 'clear' } }, after: { gracePeriod: { target: 'starved' } } },
    starved: {
      initial: 'waiting',
      on: { resolved: { target: 'clear' } },
      states: {
        waiting: { on: { turn: { target: 'reclaiming', actions: ['announce', 'reclaim'] } } },
        reclaiming: { on: { reclaimed: { target: 'waiting' }, stillStarved: { target: 'choosing', actions: ['rankAndEvict'] } } },
        choosing: { on: { podEvicted: { target: 'evicting' }, nobodyToEvict: { target: 'waiting' } } },
        evicting: {
          on: { podCleanedUp: { target: 'waiting', actions: ['lookAgain'] } },
          after: { cleanupTimeout: { target: 'waiting', actions: ['lookAgain'] } },
        },
      },
    },
  },
});
