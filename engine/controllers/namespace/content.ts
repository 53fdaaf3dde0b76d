/** What is left in a namespace that goes away. @k8s pkg/controller/namespace/deletion/namespaced_resources_deleter.go */
import { isPodTerminal, type KindDefinition, type KubeObject, type Pod } from '../../api/index.ts';
import { parseTimestamp } from '../../time/index.ts';

/** Things of one kind. */
export type Content = { readonly kind: KindDefinition; readonly objects: readonly KubeObject[] };

/** How the removal of one kind went: seconds to wait for, what still holds, or a complaint. */
export type Removal = {
  readonly estimateSeconds: number;
  readonly remaining: number;
  readonly finalizers: ReadonlyMap<string, number>;
  readonly error?: string;
};
/** A kind, and how its removal went. */
export type Told = { readonly kind: KindDefinition; readonly removal: Removal };

const FINALIZER_SECONDS = 15;
const NO_FINALIZERS: ReadonlyMap<string, number> = new Map();

/** Pods may need their grace period, counted from the namespace's deletion. */
export function podSeconds(pods: readonly Pod[], deletedAt: string | undefined, now: number): number {
  let longest = 0;
  for (const pod of pods) if (!isPodTerminal(pod)) longest = Math.max(longest, pod.spec?.terminationGracePeriodSeconds ?? 0);
  return now - (parseTimestamp(deletedAt) ?? now) >= longest * 1000 ? 0 : longest;
}

/** @param left what is there after everything of the kind was asked to go @param refused the first refusal */
export function judge(namespace: string, kind: KindDefinition, left: readonly KubeObject[], graceSeconds: number, refused?: string): Removal {
  if (refused !== undefined) return { estimateSeconds: graceSeconds, remaining: 0, finalizers: NO_FINALIZERS, error: refused };
  if (left.length === 0) return { estimateSeconds: 0, remaining: 0, finalizers: NO_FINALIZERS };
  const finalizers = new Map<string, number>();
  for (const object of left) for (const finalizer of object.metadata?.finalizers ?? []) finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
  const told = { remaining: left.length, finalizers };
  if (graceSeconds > 0) return { estimateSeconds: graceSeconds, ...told };
  if (finalizers.size > 0) return { estimateSeconds: FINALIZER_SECONDS, ...told };
  return { estimateSeconds: 0, ...told, error: `unexpected items still remain in namespace: ${namespace} for gvr: ${kind.group}/${kind.version}, Resource=${kind.plural}` };
}
