import { ALL_KINDS, KINDS, type KindDefinition } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { rfc3339 } from '../../time/index.ts';
import { component } from '../component.ts';
import { createCustomKinds } from '../customKinds.ts';
import { createLoop } from '../loop.ts';
import { isDeleting, nameOf } from '../owners.ts';
import type { Content } from './content.ts';
import { BY, reconcileNamespace } from './reconcile.ts';

/** So that several API servers agree that the namespace goes before anything is deleted. */
const GRACE_MS = 5000;
const CALL_MS = 10;
/** @k8s pkg/controller/namespace/namespace_controller.go nsControllerRateLimiter */
const REST_MS = { first: 5, longest: 60_000 };

const NAMESPACED = (ALL_KINDS as readonly KindDefinition[]).filter(({ namespaced, verbs, view, virtual }) =>
  namespaced && view === undefined && virtual === undefined && verbs.includes('delete') && verbs.includes('list'));

export const createNamespaceController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const namespaces = client.informer(KINDS.Namespace);
  const services = client.informer(KINDS.APIService);
  const custom = createCustomKinds(client);
  const contentOf = (name: string): readonly Content[] => [...NAMESPACED, ...custom.all().filter(({ namespaced }) => namespaced)]
    .map((kind) => ({ kind, objects: client.informer(kind).list(name) })).filter(({ objects }) => objects.length > 0);
  const stale = (): readonly string[] => services.list().filter(({ spec, status }) =>
    spec?.service !== undefined && status?.conditions?.some(({ type, status: is }) => type === 'Available' && is !== 'True') === true)
    .map(({ spec }) => `${spec?.group ?? ''}/${spec?.version ?? ''}`);
  const loop = createLoop(context, {
    source: BY, workers: 10, callMs: CALL_MS, restMs: REST_MS,
    reconcile: (name) => {
      const namespace = namespaces.get(undefined, name);
      if (namespace === undefined) return undefined;
      return reconcileNamespace({
        namespace, stale, content: () => contentOf(name), objectsOf: (kind) => client.informer(kind).list(name), now: () => clock.now, at: () => rfc3339(context.wall.now),
      });
    },
  });
  const stop = namespaces.onChange(({ type, object }) => { if (type !== 'DELETED' && isDeleting(object)) loop.add(nameOf(object), GRACE_MS); });
  return () => { stop(); loop.stop(); };
});
