// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "hook",
  values: [
    "waiting",
    {"running":"executing"},
    {"running":"requesting"},
    {"running":"sleeping"},
    "failed",
    "succeeded",
    "cutOff",
  ],
  done: [4,5],
  steps: [
    { // 0
      "begin": {"if":"isExec","yes":{"do":["exec","+xstate.after.gracePeriod.hook.running"],"to":1},"no":{"if":"isHttpGet","yes":{"do":["request","+xstate.after.gracePeriod.hook.running"],"to":2},"no":{"if":"isSleep","yes":{"do":["+xstate.after.gracePeriod.hook.running","+xstate.after.sleepTime.hook.running.sleeping"],"to":3},"no":{"do":["recordFailure","report","settle"],"to":4}}}},
    },
    { // 1
      "succeeded": {"do":["-xstate.after.gracePeriod.hook.running","settle"],"to":5},
      "failed": {"do":["-xstate.after.gracePeriod.hook.running","recordFailure","report","settle"],"to":4},
      "xstate.after.gracePeriod.hook.running": {"do":["-xstate.after.gracePeriod.hook.running","settle"],"to":6},
    },
    { // 2
      "succeeded": {"do":["-xstate.after.gracePeriod.hook.running","settle"],"to":5},
      "failed": {"do":["-xstate.after.gracePeriod.hook.running","recordFailure","report","settle"],"to":4},
      "xstate.after.gracePeriod.hook.running": {"do":["-xstate.after.gracePeriod.hook.running","settle"],"to":6},
    },
    { // 3
      "succeeded": {"do":["-xstate.after.sleepTime.hook.running.sleeping","-xstate.after.gracePeriod.hook.running","settle"],"to":5},
      "failed": {"do":["-xstate.after.sleepTime.hook.running.sleeping","-xstate.after.gracePeriod.hook.running","recordFailure","report","settle"],"to":4},
      "xstate.after.gracePeriod.hook.running": {"do":["-xstate.after.sleepTime.hook.running.sleeping","-xstate.after.gracePeriod.hook.running","settle"],"to":6},
      "xstate.after.sleepTime.hook.running.sleeping": {"do":["-xstate.after.sleepTime.hook.running.sleeping","-xstate.after.gracePeriod.hook.running","settle"],"to":5},
    },
    { // 4
    },
    { // 5
    },
    { // 6
      "containerEnded": {"if":"isSleep","yes":{"do":["settle"],"to":5},"no":{"do":["report","settle"],"to":4}},
    },
  ],
};
