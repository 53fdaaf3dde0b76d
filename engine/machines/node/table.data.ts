// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "node",
  values: [
    {"health":"notReady","lease":"lapsing","report":"none"},
    {"health":"ready","lease":"lapsing","report":"none"},
    {"health":"silent","lease":"lapsing","report":"none"},
    {"health":"notReady","lease":"held","report":"fresh"},
    {"health":"ready","lease":"held","report":"fresh"},
    {"health":"unknown","lease":"lapsing","report":"none"},
  ],
  steps: [
    { // 0
      "conditionsComputed": {"if":"isReady","yes":{"to":1},"no":{"to":0}},
      "kubeletStopped": {"do":["+xstate.after.monitorGracePeriod.node.health.silent"],"to":2},
      "kubeletStarted": {"do":["renewLease","reportStatus","+xstate.after.renewInterval.node.lease.held","+xstate.after.reportInterval.node.report.fresh"],"to":3},
    },
    { // 1
      "conditionsComputed": {"if":"isNotReady","yes":{"to":0},"no":{"to":1}},
      "kubeletStopped": {"do":["+xstate.after.monitorGracePeriod.node.health.silent"],"to":2},
      "kubeletStarted": {"do":["renewLease","reportStatus","+xstate.after.renewInterval.node.lease.held","+xstate.after.reportInterval.node.report.fresh"],"to":4},
    },
    { // 2
      "heartbeat": {"do":["-xstate.after.monitorGracePeriod.node.health.silent"],"to":1},
      "kubeletStarted": {"do":["-xstate.after.monitorGracePeriod.node.health.silent","renewLease","reportStatus","+xstate.after.renewInterval.node.lease.held","+xstate.after.reportInterval.node.report.fresh"],"to":3},
      "xstate.after.monitorGracePeriod.node.health.silent": {"do":["-xstate.after.monitorGracePeriod.node.health.silent"],"to":5},
    },
    { // 3
      "conditionsComputed": {"if":"isReady","yes":{"do":["-xstate.after.reportInterval.node.report.fresh","+xstate.after.reportInterval.node.report.fresh"],"to":4},"no":{"do":["-xstate.after.reportInterval.node.report.fresh","+xstate.after.reportInterval.node.report.fresh"],"to":3}},
      "kubeletStopped": {"do":["-xstate.after.reportInterval.node.report.fresh","-xstate.after.renewInterval.node.lease.held","+xstate.after.monitorGracePeriod.node.health.silent"],"to":2},
      "xstate.after.renewInterval.node.lease.held": {"do":["-xstate.after.renewInterval.node.lease.held","renewLease","+xstate.after.renewInterval.node.lease.held"],"to":3},
      "xstate.after.reportInterval.node.report.fresh": {"do":["-xstate.after.reportInterval.node.report.fresh","reportStatus","+xstate.after.reportInterval.node.report.fresh"],"to":3},
    },
    { // 4
      "conditionsComputed": {"if":"isNotReady","yes":{"do":["-xstate.after.reportInterval.node.report.fresh","+xstate.after.reportInterval.node.report.fresh"],"to":3},"no":{"do":["-xstate.after.reportInterval.node.report.fresh","+xstate.after.reportInterval.node.report.fresh"],"to":4}},
      "kubeletStopped": {"do":["-xstate.after.reportInterval.node.report.fresh","-xstate.after.renewInterval.node.lease.held","+xstate.after.monitorGracePeriod.node.health.silent"],"to":2},
      "xstate.after.renewInterval.node.lease.held": {"do":["-xstate.after.renewInterval.node.lease.held","renewLease","+xstate.after.renewInterval.node.lease.held"],"to":4},
      "xstate.after.reportInterval.node.report.fresh": {"do":["-xstate.after.reportInterval.node.report.fresh","reportStatus","+xstate.after.reportInterval.node.report.fresh"],"to":4},
    },
    { // 5
      "heartbeat": {"to":1},
      "kubeletStarted": {"do":["renewLease","reportStatus","+xstate.after.renewInterval.node.lease.held","+xstate.after.reportInterval.node.report.fresh"],"to":3},
    },
  ],
};
