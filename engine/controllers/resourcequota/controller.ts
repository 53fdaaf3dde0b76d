import { ALL_KINDS, countsFor, isChargedPod, KINDS, sameObject, type KindDefinition, type KubeObject, type Pod, type ResourceQuota, type Service } from '../../api/index.ts';
import { jsonEqual, type Json, type JsonObject } from '../../base/index.ts';
import type { Change, Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, splitKey } from '../owners.ts';
import { createTimers } from '../timers.ts';
import { BY, reconcileQuota } from './reconcile.ts';

/** @k8s pkg/controller/resourcequota/config: resync of all quotas */
const RESYNC_MS = 300_000;
const CALL_MS = 2;
/** So many objects are counted in a millisecond: what changes meanwhile is counted together. */
const COUNTED_PER_MS = 100;

const resourceName = ({ plural, group }: KindDefinition): string => (group === '' ? plural : `${plural}.${group}`);

export const createResourceQuotaController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const quotas = client.informer(KINDS.ResourceQuota);
  const timers = createTimers(clock);
  // Every kind that lives in namespaces and is stored can be counted.
  const kinds = new Map((ALL_KINDS as readonly KindDefinition[]).filter(({ namespaced, virtual, view }) => namespaced && virtual === undefined && view === undefined).map((kind) => [resourceName(kind), kind]));
  const definitions = client.informer(KINDS.CustomResourceDefinition);
  /** Built-in, or defined while the cluster runs. */
  const kindCalled = (resource: string): KindDefinition | undefined => {
    const known = kinds.get(resource);
    if (known !== undefined) return known;
    const { spec } = definitions.get(undefined, resource) ?? {};
    const version = spec?.versions.find(({ storage }) => storage === true)?.name;
    if (spec === undefined || version === undefined || spec.scope !== 'Namespaced') return undefined;
    // Only its place in the store counts here.
    const kind: KindDefinition = { ...(KINDS.ConfigMap as unknown as KindDefinition), group: spec.group, version, kind: spec.names.kind, plural: spec.names.plural };
    kinds.set(resource, kind);
    return kind;
  };
  /** How many objects a quota was counted from. */
  const sizes = new Map<string, number>();
  const loop = createLoop(context, {
    source: BY, callMs: CALL_MS,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const quota = quotas.get(namespace, name);
      if (quota === undefined) { sizes.delete(key); return undefined; }
      let size = 0;
      return reconcileQuota(quota, (resource, place) => {
        const kind = kindCalled(resource);
        const objects = kind === undefined ? undefined : client.informer(kind).list(place);
        size += objects?.length ?? 0;
        sizes.set(key, size);
        return objects;
      }, clock.now);
    },
  });
  /** Quotas of the namespace that count objects of the resource. */
  const replenish = (resource: string, { metadata }: KubeObject): void => {
    for (const quota of quotas.list(metadata?.namespace)) {
      if (!Object.keys(quota.spec?.hard ?? {}).some((name) => countsFor(resource, name))) continue;
      loop.add(keyOf(quota), Math.trunc((sizes.get(keyOf(quota)) ?? 0) / COUNTED_PER_MS));
    }
  };
  const changed = (resource: string) => (change: Change<KubeObject>): void => {
    if (change.type === 'DELETED' || (change.type === 'MODIFIED' && gives(resource, change.old, change.object, clock.now))) replenish(resource, change.object);
  };
  const watched = new Map<string, () => void>();
  /** Kinds are watched from the first quota on that counts them. */
  const watchFor = (quota: ResourceQuota): void => {
    for (const name of Object.keys(quota.spec?.hard ?? {})) {
      if (name.startsWith('count/')) kindCalled(name.slice('count/'.length));
      for (const [resource, kind] of kinds) {
        if (watched.has(resource) || !countsFor(resource, name)) continue;
        watched.set(resource, client.informer(kind).onChange(changed(resource)));
      }
    }
  };
  const stop = quotas.onChange(({ type, object, old }) => {
    if (type === 'DELETED' || (type === 'MODIFIED' && sameObject(object.spec?.hard, old?.spec?.hard))) return;
    watchFor(object);
    loop.add(keyOf(object));
  });
  timers.every(RESYNC_MS, () => { for (const quota of quotas.list()) loop.add(keyOf(quota)); });
  return () => { stop(); for (const each of watched.values()) each(); timers.stop(); loop.stop(); };
});

/** Whether a change may free something. @k8s pkg/quota/v1/install/update_filter.go */
function gives(resource: string, old: KubeObject | undefined, next: KubeObject, now: number): boolean {
  switch (resource) {
    case 'pods': return podGives(old as Pod, next as Pod, now); // the resource tells the type
    case 'services': return chargedType(old as Service) !== chargedType(next as Service); // likewise
    case 'persistentvolumeclaims': return true;
    default: return false;
  }
}

const deadlined = ({ spec }: Pod): boolean => (spec?.activeDeadlineSeconds ?? -1) >= 0;
const resourcesOf = ({ status }: Pod): JsonObject =>
  Object.fromEntries([...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
    .map(({ name, resources }) => [name, (resources ?? null) as Json])); // API objects are plain JSON
/** Finished, of another scope, or resized. */
const podGives = (old: Pod, next: Pod, now: number): boolean =>
  (isChargedPod(old, now) && !isChargedPod(next, now)) || deadlined(old) !== deadlined(next)
  || (old.status !== next.status && differ(resourcesOf(old), resourcesOf(next)));
const differ = (old: JsonObject, next: JsonObject): boolean => Object.keys(old).some((name) => Object.hasOwn(next, name) && !jsonEqual(old[name], next[name]));
const chargedType = ({ spec }: Service): string => (spec?.type === 'NodePort' || spec?.type === 'LoadBalancer' ? spec.type : '');
