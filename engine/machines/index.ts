export { container, containerMachine } from './container/machine.ts';
export {
  BACK_OFF_BASE_MS, BACK_OFF_MAX_MS, BACK_OFF_RESET_MS, backOffMs, shouldRestart,
  type ContainerContext, type ContainerEffect, type ContainerEvent, type RestartPolicy, type RestartRule,
} from './container/rules.ts';
export { containerWords } from './container/words.ts';
export { imagePull, imagePullMachine } from './imagePull/machine.ts';
export { pullBackOffMs, type ImagePullContext, type ImagePullEffect, type ImagePullEvent } from './imagePull/rules.ts';
export { imagePullWords } from './imagePull/words.ts';
export { node, nodeMachine } from './node/machine.ts';
export type { NodeContext, NodeEffect, NodeEvent } from './node/rules.ts';
export { nodeWords } from './node/words.ts';
export { pod, podMachine } from './pod/machine.ts';
export { computePhase, type ContainerFacts, type Phase, type PhaseInput, type PodContext, type PodEffect, type PodEvent } from './pod/rules.ts';
export { podWords } from './pod/words.ts';
export { probe, probeMachine } from './probe/machine.ts';
export type { ProbeContext, ProbeEffect, ProbeEvent, ProbeKind } from './probe/rules.ts';
export { probeWords } from './probe/words.ts';
export { createDriver, isIn, type Cancel, type Driver, type Lifecycle, type Schedule, type Snapshot, type Step, type TimerEvent } from './step.ts';
export type { Bilingual, Word, Words } from './words.ts';
