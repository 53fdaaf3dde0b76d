/** Two regions: whether the node can give what is asked for, and whether the runtime has done what was given. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const resizeMachine = setup({
  types: { context: {} as rules.ResizeContext, events: {} as rules.ResizeEvent },
  ...wired<rules.ResizeContext, rules.ResizeEvent>()(rules),
}).createMachine({
  id: 'resize',
  context: rules.initialContext,
  type: 'parallel',
  states: {
    request: {
      initial: 'granted',
      on: {
        proposed: [
          { guard: 'fits', target: '.granted' },
          { guard: 'isInfeasible', target: '.infeasible', actions: ['recordPending', 'announceInfeasible'] },
          { target: '.deferred', actions: ['recordPending', 'announceDeferred'] },
        ],
        reverted: { target: '.granted' },
        podEnded: { target: '.granted' },
      },
      states: {
        granted: {},
        deferred: {
          on: {
            proposed: [
              { guard: 'isDeferredStill', actions: ['recordMessage'] },
              { guard: 'isDeferred', actions: ['recordMessage', 'announceDeferred'] },
              { guard: 'isInfeasible', target: 'infeasible', actions: ['recordPending', 'announceInfeasible'] },
              { target: 'granted' },
            ],
          },
        },
        infeasible: {
          on: {
            proposed: [
              { guard: 'isInfeasibleStill', actions: ['recordMessage'] },
              { guard: 'isInfeasible', actions: ['recordMessage', 'announceInfeasible'] },
              { guard: 'isDeferred', target: 'deferred', actions: ['recordPending', 'announceDeferred'] },
              { target: 'granted' },
            ],
          },
        },
      },
    },
    actuation: {
      initial: 'idle',
      on: {
        proposed: { guard: 'fits', target: '.inProgress', actions: ['recordStart', 'allocate', 'announceStarted'] },
        podEnded: { target: '.idle' },
      },
      states: {
        idle: {},
        inProgress: {
          on: {
            actuated: { target: 'idle', actions: ['announceCompleted'] },
            failed: { target: 'error', actions: ['recordError', 'announceError'] },
          },
        },
        error: {
          on: {
            actuated: { target: 'idle', actions: ['announceCompleted'] },
            failed: [{ guard: 'isKnownError' }, { actions: ['recordError', 'announceError'] }],
          },
        },
      },
    },
  },
});
