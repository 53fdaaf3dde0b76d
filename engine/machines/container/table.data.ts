// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "container",
  values: [
    {"waiting":"creating"},
    {"waiting":"blocked"},
    "created",
    {"running":"starting"},
    {"running":"started"},
    "terminated",
    "stopping",
    "finished",
    {"waiting":"restarting"},
    "backOff",
  ],
  steps: [
    { // 0
      "reset": {"do":["clearFailure"],"to":0},
      "sync": {"do":["start"],"to":0},
      "failed": {"do":["recordFailure"],"to":1},
      "created": {"do":["clearFailure"],"to":2},
    },
    { // 1
      "reset": {"do":["clearFailure"],"to":0},
      "sync": {"do":["start"],"to":1},
      "failed": {"do":["recordFailure"],"to":1},
      "created": {"do":["clearFailure"],"to":2},
    },
    { // 2
      "reset": {"do":["clearFailure"],"to":0},
      "started": {"if":"hasStartupProbe","yes":{"to":3},"no":{"to":4}},
      "exited": {"do":["recordExit"],"to":5},
    },
    { // 3
      "reset": {"do":["clearFailure"],"to":0},
      "exited": {"do":["recordExit"],"to":5},
      "kill": {"to":6},
      "startupSucceeded": {"to":4},
    },
    { // 4
      "reset": {"do":["clearFailure"],"to":0},
      "exited": {"do":["recordExit"],"to":5},
      "kill": {"to":6},
    },
    { // 5
      "reset": {"do":["clearFailure"],"to":0},
      "sync": {"if":"restartRefused","yes":{"to":7},"no":{"if":"killedByKubelet","yes":{"do":["start"],"to":8},"no":{"if":"restartAtOnce","yes":{"do":["countRestart","start"],"to":8},"no":{"do":["beginBackOff","announceBackOff","+xstate.after.restartBackOff.container.backOff"],"to":9}}}},
    },
    { // 6
      "reset": {"do":["clearFailure"],"to":0},
      "exited": {"do":["recordExit"],"to":5},
    },
    { // 7
      "reset": {"do":["clearFailure"],"to":0},
    },
    { // 8
      "reset": {"do":["clearFailure"],"to":0},
      "sync": {"do":["start"],"to":8},
      "failed": {"do":["recordFailure"],"to":1},
      "created": {"do":["clearFailure"],"to":2},
    },
    { // 9
      "reset": {"do":["-xstate.after.restartBackOff.container.backOff","clearFailure"],"to":0},
      "sync": {"do":["announceBackOff"],"to":9},
      "xstate.after.restartBackOff.container.backOff": {"if":"waitGoesOn","yes":{"do":["-xstate.after.restartBackOff.container.backOff","countNap","requestSync","+xstate.after.restartBackOff.container.backOff"],"to":9},"no":{"do":["-xstate.after.restartBackOff.container.backOff","countRestart","requestSync"],"to":8}},
    },
  ],
};
