/** One after the other: an init container has to succeed, a sidecar has to start, then the next has its turn. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const initSequenceMachine = setup({
  types: { context: {} as rules.InitSequenceContext, events: {} as rules.InitSequenceEvent },
  ...wired<rules.InitSequenceContext, rules.InitSequenceEvent>()(rules),
}).createMachine({
  id: 'initSequence',
  context: rules.initialContext,
  initial: 'waiting',
  on: {
    sandboxLost: { target: '.waiting' },
    sidecarEnded: { actions: ['startAgain'] },
    mainRan: { target: '.done' },
  },
  states: {
    waiting: {
      on: {
        begin: [
          { guard: 'beginsWithSidecar', target: 'sidecarsTurn', actions: ['takeTurn'] },
          { target: 'initContainersTurn', actions: ['takeTurn'] },
        ],
      },
    },
    initContainersTurn: {
      on: {
        missing: { actions: ['start'] },
        exited: [{ guard: 'restartRefused', target: 'failed' }, { actions: ['start'] }],
        succeeded: [
          { guard: 'isLast', target: 'done' },
          { guard: 'nextIsSidecar', target: 'sidecarsTurn', actions: ['advance'] },
          { actions: ['advance'] },
        ],
      },
    },
    sidecarsTurn: {
      on: {
        missing: { actions: ['start'] },
        exited: { actions: ['start'] },
        started: [
          { guard: 'isLast', target: 'done' },
          { guard: 'nextIsSidecar', actions: ['advance'] },
          { target: 'initContainersTurn', actions: ['advance'] },
        ],
      },
    },
    done: { on: { sidecarEnded: [{ guard: 'holdsUp', target: 'sidecarsTurn', actions: ['takeBack', 'start'] }, { actions: ['startAgain'] }] } },
    failed: {},
  },
});
