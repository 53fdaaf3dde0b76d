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
      "proposed": {"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"if":"isInfeasible","yes":{"do":["recordPending","announceInfeasible"],"to":2},"no":{"do":["recordPending","announceDeferred"],"to":3}}},
    },
    { // 1
      "proposed": {"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"if":"isInfeasible","yes":{"do":["recordPending","announceInfeasible"],"to":4},"no":{"do":["recordPending","announceDeferred"],"to":5}}},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":0},
      "failed": {"do":["recordError","announceError"],"to":6},
    },
    { // 2
      "proposed": {"if":"isInfeasibleStill","yes":{"if":"fits","yes":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordMessage"],"to":2}},"no":{"if":"isInfeasible","yes":{"if":"fits","yes":{"do":["recordMessage","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordMessage","announceInfeasible"],"to":2}},"no":{"if":"isDeferred","yes":{"if":"fits","yes":{"do":["recordPending","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordPending","announceDeferred"],"to":3}},"no":{"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"to":0}}}}},
      "reverted": {"to":0},
      "podEnded": {"to":0},
    },
    { // 3
      "proposed": {"if":"isDeferredStill","yes":{"if":"fits","yes":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordMessage"],"to":3}},"no":{"if":"isDeferred","yes":{"if":"fits","yes":{"do":["recordMessage","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordMessage","announceDeferred"],"to":3}},"no":{"if":"isInfeasible","yes":{"if":"fits","yes":{"do":["recordPending","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordPending","announceInfeasible"],"to":2}},"no":{"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"to":0}}}}},
      "reverted": {"to":0},
      "podEnded": {"to":0},
    },
    { // 4
      "proposed": {"if":"isInfeasibleStill","yes":{"if":"fits","yes":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordMessage"],"to":4}},"no":{"if":"isInfeasible","yes":{"if":"fits","yes":{"do":["recordMessage","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordMessage","announceInfeasible"],"to":4}},"no":{"if":"isDeferred","yes":{"if":"fits","yes":{"do":["recordPending","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordPending","announceDeferred"],"to":5}},"no":{"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"to":1}}}}},
      "reverted": {"to":1},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":2},
      "failed": {"do":["recordError","announceError"],"to":7},
    },
    { // 5
      "proposed": {"if":"isDeferredStill","yes":{"if":"fits","yes":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordMessage"],"to":5}},"no":{"if":"isDeferred","yes":{"if":"fits","yes":{"do":["recordMessage","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordMessage","announceDeferred"],"to":5}},"no":{"if":"isInfeasible","yes":{"if":"fits","yes":{"do":["recordPending","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordPending","announceInfeasible"],"to":4}},"no":{"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"to":1}}}}},
      "reverted": {"to":1},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":3},
      "failed": {"do":["recordError","announceError"],"to":8},
    },
    { // 6
      "proposed": {"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"if":"isInfeasible","yes":{"do":["recordPending","announceInfeasible"],"to":7},"no":{"do":["recordPending","announceDeferred"],"to":8}}},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":0},
      "failed": {"if":"isKnownError","yes":{"to":6},"no":{"do":["recordError","announceError"],"to":6}},
    },
    { // 7
      "proposed": {"if":"isInfeasibleStill","yes":{"if":"fits","yes":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordMessage"],"to":7}},"no":{"if":"isInfeasible","yes":{"if":"fits","yes":{"do":["recordMessage","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordMessage","announceInfeasible"],"to":7}},"no":{"if":"isDeferred","yes":{"if":"fits","yes":{"do":["recordPending","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordPending","announceDeferred"],"to":8}},"no":{"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"to":6}}}}},
      "reverted": {"to":6},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":2},
      "failed": {"if":"isKnownError","yes":{"to":7},"no":{"do":["recordError","announceError"],"to":7}},
    },
    { // 8
      "proposed": {"if":"isDeferredStill","yes":{"if":"fits","yes":{"do":["recordMessage","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordMessage"],"to":8}},"no":{"if":"isDeferred","yes":{"if":"fits","yes":{"do":["recordMessage","announceDeferred","recordStart","allocate","announceStarted"],"to":5},"no":{"do":["recordMessage","announceDeferred"],"to":8}},"no":{"if":"isInfeasible","yes":{"if":"fits","yes":{"do":["recordPending","announceInfeasible","recordStart","allocate","announceStarted"],"to":4},"no":{"do":["recordPending","announceInfeasible"],"to":7}},"no":{"if":"fits","yes":{"do":["recordStart","allocate","announceStarted"],"to":1},"no":{"to":6}}}}},
      "reverted": {"to":6},
      "podEnded": {"to":0},
      "actuated": {"do":["announceCompleted"],"to":3},
      "failed": {"if":"isKnownError","yes":{"to":8},"no":{"do":["recordError","announceError"],"to":8}},
    },
  ],
};
