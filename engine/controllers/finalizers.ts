/** Taking a finalizer off an object, or putting one on. */
import type { KindDefinition, KubeObject } from '../api/index.ts';
import { keyOf } from './owners.ts';
import { kindOf, send, type Reconcile } from './request.ts';

type Change = { readonly by: string; readonly rule: string; readonly finalizers: readonly string[] };

export function* setFinalizers<T extends KubeObject>(kind: KindDefinition<T>, object: T, { by, rule, finalizers }: Change): Reconcile {
  const { finalizers: _, ...metadata } = object.metadata ?? {};
  const next = { ...object, metadata: finalizers.length === 0 ? metadata : { ...metadata, finalizers } };
  // Their roles let them update, not patch. @k8s golden world/objects/clusterroles
  const result = yield* send<T>({ verb: 'update', kind: kindOf(kind), object: next, because: { by, rule, cause: `${kind.plural}/${keyOf(object)}` } });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}

/** Without the finalizer when the object is to go and nobody uses it; with it as long as it is to stay. */
export function protect<T extends KubeObject>(kind: KindDefinition<T>, object: T, finalizer: string, by: string, used: () => boolean): Reconcile | undefined {
  const present = object.metadata?.finalizers ?? [];
  const held = present.includes(finalizer);
  if (object.metadata?.deletionTimestamp === undefined) {
    return held ? undefined : setFinalizers(kind, object, { by, rule: 'protect it while it is used', finalizers: [...present, finalizer] });
  }
  if (!held || used()) return undefined;
  return setFinalizers(kind, object, { by, rule: 'nobody uses it', finalizers: present.filter((name) => name !== finalizer) });
}
