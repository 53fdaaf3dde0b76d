// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "pod",
  values: [
    {"work":"syncing","phase":"pending"},
    {"work":"terminating","phase":"pending"},
    {"work":"syncing","phase":"running"},
    {"work":"syncing","phase":"succeeded"},
    {"work":"syncing","phase":"failed"},
    {"work":"terminated","phase":"pending"},
    {"work":"terminating","phase":"running"},
    {"work":"terminating","phase":"succeeded"},
    {"work":"terminating","phase":"failed"},
    {"work":"terminated","phase":"running"},
    {"work":"terminated","phase":"succeeded"},
    {"work":"terminated","phase":"failed"},
  ],
  steps: [
    { // 0
      "delete": {"do":["recordStop","killPod"],"to":1},
      "evict": {"do":["recordStop","killPod"],"to":1},
      "finished": {"do":["recordStop","killPod"],"to":1},
      "phaseComputed": {"if":"isRunning","then":{"to":2},"else":{"if":"isSucceeded","then":{"to":3},"else":{"if":"isFailed","then":{"to":4},"else":{"to":0}}}},
    },
    { // 1
      "delete": {"do":["recordStop"],"to":1},
      "containersStopped": {"do":["cleanUp"],"to":5},
      "phaseComputed": {"if":"isRunning","then":{"to":6},"else":{"if":"isSucceeded","then":{"to":7},"else":{"if":"isFailed","then":{"to":8},"else":{"to":1}}}},
    },
    { // 2
      "delete": {"do":["recordStop","killPod"],"to":6},
      "evict": {"do":["recordStop","killPod"],"to":6},
      "finished": {"do":["recordStop","killPod"],"to":6},
      "phaseComputed": {"if":"isPending","then":{"to":0},"else":{"if":"isSucceeded","then":{"to":3},"else":{"if":"isFailed","then":{"to":4},"else":{"to":2}}}},
    },
    { // 3
      "delete": {"do":["recordStop","killPod"],"to":7},
      "evict": {"do":["recordStop","killPod"],"to":7},
      "finished": {"do":["recordStop","killPod"],"to":7},
    },
    { // 4
      "delete": {"do":["recordStop","killPod"],"to":8},
      "evict": {"do":["recordStop","killPod"],"to":8},
      "finished": {"do":["recordStop","killPod"],"to":8},
    },
    { // 5
      "delete": {"do":["recordStop","cleanUp"],"to":5},
      "phaseComputed": {"if":"isRunning","then":{"to":9},"else":{"if":"isSucceeded","then":{"to":10},"else":{"if":"isFailed","then":{"to":11},"else":{"to":5}}}},
    },
    { // 6
      "delete": {"do":["recordStop"],"to":6},
      "containersStopped": {"do":["cleanUp"],"to":9},
      "phaseComputed": {"if":"isPending","then":{"to":1},"else":{"if":"isSucceeded","then":{"to":7},"else":{"if":"isFailed","then":{"to":8},"else":{"to":6}}}},
    },
    { // 7
      "delete": {"do":["recordStop"],"to":7},
      "containersStopped": {"do":["cleanUp"],"to":10},
    },
    { // 8
      "delete": {"do":["recordStop"],"to":8},
      "containersStopped": {"do":["cleanUp"],"to":11},
    },
    { // 9
      "delete": {"do":["recordStop","cleanUp"],"to":9},
      "phaseComputed": {"if":"isPending","then":{"to":5},"else":{"if":"isSucceeded","then":{"to":10},"else":{"if":"isFailed","then":{"to":11},"else":{"to":9}}}},
    },
    { // 10
      "delete": {"do":["recordStop","cleanUp"],"to":10},
    },
    { // 11
      "delete": {"do":["recordStop","cleanUp"],"to":11},
    },
  ],
};
