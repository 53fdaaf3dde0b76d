/** A ReplicationController read as a ReplicaSet and back: only the selector is written in another way. @k8s pkg/controller/replication/conversion.go */
import type { ReplicaSet, ReplicaSetStatus, ReplicationController } from '../../api/index.ts';

/** Keeps its own kind and name, so that owner references and events speak of the ReplicationController. @param spec what this spec gave before */
export function withSpecOf({ spec, ...controller }: ReplicationController, converted?: ReplicaSet['spec']): ReplicaSet {
  if (spec === undefined) return controller;
  const { selector, ...rest } = spec;
  return { ...controller, spec: converted ?? { ...rest, selector: { matchLabels: selector ?? {} } } };
}

export function objectOf({ spec, ...set }: ReplicaSet, status: ReplicaSetStatus): ReplicationController {
  if (spec === undefined) return { ...set, status };
  const { selector, ...rest } = spec;
  return { ...set, status, spec: { ...rest, selector: selector.matchLabels ?? {} } };
}
