import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { createReplicaController } from '../replicaController.ts';

export const createReplicaSetController = (context: ComponentContext): Component => createReplicaController(context, {
  by: 'replicaset-controller', kind: KINDS.ReplicaSet, setOf: (set) => set, objectOf: (set, status) => ({ ...set, status }), tellsTerminating: true,
});
