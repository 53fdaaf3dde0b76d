// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "initSequence",
  values: [
    "waiting",
    "done",
    "sidecarsTurn",
    "initContainersTurn",
    "failed",
  ],
  steps: [
    { // 0
      "sidecarEnded": {"do":["startAgain"],"to":0},
      "mainRan": {"to":1},
      "begin": {"if":"beginsWithSidecar","then":{"do":["takeTurn"],"to":2},"else":{"do":["takeTurn"],"to":3}},
    },
    { // 1
      "sandboxLost": {"to":0},
      "sidecarEnded": {"if":"holdsUp","then":{"do":["takeBack","start"],"to":2},"else":{"do":["startAgain"],"to":1}},
    },
    { // 2
      "sandboxLost": {"to":0},
      "sidecarEnded": {"do":["startAgain"],"to":2},
      "mainRan": {"to":1},
      "missing": {"do":["start"],"to":2},
      "exited": {"do":["start"],"to":2},
      "started": {"if":"isLast","then":{"to":1},"else":{"if":"nextIsSidecar","then":{"do":["advance"],"to":2},"else":{"do":["advance"],"to":3}}},
    },
    { // 3
      "sandboxLost": {"to":0},
      "sidecarEnded": {"do":["startAgain"],"to":3},
      "mainRan": {"to":1},
      "missing": {"do":["start"],"to":3},
      "exited": {"if":"restartRefused","then":{"to":4},"else":{"do":["start"],"to":3}},
      "succeeded": {"if":"isLast","then":{"to":1},"else":{"if":"nextIsSidecar","then":{"do":["advance"],"to":2},"else":{"do":["advance"],"to":3}}},
    },
    { // 4
      "sandboxLost": {"to":0},
      "sidecarEnded": {"do":["startAgain"],"to":4},
      "mainRan": {"to":1},
    },
  ],
};
