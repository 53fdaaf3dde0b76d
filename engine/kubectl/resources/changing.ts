/** Changing one part of an object: the patch is the difference between what is there and what is wanted. @k8s kubectl/pkg/cmd/set/helper.go */
import { findByKind, schemaOf } from '../../api/index.ts';
import { createMergePatch, createStrategicPatch } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { groupVersionOf } from '../discovery.ts';
import type { DryRun } from '../print/printer.ts';
import type { KubectlContext } from '../verb.ts';
import type { Info } from './select.ts';
import { patchObject } from './write.ts';
import type { PatchType } from './write.ts';

export type Change = { readonly type: PatchType; readonly patch: JsonObject };

/** Undefined if there is nothing to change. */
export function changeBetween(info: Info, wanted: JsonObject): Change | undefined {
  const definition = findByKind(groupVersionOf(info.resource), info.resource.kind)?.definition;
  const patch = definition === undefined ? createMergePatch(info.object, wanted) : createStrategicPatch(info.object, wanted, schemaOf(definition));
  return Object.keys(patch).length === 0 ? undefined : { type: definition === undefined ? 'merge' : 'strategic', patch };
}

export const sendChange = (context: KubectlContext, info: Info, change: Change, dryRun: DryRun, manager: string): JsonObject =>
  patchObject(context, info, change.type, change.patch, { dryRun, manager });

/** Where the pod spec of an object is; undefined for kinds without pods. @k8s kubectl/pkg/polymorphichelpers/updatepodspec.go */
export function podSpecPath(kind: string): readonly string[] | undefined {
  switch (kind) {
    case 'Pod': return ['spec'];
    case 'CronJob': return ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
    case 'DaemonSet': case 'Deployment': case 'Job': case 'ReplicaSet': case 'ReplicationController': case 'StatefulSet':
      return ['spec', 'template', 'spec'];
    default: return undefined;
  }
}

/** How Go prints the type of an object: `*v1.ConfigMap`. */
export const goTypeOf = (info: Info): string => `*${info.resource.version}.${info.resource.kind}`;
