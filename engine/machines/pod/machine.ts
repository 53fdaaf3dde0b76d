/** Two regions: the worker that looks after the pod, and the phase that readers see. A terminal phase never changes again. */
import { assign, setup } from 'xstate';
import { createDriver } from '../step.ts';
import type { PodContext, PodEffect, PodEvent } from './rules.ts';
import { effects, guards, initialContext, updates } from './rules.ts';

type Args = { context: PodContext; event: PodEvent };

export const podMachine = setup({
  types: { context: {} as PodContext, events: {} as PodEvent },
  guards: {
    isPending: ({ context, event }) => guards.isPending(context, event),
    isRunning: ({ context, event }) => guards.isRunning(context, event),
    isSucceeded: ({ context, event }) => guards.isSucceeded(context, event),
    isFailed: ({ context, event }) => guards.isFailed(context, event),
  },
  actions: {
    recordStop: assign(({ context, event }: Args) => updates.recordStop(context, event)),
    killPod: () => undefined,
    cleanUp: () => undefined,
  },
}).createMachine({
  id: 'pod',
  context: initialContext,
  type: 'parallel',
  states: {
    work: {
      initial: 'syncing',
      states: {
        syncing: {
          on: {
            delete: { target: 'terminating', actions: ['recordStop', 'killPod'] },
            evict: { target: 'terminating', actions: ['recordStop', 'killPod'] },
            finished: { target: 'terminating', actions: ['recordStop', 'killPod'] },
          },
        },
        terminating: {
          on: {
            delete: { actions: ['recordStop'] },
            containersStopped: { target: 'terminated', actions: ['cleanUp'] },
          },
        },
        terminated: { on: { delete: { actions: ['recordStop', 'cleanUp'] } } },
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

export const pod = createDriver<PodContext, PodEvent, PodEffect>({ machine: podMachine, effects });
