// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "imagePull",
  values: [
    "absent",
    "pulling",
    "present",
    {"waiting":"failed"},
    {"waiting":"backOff"},
  ],
  steps: [
    { // 0
      "wanted": {"do":["pull"],"to":1},
      "found": {"do":["forgetFailures"],"to":2},
    },
    { // 1
      "pulled": {"do":["forgetFailures"],"to":2},
      "pullFailed": {"do":["recordFailure","+xstate.after.pullBackOff.imagePull.waiting"],"to":3},
    },
    { // 2
      "wanted": {"do":["pull"],"to":1},
    },
    { // 3
      "wanted": {"do":["announceBackOff"],"to":4},
      "found": {"do":["-xstate.after.pullBackOff.imagePull.waiting","forgetFailures"],"to":2},
      "xstate.after.pullBackOff.imagePull.waiting": {"do":["-xstate.after.pullBackOff.imagePull.waiting"],"to":0},
    },
    { // 4
      "wanted": {"do":["announceBackOff"],"to":4},
      "found": {"do":["-xstate.after.pullBackOff.imagePull.waiting","forgetFailures"],"to":2},
      "xstate.after.pullBackOff.imagePull.waiting": {"do":["-xstate.after.pullBackOff.imagePull.waiting"],"to":0},
    },
  ],
};
