// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = {
  id: "probe",
  values: [
    "waiting",
    "delaying",
    {"probing":"undecided"},
    "stopped",
    "onHold",
    {"probing":"succeeded"},
    {"probing":"failed"},
  ],
  steps: [
    { // 0
      "containerStarted": {"if":"hasInitialDelay","yes":{"do":["recordDelay","+xstate.after.initialDelay.probe.delaying"],"to":1},"no":{"do":["recordDelay"],"to":2}},
      "containerStopped": {"do":["forgetRun"],"to":0},
      "podTerminating": {"if":"restartsContainer","yes":{"to":3},"no":{"to":0}},
    },
    { // 1
      "containerStarted": {"if":"hasInitialDelay","yes":{"do":["-xstate.after.initialDelay.probe.delaying","recordDelay","+xstate.after.initialDelay.probe.delaying"],"to":1},"no":{"do":["-xstate.after.initialDelay.probe.delaying","recordDelay"],"to":2}},
      "containerStopped": {"do":["-xstate.after.initialDelay.probe.delaying","forgetRun"],"to":0},
      "podTerminating": {"if":"restartsContainer","yes":{"do":["-xstate.after.initialDelay.probe.delaying"],"to":3},"no":{"to":1}},
      "xstate.after.initialDelay.probe.delaying": {"do":["-xstate.after.initialDelay.probe.delaying"],"to":2},
    },
    { // 2
      "containerStarted": {"if":"hasInitialDelay","yes":{"do":["recordDelay","+xstate.after.initialDelay.probe.delaying"],"to":1},"no":{"do":["recordDelay"],"to":2}},
      "containerStopped": {"do":["forgetRun"],"to":0},
      "podTerminating": {"if":"restartsContainer","yes":{"to":3},"no":{"to":2}},
      "tick": {"do":["check"],"to":2},
      "succeeded": {"if":"startupPassed","yes":{"do":["countSuccess","publishSuccess"],"to":4},"no":{"if":"successThresholdReached","yes":{"do":["countSuccess","publishSuccess"],"to":5},"no":{"do":["countSuccess"],"to":2}}},
      "failed": {"if":"killIsDue","yes":{"do":["countFailure","publishFailure"],"to":4},"no":{"if":"failureThresholdReached","yes":{"do":["countFailure","publishFailure"],"to":6},"no":{"do":["countFailure"],"to":2}}},
    },
    { // 3
      "containerStarted": {"if":"hasInitialDelay","yes":{"do":["recordDelay","+xstate.after.initialDelay.probe.delaying"],"to":1},"no":{"do":["recordDelay"],"to":2}},
      "containerStopped": {"do":["forgetRun"],"to":0},
    },
    { // 4
      "containerStarted": {"if":"hasInitialDelay","yes":{"do":["recordDelay","+xstate.after.initialDelay.probe.delaying"],"to":1},"no":{"do":["recordDelay"],"to":2}},
      "containerStopped": {"do":["forgetRun"],"to":0},
      "podTerminating": {"if":"restartsContainer","yes":{"to":3},"no":{"to":4}},
    },
    { // 5
      "containerStarted": {"if":"hasInitialDelay","yes":{"do":["recordDelay","+xstate.after.initialDelay.probe.delaying"],"to":1},"no":{"do":["recordDelay"],"to":2}},
      "containerStopped": {"do":["forgetRun"],"to":0},
      "podTerminating": {"if":"restartsContainer","yes":{"to":3},"no":{"to":5}},
      "tick": {"do":["check"],"to":5},
      "succeeded": {"if":"startupPassed","yes":{"do":["countSuccess","publishSuccess"],"to":4},"no":{"if":"successThresholdReached","yes":{"do":["countSuccess","publishSuccess"],"to":5},"no":{"do":["countSuccess"],"to":5}}},
      "failed": {"if":"killIsDue","yes":{"do":["countFailure","publishFailure"],"to":4},"no":{"if":"failureThresholdReached","yes":{"do":["countFailure","publishFailure"],"to":6},"no":{"do":["countFailure"],"to":5}}},
    },
    { // 6
      "containerStarted": {"if":"hasInitialDelay","yes":{"do":["recordDelay","+xstate.after.initialDelay.probe.delaying"],"to":1},"no":{"do":["recordDelay"],"to":2}},
      "containerStopped": {"do":["forgetRun"],"to":0},
      "podTerminating": {"if":"restartsContainer","yes":{"to":3},"no":{"to":6}},
      "tick": {"do":["check"],"to":6},
      "succeeded": {"if":"startupPassed","yes":{"do":["countSuccess","publishSuccess"],"to":4},"no":{"if":"successThresholdReached","yes":{"do":["countSuccess","publishSuccess"],"to":5},"no":{"do":["countSuccess"],"to":6}}},
      "failed": {"if":"killIsDue","yes":{"do":["countFailure","publishFailure"],"to":4},"no":{"if":"failureThresholdReached","yes":{"do":["countFailure","publishFailure"],"to":6},"no":{"do":["countFailure"],"to":6}}},
    },
  ],
};
