/** How `kubectl apply --server-side` takes over what client-side apply has made. @k8s managedfields/internal/lastappliedmanager.go, lastappliedupdater.go */
import type { KindDefinition, KubeObject } from '../../api/index.ts';
import { isObject, type Json, type JsonObject } from '../../base/index.ts';
import { asJson } from '../respond.ts';
import { schemaOfKind } from '../view.ts';
import { ownable } from './afterUpdate.ts';
import { compare, fieldSet } from './compare.ts';
import { difference, type FieldTree } from './fieldTree.ts';

const ANNOTATION = 'kubectl.kubernetes.io/last-applied-configuration';
/** Only its manager has come from client-side apply. */
const KUBECTL = 'kubectl';

type Conflict = { readonly fields: FieldTree };

/** Conflicts about what client-side apply has set, and what still is so, are none. */
export function allowedByLastApplied<C extends Conflict>(manager: string, kind: KindDefinition, live: KubeObject, conflicts: readonly C[]): readonly C[] {
  const last = manager === KUBECTL && conflicts.length > 0 ? lastApplied(live) : undefined;
  if (last === undefined) return conflicts;
  const schema = schemaOfKind(kind);
  const [then, now] = [ownable(last as KubeObject), ownable(live)]; // an object of the same kind
  const { set, gone } = compare(then, now, schema);
  let allowed = fieldSet(then, schema);
  for (const other of [set, gone]) allowed = allowed === undefined || other === undefined ? allowed : difference(allowed, other);
  if (allowed === undefined) return conflicts;
  const taken = allowed;
  return conflicts.flatMap((conflict) => {
    const fields = difference(conflict.fields, taken);
    return fields === undefined ? [] : [{ ...conflict, fields }];
  });
}

function lastApplied(object: KubeObject): JsonObject | undefined {
  const text = object.metadata?.annotations?.[ANNOTATION] ?? '';
  if (text === '') return undefined;
  try {
    const value = JSON.parse(text) as Json; // what JSON.parse gives is JSON
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The annotation, where there is one, follows what is applied, so that client-side apply may come back. */
export function withLastApplied(manager: string, live: KubeObject, applied: KubeObject, next: KubeObject): KubeObject {
  if (manager !== KUBECTL || live.metadata?.annotations?.[ANNOTATION] === undefined) return next;
  const { managedFields: _, ...metadata } = asJson(applied.metadata ?? {});
  const { [ANNOTATION]: __, ...annotations } = applied.metadata?.annotations ?? {};
  const bare = { ...asJson(applied), metadata: { ...metadata, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) } };
  return { ...next, metadata: { ...next.metadata, annotations: { ...next.metadata?.annotations, [ANNOTATION]: `${JSON.stringify(bare)}\n` } } };
}
