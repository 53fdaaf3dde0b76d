import { ALL_KINDS, KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { isDeleting, nameOf } from '../owners.ts';
import type { Content } from './content.ts';
import { BY, reconcileNamespace } from './reconcile.ts';

/** So that several API servers agree that the namespace goes before anything is deleted. */
const GRACE_MS = 5000;
const CALL_MS = 10;

const NAMESPACED = ALL_KINDS.filter(({ namespaced, verbs }) => namespaced && verbs.includes('delete') && verbs.includes('list'));

export const createNamespaceController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const namespaces = client.informer(KINDS.Namespace);
  const contentOf = (name: string): readonly Content[] => NAMESPACED.map((kind) => ({ kind, objects: client.informer(kind).list(name) })).filter(({ objects }) => objects.length > 0);
  const loop = createLoop(context, {
    source: BY, workers: 10, callMs: CALL_MS,
    reconcile: (name) => {
      const namespace = namespaces.get(undefined, name);
      if (namespace === undefined) return undefined;
      return reconcileNamespace({ namespace, content: () => contentOf(name), now: () => clock.now, at: () => rfc3339(clock.now) });
    },
  });
  const stop = namespaces.onChange(({ type, object }) => { if (type !== 'DELETED' && isDeleting(object)) loop.add(nameOf(object), GRACE_MS); });
  return () => { stop(); loop.stop(); };
});
