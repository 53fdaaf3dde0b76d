// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "ephemeralContainer",
  values: [
    {"waiting":"creating"},
    {"waiting":"blocked"},
    "created",
    "running",
    "finished",
    "stopping",
  ],
  steps: [
    { // 0
      "sync": {"do":["start"],"to":0},
      "failed": {"do":["recordFailure"],"to":1},
      "created": {"do":["clearFailure"],"to":2},
    },
    { // 1
      "sync": {"do":["start"],"to":1},
      "failed": {"do":["recordFailure"],"to":1},
      "created": {"do":["clearFailure"],"to":2},
    },
    { // 2
      "started": {"to":3},
      "exited": {"do":["recordExit"],"to":4},
    },
    { // 3
      "exited": {"do":["recordExit"],"to":4},
      "kill": {"to":5},
    },
    { // 4
    },
    { // 5
      "exited": {"do":["recordExit"],"to":4},
    },
  ],
};
