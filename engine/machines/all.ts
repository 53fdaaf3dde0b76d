/**
 * Every machine with its rules and words, in alphabetical order: for charts, the generator and tests. Brings XState along, so what only
 * runs machines takes `drivers.ts`. A new machine: its folder, a line here, `npm run gen`, a line in `drivers.ts`.
 */
import type { AnyStateMachine } from 'xstate';
import { containerMachine } from './container/machine.ts';
import * as containerRules from './container/rules.ts';
import { containerWords } from './container/words.ts';
import { ephemeralContainerMachine } from './ephemeralContainer/machine.ts';
import * as ephemeralContainerRules from './ephemeralContainer/rules.ts';
import { ephemeralContainerWords } from './ephemeralContainer/words.ts';
import { evictionMachine } from './eviction/machine.ts';
import * as evictionRules from './eviction/rules.ts';
import { evictionWords } from './eviction/words.ts';
import { hookMachine } from './hook/machine.ts';
import * as hookRules from './hook/rules.ts';
import { hookWords } from './hook/words.ts';
import { imagePullMachine } from './imagePull/machine.ts';
import * as imagePullRules from './imagePull/rules.ts';
import { imagePullWords } from './imagePull/words.ts';
import { initSequenceMachine } from './initSequence/machine.ts';
import * as initSequenceRules from './initSequence/rules.ts';
import { initSequenceWords } from './initSequence/words.ts';
import { nodeMachine } from './node/machine.ts';
import * as nodeRules from './node/rules.ts';
import { nodeWords } from './node/words.ts';
import { nodeConditionMachine } from './nodeCondition/machine.ts';
import * as nodeConditionRules from './nodeCondition/rules.ts';
import { nodeConditionWords } from './nodeCondition/words.ts';
import { podMachine } from './pod/machine.ts';
import * as podRules from './pod/rules.ts';
import { podWords } from './pod/words.ts';
import { probeMachine } from './probe/machine.ts';
import * as probeRules from './probe/rules.ts';
import { probeWords } from './probe/words.ts';
import { resizeMachine } from './resize/machine.ts';
import * as resizeRules from './resize/rules.ts';
import { resizeWords } from './resize/words.ts';
import { sidecarMachine } from './sidecar/machine.ts';
import * as sidecarRules from './sidecar/rules.ts';
import { sidecarWords } from './sidecar/words.ts';
import { volumeMountMachine } from './volumeMount/machine.ts';
import * as volumeMountRules from './volumeMount/rules.ts';
import { volumeMountWords } from './volumeMount/words.ts';
import type { Words } from './words.ts';

/** Rules of unknown context: whoever drives a machine knows it. */
export type MachineEntry = { readonly machine: AnyStateMachine; readonly rules: object; readonly words: Words };

export const MACHINES = {
  container: { machine: containerMachine, rules: containerRules, words: containerWords },
  ephemeralContainer: { machine: ephemeralContainerMachine, rules: ephemeralContainerRules, words: ephemeralContainerWords },
  eviction: { machine: evictionMachine, rules: evictionRules, words: evictionWords },
  hook: { machine: hookMachine, rules: hookRules, words: hookWords },
  imagePull: { machine: imagePullMachine, rules: imagePullRules, words: imagePullWords },
  initSequence: { machine: initSequenceMachine, rules: initSequenceRules, words: initSequenceWords },
  node: { machine: nodeMachine, rules: nodeRules, words: nodeWords },
  nodeCondition: { machine: nodeConditionMachine, rules: nodeConditionRules, words: nodeConditionWords },
  pod: { machine: podMachine, rules: podRules, words: podWords },
  probe: { machine: probeMachine, rules: probeRules, words: probeWords },
  resize: { machine: resizeMachine, rules: resizeRules, words: resizeWords },
  sidecar: { machine: sidecarMachine, rules: sidecarRules, words: sidecarWords },
  volumeMount: { machine: volumeMountMachine, rules: volumeMountRules, words: volumeMountWords },
} satisfies { readonly [name: string]: MachineEntry };
