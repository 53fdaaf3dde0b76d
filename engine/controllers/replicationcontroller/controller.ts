import { KINDS, type ReplicaSet, type ReplicationController } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { createReplicaController } from '../replicaController.ts';
import { objectOf, withSpecOf } from './conversion.ts';

/** @k8s pkg/controller/replication/replication_controller.go: the ReplicaSet controller behind a conversion */
export function createReplicationController(context: ComponentContext): Component {
  const specs = new WeakMap<object, ReplicaSet['spec'] & object>();
  const sets = new WeakMap<ReplicationController, ReplicaSet>();
  return createReplicaController(context, {
    by: 'replication-controller', kind: KINDS.ReplicationController, objectOf, tellsTerminating: false,
    setOf(controller) {
      const known = sets.get(controller);
      if (known !== undefined) return known;
      const set = withSpecOf(controller, controller.spec === undefined ? undefined : specs.get(controller.spec));
      if (controller.spec !== undefined && set.spec !== undefined) specs.set(controller.spec, set.spec);
      sets.set(controller, set);
      return set;
    },
  });
}
