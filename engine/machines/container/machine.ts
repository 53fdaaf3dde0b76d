/** The life of one container of a pod, through all its runs. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const containerMachine = setup({
  types: { context: {} as rules.ContainerContext, events: {} as rules.ContainerEvent },
  ...wired<rules.ContainerContext, rules.ContainerEvent>()(rules),
}).createMachine({
  id: 'container',
  context: rules.initialContext,
  initial: 'waiting',
  on: { reset: { target: '.waiting', actions: ['clearFailure'] } },
  states: {
    waiting: {
      initial: 'creating',
      on: {
        sync: { actions: ['start'] },
        failed: { target: '.blocked', actions: ['recordFailure'] },
        created: { target: 'created', actions: ['clearFailure'] },
      },
      states: { creating: {}, blocked: {}, restarting: {} },
    },
    created: {
      on: {
        started: [{ guard: 'hasStartupProbe', target: 'running.starting' }, { target: 'running.started' }],
        exited: { target: 'terminated', actions: ['recordExit'] },
      },
    },
    running: {
      initial: 'started',
      on: {
        kill: { target: 'stopping' },
        exited: { target: 'terminated', actions: ['recordExit'] },
      },
      states: { starting: { on: { startupSucceeded: { target: 'started' } } }, started: {} },
    },
    stopping: { on: { exited: { target: 'terminated', actions: ['recordExit'] } } },
    terminated: {
      on: {
        sync: [
          { guard: 'restartRefused', target: 'finished' },
          { guard: 'killedByKubelet', target: 'waiting.restarting', actions: ['start'] },
          { guard: 'restartAtOnce', target: 'waiting.restarting', actions: ['countRestart', 'start'] },
          { target: 'backOff', actions: ['beginBackOff', 'announceBackOff'] },
        ],
      },
    },
    backOff: {
      on: { sync: { actions: ['announceBackOff'] } },
      after: {
        restartBackOff: [
          { guard: 'waitGoesOn', target: 'backOff', reenter: true, actions: ['countNap', 'requestSync'] },
          { target: 'waiting.restarting', actions: ['countRestart', 'requestSync'] },
        ],
      },
    },
    finished: {},
  },
});
