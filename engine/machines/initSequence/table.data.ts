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
      "begin": {"if":"beginsWithSidecar","yes":{"do":["takeTurn"],"to":2},"no":{"do":["takeTurn"],"to":3}},
    },
    { // 1
      "sandboxLost": {"to":0},
      "sidecarEnded": {"if":"holdsUp","yes":{"do":["takeBack","start"],"to":2},"no":{"do":["startAgain"],"to":1}},
    },
    { // 2
      "sandboxLost": {"to":0},
      "sidecarEnded": {"do":["startAgain"],"to":2},
      "mainRan": {"to":1},
      "missing": {"do":["start"],"to":2},
      "exited": {"do":["start"],"to":2},
      "started": {"if":"isLast","yes":{"to":1},"no":{"if":"nextIsSidecar","yes":{"do":["advance"],"to":2},"no":{"do":["advance"],"to":3}}},
    },
    { // 3
      "sandboxLost": {"to":0},
      "sidecarEnded": {"do":["startAgain"],"to":3},
      "mainRan": {"to":1},
      "missing": {"do":["start"],"to":3},
      "exited": {"if":"restartRefused","yes":{"to":4},"no":{"do":["start"],"to":3}},
      "succeeded": {"if":"isLast","yes":{"to":1},"no":{"if":"nextIsSidecar","yes":{"do":["advance"],"to":2},"no":{"do":["advance"],"to":3}}},
    },
    { // 4
      "sandboxLost": {"to":0},
      "sidecarEnded": {"do":["startAgain"],"to":4},
      "mainRan": {"to":1},
    },
  ],
};
