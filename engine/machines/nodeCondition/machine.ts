/** False, True, and True still: a shortage that comes and goes does not make the condition flap. */
import { setup } from 'xstate';
import { wired } from '../wire.ts';
import * as rules from './rules.ts';

export const nodeConditionMachine = setup({
  types: { context: {} as rules.NodeConditionContext, events: {} as rules.NodeConditionEvent },
  ...wired<rules.NodeConditionContext, rules.NodeConditionEvent>()(rules),
}).createMachine({
  id: 'nodeCondition',
  context: rules.initialContext,
  initial: 'false',
  states: {
    false: { on: { thresholdMet: { target: 'true', actions: ['reportPressure'] } } },
    true: {
      initial: 'seen',
      states: {
        seen: {
          on: {
            thresholdResolved: [
              { guard: 'isOverAtOnce', target: '#nodeCondition.false', actions: ['reportRelief'] },
              { target: 'fading', actions: ['recordSight'] },
            ],
          },
        },
        fading: {
          on: { thresholdMet: { target: 'seen' } },
          after: { transitionPeriod: { target: '#nodeCondition.false', actions: ['reportRelief'] } },
        },
      },
    },
  },
});
