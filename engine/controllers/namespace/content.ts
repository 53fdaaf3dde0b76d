/** What is left in a namespace that goes away. @k8s pkg/controller/namespace/deletion/namespaced_resources_deleter.go */
import type { KindDefinition, KubeObject, Pod } from '../../api/index.ts';
import { isPodTerminal } from '../../api/index.ts';
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

const FINALIZER_SECONDS = 15;

/** Pods may need their grace period, counted from the namespace's deletion. */
export function podSeconds(pods: readonly Pod[], deletedAt: string | undefined, now: number): number {
  const longest = Math.max(0, ...pods.filter((pod) => !isPodTerminal(pod)).map((pod) => pod.spec?.terminationGracePeriodSeconds ?? 0));
  return now - (parseTimestamp(deletedAt) ?? now) >= longest * 1000 ? 0 : longest;
}

/** @param left what is there after everything of the kind was asked to go */
export function judge(namespace: string, { kind }: Content, left: readonly KubeObject[], graceSeconds: number): Removal {
  const none = { remaining: 0, finalizers: new Map<string, number>() };
  if (left.length === 0) return { estimateSeconds: 0, ...none };
  if (graceSeconds > 0) return { estimateSeconds: graceSeconds, ...none };
  const finalizers = new Map<string, number>();
  for (const object of left) for (const finalizer of object.metadata?.finalizers ?? []) finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
  if (finalizers.size > 0) return { estimateSeconds: FINALIZER_SECONDS, remaining: left.length, finalizers };
  return {
    estimateSeconds: 0, remaining: left.length, finalizers,
    error: `unexpected items still remain in namespace: ${namespace} for gvr: ${kind.group}/${kind.version}, Resource=${kind.plural}`,
  };
}
