/**
 * The engine's one door: a Kubernetes cluster under virtual time.
 *
 * `createSession` runs a learner's session (inputs in, views out); `createCluster` is the cluster alone, for tests and tools;
 * `tickLab` judges a lab while it is worked on. Everything is deterministic: same seed and inputs, same bytes.
 */
export { KINDS, type Deployment, type KindDefinition, type KubeObject, type Node, type Pod, type ReplicaSet, type Service, type Status } from './api/index.ts';
export type { ApiRequest, ApiResponse, ApiServer } from './apiserver/index.ts';
export type { Clock } from './time/index.ts';
export { createCluster, type Cluster } from './cluster/index.ts';
export {
  createSession, DEFAULT_START_TIME, ENGINE_VERSION, HOME, readSessionFile, replay, startSession,
  type ClusterView, type Completion, type Happening, type Input, type InputBody, type LearnerReport, type LifeState, type LivesOf, type LoadReport, type NodeRow, type PartRow, type Placing, type PodRow, type Preset, type ServiceRow,
  type Session, type SessionFile, type SessionOptions, type StateTrack, type StrayRow, type TerminalState, type VisibleState, type WorkloadRow,
} from './session/index.ts';
