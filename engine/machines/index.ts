export {
  container, ephemeralContainer, eviction, hook, imagePull, initSequence, node, nodeCondition, pod, probe, resize, sidecar, volumeMount,
} from './drivers.ts';
export {
  BACK_OFF_BASE_MS, BACK_OFF_MAX_MS, BACK_OFF_RESET_MS, backOffMs, presentBackOffMs, shouldRestart,
  type ContainerContext, type ContainerEffect, type ContainerEvent, type RestartPolicy, type RestartRule,
} from './container/rules.ts';
export type { EvictionContext, EvictionEffect, EvictionEvent } from './eviction/rules.ts';
export { pullBackOffMs, type ImagePullContext, type ImagePullEffect, type ImagePullEvent } from './imagePull/rules.ts';
export type { HookContext, HookEffect, HookEvent } from './hook/rules.ts';
export type { InitSequenceContext, InitSequenceEffect, InitSequenceEvent } from './initSequence/rules.ts';
export type { SidecarContext, SidecarEffect, SidecarEvent } from './sidecar/rules.ts';
export type { EphemeralContainerContext, EphemeralContainerEffect, EphemeralContainerEvent } from './ephemeralContainer/rules.ts';
export type { ResizeContext, ResizeEffect, ResizeEvent } from './resize/rules.ts';
export type { NodeContext, NodeEffect, NodeEvent } from './node/rules.ts';
export type { NodeConditionContext, NodeConditionEffect, NodeConditionEvent } from './nodeCondition/rules.ts';
export { computePhase, type ContainerFacts, type Phase, type PhaseInput, type PodContext, type PodEffect, type PodEvent } from './pod/rules.ts';
export type { ProbeContext, ProbeEffect, ProbeEvent, ProbeKind } from './probe/rules.ts';
export { createDriver, isIn, type Cancel, type Driver, type Rules, type Schedule, type Snapshot, type Step, type TimerEvent } from './step.ts';
export { mountBackOffMs, type VolumeMountContext, type VolumeMountEffect, type VolumeMountEvent } from './volumeMount/rules.ts';
export type { Bilingual, Word, Words } from './words.ts';
export { loadMachines, type Machines } from './load.ts';
export { chartOf, type ChartState, type ChartTransition, type MachineChart } from './chart.ts';
