/** Hands each change of a Pod to the one kubelet that it concerns: one look per change, however many nodes there are. */
import { KINDS, type Pod } from '../api/index.ts';
import type { Change, ComponentContext } from '../client/index.ts';
import { TIMINGS } from './timings.ts';

export type PodsOnNodes = {
  /** The node's pods come as ADDED first. Returns how to stop. */
  subscribe(node: string, handler: (change: Change<Pod>) => void): () => void;
  /** The present pods of a node. */
  list(node: string): readonly Pod[];
};

export function createPodsOnNodes(context: ComponentContext): PodsOnNodes {
  const informer = context.client.informer(KINDS.Pod);
  informer.addIndex('nodeName', (pod) => (pod.spec?.nodeName === undefined ? [] : [pod.spec.nodeName]), ({ spec }) => spec?.nodeName);
  const handlers = new Map<string, (change: Change<Pod>) => void>();
  let listening = false;

  const deliver = (change: Change<Pod>): void => {
    const node = change.object.spec?.nodeName;
    if (node === undefined) return;
    const handler = handlers.get(node);
    if (handler === undefined) return;
    // For its kubelet a pod begins when it is bound.
    const bound = change.type === 'MODIFIED' && change.old.spec?.nodeName !== node;
    handler(bound ? { type: 'ADDED', object: change.object, old: undefined } : change);
  };
  return {
    list: (node) => informer.by('nodeName', node),
    subscribe(node, handler) {
      handlers.set(node, handler);
      const timer = context.clock.after(0, () => {
        for (const object of informer.by('nodeName', node)) handler({ type: 'ADDED', object, old: undefined });
      });
      if (!listening) { listening = true; informer.onChange(deliver, TIMINGS.podSourceMs); }
      return () => { context.clock.cancel(timer); handlers.delete(node); };
    },
  };
}
