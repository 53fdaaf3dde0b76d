// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "pod",
  values: [
    {"work":"syncing","phase":"pending"},
    {"work":{"terminating":"deleted"},"phase":"pending"},
    {"work":{"terminating":"evicted"},"phase":"pending"},
    {"work":{"terminating":"finished"},"phase":"pending"},
    {"work":"syncing","phase":"running"},
    {"work":"syncing","phase":"succeeded"},
    {"work":"syncing","phase":"failed"},
    {"work":"terminated","phase":"pending"},
    {"work":{"terminating":"deleted"},"phase":"running"},
    {"work":{"terminating":"deleted"},"phase":"succeeded"},
    {"work":{"terminating":"deleted"},"phase":"failed"},
    {"work":{"terminating":"evicted"},"phase":"running"},
    {"work":{"terminating":"evicted"},"phase":"succeeded"},
    {"work":{"terminating":"evicted"},"phase":"failed"},
    {"work":{"terminating":"finished"},"phase":"running"},
    {"work":{"terminating":"finished"},"phase":"succeeded"},
    {"work":{"terminating":"finished"},"phase":"failed"},
    {"work":"terminated","phase":"running"},
    {"work":"terminated","phase":"succeeded"},
    {"work":"terminated","phase":"failed"},
  ],
  steps: [
    { // 0
      "delete": {"do":["recordStop"],"to":1},
      "evict": {"do":["recordStop"],"to":2},
      "finished": {"do":["recordStop"],"to":3},
      "phaseComputed": {"if":"isRunning","yes":{"to":4},"no":{"if":"isSucceeded","yes":{"to":5},"no":{"if":"isFailed","yes":{"to":6},"no":{"to":0}}}},
    },
    { // 1
      "delete": {"do":["recordStop"],"to":1},
      "containersStopped": {"to":7},
      "phaseComputed": {"if":"isRunning","yes":{"to":8},"no":{"if":"isSucceeded","yes":{"to":9},"no":{"if":"isFailed","yes":{"to":10},"no":{"to":1}}}},
    },
    { // 2
      "delete": {"do":["recordStop"],"to":1},
      "containersStopped": {"to":7},
      "phaseComputed": {"if":"isRunning","yes":{"to":11},"no":{"if":"isSucceeded","yes":{"to":12},"no":{"if":"isFailed","yes":{"to":13},"no":{"to":2}}}},
    },
    { // 3
      "delete": {"do":["recordStop"],"to":1},
      "containersStopped": {"to":7},
      "phaseComputed": {"if":"isRunning","yes":{"to":14},"no":{"if":"isSucceeded","yes":{"to":15},"no":{"if":"isFailed","yes":{"to":16},"no":{"to":3}}}},
    },
    { // 4
      "delete": {"do":["recordStop"],"to":8},
      "evict": {"do":["recordStop"],"to":11},
      "finished": {"do":["recordStop"],"to":14},
      "phaseComputed": {"if":"isPending","yes":{"to":0},"no":{"if":"isSucceeded","yes":{"to":5},"no":{"if":"isFailed","yes":{"to":6},"no":{"to":4}}}},
    },
    { // 5
      "delete": {"do":["recordStop"],"to":9},
      "evict": {"do":["recordStop"],"to":12},
      "finished": {"do":["recordStop"],"to":15},
    },
    { // 6
      "delete": {"do":["recordStop"],"to":10},
      "evict": {"do":["recordStop"],"to":13},
      "finished": {"do":["recordStop"],"to":16},
    },
    { // 7
      "delete": {"do":["recordStop"],"to":7},
      "phaseComputed": {"if":"isRunning","yes":{"to":17},"no":{"if":"isSucceeded","yes":{"to":18},"no":{"if":"isFailed","yes":{"to":19},"no":{"to":7}}}},
    },
    { // 8
      "delete": {"do":["recordStop"],"to":8},
      "containersStopped": {"to":17},
      "phaseComputed": {"if":"isPending","yes":{"to":1},"no":{"if":"isSucceeded","yes":{"to":9},"no":{"if":"isFailed","yes":{"to":10},"no":{"to":8}}}},
    },
    { // 9
      "delete": {"do":["recordStop"],"to":9},
      "containersStopped": {"to":18},
    },
    { // 10
      "delete": {"do":["recordStop"],"to":10},
      "containersStopped": {"to":19},
    },
    { // 11
      "delete": {"do":["recordStop"],"to":8},
      "containersStopped": {"to":17},
      "phaseComputed": {"if":"isPending","yes":{"to":2},"no":{"if":"isSucceeded","yes":{"to":12},"no":{"if":"isFailed","yes":{"to":13},"no":{"to":11}}}},
    },
    { // 12
      "delete": {"do":["recordStop"],"to":9},
      "containersStopped": {"to":18},
    },
    { // 13
      "delete": {"do":["recordStop"],"to":10},
      "containersStopped": {"to":19},
    },
    { // 14
      "delete": {"do":["recordStop"],"to":8},
      "containersStopped": {"to":17},
      "phaseComputed": {"if":"isPending","yes":{"to":3},"no":{"if":"isSucceeded","yes":{"to":15},"no":{"if":"isFailed","yes":{"to":16},"no":{"to":14}}}},
    },
    { // 15
      "delete": {"do":["recordStop"],"to":9},
      "containersStopped": {"to":18},
    },
    { // 16
      "delete": {"do":["recordStop"],"to":10},
      "containersStopped": {"to":19},
    },
    { // 17
      "delete": {"do":["recordStop"],"to":17},
      "phaseComputed": {"if":"isPending","yes":{"to":7},"no":{"if":"isSucceeded","yes":{"to":18},"no":{"if":"isFailed","yes":{"to":19},"no":{"to":17}}}},
    },
    { // 18
      "delete": {"do":["recordStop"],"to":18},
    },
    { // 19
      "delete": {"do":["recordStop"],"to":19},
    },
  ],
};
