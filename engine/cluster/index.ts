export { createCluster, type Cluster, type ClusterOptions, type CommandResult } from './cluster.ts';
export type { ComputerOptions } from './computer.ts';
export { FAULTS } from './faults/index.ts';
export { PRESETS, withWorkers, type Preset, type PresetName } from './presets.ts';
export type { LifeState, LivesOf } from '../kubelet/index.ts';
