// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "volumeMount",
  values: [
    "unmounted",
    "attaching",
    "mounting",
    "unmounting",
    {"mounted":"fresh"},
    "failed",
    {"mounted":"stale"},
  ],
  steps: [
    { // 0
      "wanted": {"if":"needsAttaching","yes":{"to":1},"no":{"do":["mount"],"to":2}},
    },
    { // 1
      "attached": {"do":["mount"],"to":2},
      "unwanted": {"to":0},
    },
    { // 2
      "unwanted": {"do":["unmount"],"to":3},
      "mounted": {"do":["forgetFailures"],"to":4},
      "mountFailed": {"do":["recordFailure","announceFailure","+xstate.after.mountBackOff.volumeMount.failed"],"to":5},
    },
    { // 3
      "unmounted": {"to":0},
    },
    { // 4
      "unwanted": {"do":["unmount"],"to":3},
      "mounted": {"do":["forgetFailures"],"to":4},
      "mountFailed": {"do":["recordFailure","announceFailure","+xstate.after.mountBackOff.volumeMount.mounted.stale"],"to":6},
      "refreshWanted": {"do":["refresh"],"to":4},
    },
    { // 5
      "unwanted": {"do":["-xstate.after.mountBackOff.volumeMount.failed","forgetFailures"],"to":0},
      "xstate.after.mountBackOff.volumeMount.failed": {"do":["-xstate.after.mountBackOff.volumeMount.failed","mount"],"to":2},
    },
    { // 6
      "unwanted": {"do":["-xstate.after.mountBackOff.volumeMount.mounted.stale","unmount"],"to":3},
      "refreshWanted": {"do":["-xstate.after.mountBackOff.volumeMount.mounted.stale","refresh"],"to":4},
      "xstate.after.mountBackOff.volumeMount.mounted.stale": {"do":["-xstate.after.mountBackOff.volumeMount.mounted.stale","refresh"],"to":4},
    },
  ],
};
