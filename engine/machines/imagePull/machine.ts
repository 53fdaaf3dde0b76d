/** From "this pod needs that image" to having it, with the back-off between attempts. */
import { assign, setup } from 'xstate';
import { createDriver } from '../step.ts';
import type { ImagePullContext, ImagePullEffect, ImagePullEvent } from './rules.ts';
import { delays, effects, initialContext, updates } from './rules.ts';

type Args = { context: ImagePullContext; event: ImagePullEvent };

export const imagePullMachine = setup({
  types: { context: {} as ImagePullContext, events: {} as ImagePullEvent },
  actions: {
    recordFailure: assign(({ context, event }: Args) => updates.recordFailure(context, event)),
    forgetFailures: assign(() => updates.forgetFailures()),
    pull: () => undefined,
    announceBackOff: () => undefined,
  },
  delays: { pullBackOff: ({ context }) => delays.pullBackOff(context) },
}).createMachine({
  id: 'imagePull',
  context: initialContext,
  initial: 'absent',
  states: {
    absent: {
      on: {
        wanted: { target: 'pulling', actions: ['pull'] },
        found: { target: 'present', actions: ['forgetFailures'] },
      },
    },
    pulling: {
      on: {
        pulled: { target: 'present', actions: ['forgetFailures'] },
        pullFailed: { target: 'waiting', actions: ['recordFailure'] },
      },
    },
    waiting: {
      initial: 'failed',
      on: { found: { target: 'present', actions: ['forgetFailures'] } },
      after: { pullBackOff: { target: 'absent' } },
      states: {
        failed: { on: { wanted: { target: 'backOff', actions: ['announceBackOff'] } } },
        backOff: { on: { wanted: { actions: ['announceBackOff'] } } },
      },
    },
    present: { on: { wanted: { target: 'pulling', actions: ['pull'] } } },
  },
});

export const imagePull = createDriver<ImagePullContext, ImagePullEvent, ImagePullEffect>({ machine: imagePullMachine, effects });
