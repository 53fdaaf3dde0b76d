// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "resize",
  values: [
    {"request":"granted","actuation":"idle"},
    {"request":"granted","actuation":"inProgress"},
    {"request":"infeasible","actuation":"idle"},
    {"request":"deferred","actuation":"idle"},
    {"request":"infeasible","actuation":"inProgress"},
    {"request":"deferred","actuation":"inProgress"},
    {"request":"granted","actuation":"error"},
    {"request":"infeasible","actuation":"error"},
    {"request":"deferred","actuation":"error"},
  ],
  steps: [
    { // 0
      "proposed": {"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"if":"isInfeasible","then":{"do":["recordPending","announceInfeasible"],"to":2},"else":{"do":["recordPending","announceDeferred"],"to":3}}},
    },
    { // 1
      "proposed": {"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"if":"isInfeasible","then":{"do":["recordPending","announceInfeasible"],"to":4},"else":{"do":["recordPending","announceDeferred"],"to":5}}},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":0},
      "failed": {"do":["recordError","announceError"],"to":6},
    },
    { // 2
      "proposed": {"if":"isInfeasibleStill","then":{"if":"fits","then":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordMessage"],"to":2}},"else":{"if":"isInfeasible","then":{"if":"fits","then":{"do":["recordMessage","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordMessage","announceInfeasible"],"to":2}},"else":{"if":"isDeferred","then":{"if":"fits","then":{"do":["recordPending","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordPending","announceDeferred"],"to":3}},"else":{"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"to":0}}}}},
      "reverted": {"to":0},
      "podEnded": {"to":0},
    },
    { // 3
      "proposed": {"if":"isDeferredStill","then":{"if":"fits","then":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordMessage"],"to":3}},"else":{"if":"isDeferred","then":{"if":"fits","then":{"do":["recordMessage","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordMessage","announceDeferred"],"to":3}},"else":{"if":"isInfeasible","then":{"if":"fits","then":{"do":["recordPending","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordPending","announceInfeasible"],"to":2}},"else":{"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"to":0}}}}},
      "reverted": {"to":0},
      "podEnded": {"to":0},
    },
    { // 4
      "proposed": {"if":"isInfeasibleStill","then":{"if":"fits","then":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordMessage"],"to":4}},"else":{"if":"isInfeasible","then":{"if":"fits","then":{"do":["recordMessage","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordMessage","announceInfeasible"],"to":4}},"else":{"if":"isDeferred","then":{"if":"fits","then":{"do":["recordPending","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordPending","announceDeferred"],"to":5}},"else":{"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"to":1}}}}},
      "reverted": {"to":1},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":2},
      "failed": {"do":["recordError","announceError"],"to":7},
    },
    { // 5
      "proposed": {"if":"isDeferredStill","then":{"if":"fits","then":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordMessage"],"to":5}},"else":{"if":"isDeferred","then":{"if":"fits","then":{"do":["recordMessage","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordMessage","announceDeferred"],"to":5}},"else":{"if":"isInfeasible","then":{"if":"fits","then":{"do":["recordPending","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordPending","announceInfeasible"],"to":4}},"else":{"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"to":1}}}}},
      "reverted": {"to":1},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":3},
      "failed": {"do":["recordError","announceError"],"to":8},
    },
    { // 6
      "proposed": {"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"if":"isInfeasible","then":{"do":["recordPending","announceInfeasible"],"to":7},"else":{"do":["recordPending","announceDeferred"],"to":8}}},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":0},
      "failed": {"if":"isKnownError","then":{"to":6},"else":{"do":["recordError","announceError"],"to":6}},
    },
    { // 7
      "proposed": {"if":"isInfeasibleStill","then":{"if":"fits","then":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordMessage"],"to":7}},"else":{"if":"isInfeasible","then":{"if":"fits","then":{"do":["recordMessage","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordMessage","announceInfeasible"],"to":7}},"else":{"if":"isDeferred","then":{"if":"fits","then":{"do":["recordPending","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordPending","announceDeferred"],"to":8}},"else":{"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"to":6}}}}},
      "reverted": {"to":6},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":2},
      "failed": {"if":"isKnownError","then":{"to":7},"else":{"do":["recordError","announceError"],"to":7}},
    },
    { // 8
      "proposed": {"if":"isDeferredStill","then":{"if":"fits","then":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordMessage"],"to":8}},"else":{"if":"isDeferred","then":{"if":"fits","then":{"do":["recordMessage","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"else":{"do":["recordMessage","announceDeferred"],"to":8}},"else":{"if":"isInfeasible","then":{"if":"fits","then":{"do":["recordPending","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"else":{"do":["recordPending","announceInfeasible"],"to":7}},"else":{"if":"fits","then":{"do":["recordStart","allocate","announceStarted"],"to":1},"else":{"to":6}}}}},
      "reverted": {"to":6},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":3},
      "failed": {"if":"isKnownError","then":{"to":8},"else":{"do":["recordError","announceError"],"to":8}},
    },
  ],
};
