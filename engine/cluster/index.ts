export { createCluster, type Cluster, type ClusterOptions, type CommandResult } from './cluster.ts';
export type { ComputerOptions } from './computer.ts';
export type { Reconciled } from '../client/index.ts';
export type { LearnerReport, LearnerState, LogLine } from '../learner/index.ts';
export { FAULTS } from './faults/index.ts';
export { FAULT_WORDS, type FaultWords } from './faults/words.ts';
export { failuresIn, type LoadReport, type LoadSecond } from './load/report.ts';
export { PRESETS, withWorkers, type Preset, type PresetName } from './presets.ts';
export type { LifeState, LivesOf } from '../kubelet/index.ts';
