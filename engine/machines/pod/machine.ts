/** Two regions: the worker that looks after the pod, and the phase that readers see. A terminal phase never changes again. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const podMachine = setup({
  types: { context: {} as rules.PodContext, events: {} as rules.PodEvent },
  ...wired<rules.PodContext, rules.PodEvent>()(rules),
}).createMachine({
  id: 'pod',
  context: rules.initialContext,
  type: 'parallel',
  states: {
    work: {
      initial: 'syncing',
      states: {
        syncing: {
          on: {
            delete: { target: 'terminating.deleted', actions: ['recordStop'] },
            evict: { target: 'terminating.evicted', actions: ['recordStop'] },
            finished: { target: 'terminating.finished', actions: ['recordStop'] },
          },
        },
        terminating: {
          initial: 'deleted',
          on: {
            delete: { target: '.deleted', actions: ['recordStop'] },
            containersStopped: { target: 'terminated' },
          },
          states: { deleted: {}, evicted: {}, finished: {} },
        },
        terminated: { on: { delete: { actions: ['recordStop'] } } },
      },
    },
    phase: {
      initial: 'pending',
      states: {
        pending: {
          on: {
            phaseComputed: [
              { guard: 'isRunning', target: 'running' },
              { guard: 'isSucceeded', target: 'succeeded' },
              { guard: 'isFailed', target: 'failed' },
            ],
          },
        },
        running: {
          on: {
            phaseComputed: [
              { guard: 'isPending', target: 'pending' },
              { guard: 'isSucceeded', target: 'succeeded' },
              { guard: 'isFailed', target: 'failed' },
            ],
          },
        },
        succeeded: {},
        failed: {},
      },
    },
  },
});
