// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "nodeCondition",
  values: [
    "false",
    {"true":"seen"},
    {"true":"fading"},
  ],
  steps: [
    { // 0
      "thresholdMet": {"do":["reportPressure"],"to":1},
    },
    { // 1
      "thresholdResolved": {"if":"isOverAtOnce","yes":{"do":["reportRelief"],"to":0},"no":{"do":["recordSight","+xstate.after.transitionPeriod.nodeCondition.true.fading"],"to":2}},
    },
    { // 2
      "thresholdMet": {"do":["-xstate.after.transitionPeriod.nodeCondition.true.fading"],"to":1},
      "xstate.after.transitionPeriod.nodeCondition.true.fading": {"do":["-xstate.after.transitionPeriod.nodeCondition.true.fading","reportRelief"],"to":0},
    },
  ],
};
