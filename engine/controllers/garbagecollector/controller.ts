import { apiVersionOf, type KindDefinition, type KubeObject } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { createTimers } from '../timers.ts';
import { createGraph, type Graph } from './graph.ts';
import { identityText } from './identity.ts';
import { createGarbageKinds } from './kinds.ts';
import { attemptToDelete, attemptToOrphan, BY, type Found, type Surroundings } from './reconcile.ts';

/** @k8s golden: owner DELETED → dependents 14–66 ms later; an orphan deletion takes 0–19 ms in all */
const FOLLOW_MS = 12;
const SOON_MS = 2;
const CALL_MS = 4;
/** So often the kinds that are served are asked for. @k8s cmd/kube-controller-manager/app/core.go garbageCollectorController.Run */
const SYNC_MS = 30_000;
const SOURCE = 'garbage-collector-controller';

export const createGarbageCollector = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const recorder = context.recorder(SOURCE);
  const timers = createTimers(clock);
  const kinds = createGarbageKinds(client);
  const find: Surroundings['find'] = ({ apiVersion, kind: name, ...place }): Found => {
    const kind = kinds.find(apiVersion, name);
    if (kind === undefined) return 'unknown kind';
    if (kind.namespaced && place.namespace === '') return 'no namespace';
    const answer = client.get(kind.view?.kind ?? kind, place.namespace, place.name);
    if (answer.ok) return { kind, object: answer.value };
    return answer.status.code === 404 ? 'absent' : answer.status;
  };
  const around: Surroundings = {
    find,
    absent: (identity) => { timers.after(1, () => graph.absent(identity)); },
    attemptToDelete: ({ identity }) => deletions.add(identity.uid),
  };
  const deletions = createLoop(context, {
    source: BY, workers: 20, callMs: CALL_MS,
    reconcile: (uid) => { const node = graph.at(uid); return node && attemptToDelete(node, around); },
  });
  const orphanings = createLoop(context, {
    source: BY, workers: 20, callMs: CALL_MS,
    reconcile: (uid) => { const node = graph.at(uid); return node && attemptToOrphan(node, around); },
  });
  const graph: Graph = createGraph({
    attemptToDelete: ({ identity }, soon) => deletions.add(identity.uid, soon ? SOON_MS : FOLLOW_MS),
    attemptToOrphan: ({ identity }) => orphanings.add(identity.uid, SOON_MS),
    invalidNamespace({ identity }, { apiVersion, kind, name, uid }) {
      const { namespace } = identity;
      const metadata = { name: identity.name, uid: identity.uid, ...(namespace === '' ? {} : { namespace }) };
      const about: KubeObject = { apiVersion: identity.apiVersion, kind: identity.kind, metadata };
      const owner = identityText({ apiVersion, kind, name, uid, namespace });
      recorder.event(about, 'Warning', 'OwnerRefInvalidNamespace', `ownerRef ${owner} does not exist in namespace ${JSON.stringify(namespace)}`);
    },
  });
  const follow = (kind: KindDefinition): (() => void) => {
    const type = { apiVersion: apiVersionOf(kind), kind: kind.kind };
    return client.informer(kind).onChange((change) => {
      const { object, old } = change;
      if (change.type === 'DELETED') { graph.changed(type, undefined, object); return; }
      // Most changes are none of these.
      if (old?.metadata !== undefined && old.metadata.ownerReferences === object.metadata?.ownerReferences && old.metadata.finalizers === object.metadata?.finalizers
        && old.metadata.deletionTimestamp === object.metadata?.deletionTimestamp) return;
      graph.changed(type, object, old);
    });
  };
  const stops = kinds.builtIn().map(follow);
  const custom = new Map<string, () => void>();
  const sync = (): void => {
    const served = new Map(kinds.custom().map((kind) => [`${apiVersionOf(kind)}/${kind.plural}`, kind]));
    for (const [name, stop] of custom) if (!served.has(name)) { stop(); custom.delete(name); }
    for (const [name, kind] of served) if (!custom.has(name)) custom.set(name, follow(kind));
  };
  sync();
  const since = clock.now;
  let due = -1;
  stops.push(kinds.onChange(() => {
    const next = since + (Math.trunc((clock.now - since) / SYNC_MS) + 1) * SYNC_MS;
    if (next === due) return;
    due = next;
    timers.after(next - clock.now, sync);
  }));
  return () => { for (const stop of [...stops, ...custom.values()]) stop(); timers.stop(); deletions.stop(); orphanings.stop(); };
});
