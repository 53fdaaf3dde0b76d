// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "eviction",
  values: [
    "clear",
    {"starved":"waiting"},
    "grace",
    {"starved":"reclaiming"},
    {"starved":"choosing"},
    {"starved":"evicting"},
  ],
  steps: [
    { // 0
      "met": {"if":"isHard","yes":{"to":1},"no":{"do":["+xstate.after.gracePeriod.eviction.grace"],"to":2}},
    },
    { // 1
      "resolved": {"to":0},
      "turn": {"do":["announce","reclaim"],"to":3},
    },
    { // 2
      "resolved": {"do":["-xstate.after.gracePeriod.eviction.grace"],"to":0},
      "xstate.after.gracePeriod.eviction.grace": {"do":["-xstate.after.gracePeriod.eviction.grace"],"to":1},
    },
    { // 3
      "resolved": {"to":0},
      "reclaimed": {"to":1},
      "stillStarved": {"do":["rankAndEvict"],"to":4},
    },
    { // 4
      "resolved": {"to":0},
      "podEvicted": {"do":["+xstate.after.cleanupTimeout.eviction.starved.evicting"],"to":5},
      "nobodyToEvict": {"to":1},
    },
    { // 5
      "resolved": {"do":["-xstate.after.cleanupTimeout.eviction.starved.evicting"],"to":0},
      "podCleanedUp": {"do":["-xstate.after.cleanupTimeout.eviction.starved.evicting","lookAgain"],"to":1},
      "xstate.after.cleanupTimeout.eviction.starved.evicting": {"do":["-xstate.after.cleanupTimeout.eviction.starved.evicting","lookAgain"],"to":1},
    },
  ],
};
