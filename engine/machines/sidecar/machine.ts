/** As the container machine, but nothing ends it for good except the pod's end, and then it waits for the others. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const sidecarMachine = setup({
  types: { context: {} as rules.SidecarContext, events: {} as rules.SidecarEvent },
  ...wired<rules.SidecarContext, rules.SidecarEvent>()(rules),
}).createMachine({
  id: 'sidecar',
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
        outlast: { target: '.outlasting' },
        kill: { target: 'stopping' },
        exited: { target: 'terminated', actions: ['recordExit'] },
      },
      states: { starting: { on: { startupSucceeded: { target: 'started' } } }, started: {}, outlasting: {} },
    },
    stopping: { on: { exited: { target: 'terminated', actions: ['recordExit'] } } },
    terminated: {
      on: {
        sync: [
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
  },
});
