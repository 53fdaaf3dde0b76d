/** The pods of one node as its kubelet hears of them: nothing while the way to the API server is closed, and all that it has missed then. */
import type { Pod } from '../api/index.ts';
import { changeBetween, type Change, type Link } from '../client/index.ts';
import type { PodsOnNodes } from '../kubelet/index.ts';

const keyOf = ({ metadata }: Pod): string => `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}`;

export function createLinkedPods(pods: PodsOnNodes, node: string, link: Link): PodsOnNodes {
  let then: readonly Pod[] | undefined;
  let listener: ((change: Change<Pod>) => void) | undefined;
  const tell = (old: Pod | undefined, now: Pod | undefined): void => {
    // Another pod of the same name is another pod.
    if (old !== undefined && now !== undefined && old.metadata?.uid !== now.metadata?.uid) { tell(old, undefined); tell(undefined, now); return; }
    const change = changeBetween(old, now);
    if (change !== undefined) listener?.(change);
  };
  link.onFreeze(() => { then = pods.list(node); });
  link.onOpen(() => {
    if (then === undefined) return;
    const before = new Map(then.map((pod) => [keyOf(pod), pod]));
    then = undefined;
    for (const now of pods.list(node)) { tell(before.get(keyOf(now)), now); before.delete(keyOf(now)); }
    for (const old of before.values()) tell(old, undefined);
  });
  return {
    list: (name) => (then !== undefined && name === node ? then : pods.list(name)),
    subscribe(name, handler) {
      listener = handler;
      const stop = pods.subscribe(name, (change) => { if (link.knows(change.object)) handler(change); });
      return () => { listener = undefined; stop(); };
    },
  };
}
