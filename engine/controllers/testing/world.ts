/** A small cluster for tests: API server, controllers and scheduler under one clock, and kubelets that only say Ready. */
import { KINDS, type KindDefinition, type KubeObject, type Node, type Pod } from '../../api/index.ts';
import { createApiServer, type ApiResponse } from '../../apiserver/index.ts';
import type { Json } from '../../base/index.ts';
import { createComponentContexts, type Component, type ComponentContext } from '../../client/index.ts';
import { createStore, type Store, type StoreChange } from '../../store/index.ts';
import { createClock, createIds, createRandom, rfc3339, type Clock } from '../../time/index.ts';

export type World = {
  readonly clock: Clock;
  readonly store: Store;
  readonly context: ComponentContext;
  start(...components: readonly Component[]): void;
  create<T extends KubeObject>(kind: KindDefinition<T>, object: T): T;
  patch<T extends KubeObject>(kind: KindDefinition<T>, name: string, patch: { readonly [key: string]: Json }, subresource?: 'status'): T;
  remove<T extends KubeObject>(kind: KindDefinition<T>, name: string, propagationPolicy?: 'Background' | 'Foreground' | 'Orphan'): void;
  get<T extends KubeObject>(kind: KindDefinition<T>, name: string): T | undefined;
  list<T extends KubeObject>(kind: KindDefinition<T>): readonly T[];
  run(ms: number): void;
  /** Messages of all events, in order of writing. */
  events(reason?: string): readonly string[];
  request(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: Json): ApiResponse;
};

export const NAMESPACE = 'default';
const because = { by: 'test', rule: 'test' };

export function createWorld(seed = 'world'): World {
  const clock = createClock(Date.parse('2026-11-21T12:00:00Z'));
  const random = createRandom(seed);
  const ids = createIds(random);
  const store = createStore({ clock });
  const server = createApiServer({ clock, ids, random, store, warnLimits: false });
  const context = createComponentContexts({ server, store, clock, random, ids })({ name: 'system:test', groups: ['system:masters'] });
  const { client } = context;
  const plain = <T extends KubeObject>(kind: KindDefinition<T>): string | undefined => (kind.namespaced ? NAMESPACE : undefined);
  const world: World = {
    clock, store, context,
    start(...components) { for (const component of components) component.start(); },
    create(kind, object) {
      const place = kind.namespaced ? { namespace: NAMESPACE } : {};
      const result = client.create(kind, { ...object, metadata: { ...place, ...object.metadata } }, because);
      if (!result.ok) throw new Error(result.status.message);
      return result.value;
    },
    patch(kind, name, patch, subresource) {
      const result = client.patch(kind, plain(kind), name, patch, because, subresource === undefined ? {} : { subresource });
      if (!result.ok) throw new Error(result.status.message);
      return result.value;
    },
    remove(kind, name, propagationPolicy) {
      client.delete(kind, plain(kind), name, because, propagationPolicy === undefined ? {} : { propagationPolicy });
    },
    get: (kind, name) => client.informer(kind).get(plain(kind), name),
    list: (kind) => client.informer(kind).list(plain(kind)),
    run: (ms) => clock.advance(ms),
    events: (reason) => client.informer(KINDS.Event).list().filter((event) => reason === undefined || event.reason === reason)
      .toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion)).map((event) => event.message ?? ''),
    request: (method, path, body) => server.handle({ method, path, ...(body === undefined ? {} : { body }) }),
  };
  world.create(KINDS.Namespace, { metadata: { name: NAMESPACE } });
  world.create(KINDS.ServiceAccount, { metadata: { name: 'default' } });
  return world;
}

/** A worker like those of the recordings. */
export function nodeNamed(name: string, more: Partial<Node> & { readonly cpu?: string; readonly memory?: string; readonly pods?: string } = {}): Node {
  const { cpu = '2', memory = '24684084Ki', pods = '110', ...rest } = more;
  const amounts = { cpu, memory, pods, 'ephemeral-storage': '243497856212' };
  const at = '2026-11-21T11:00:00Z';
  return {
    ...rest, metadata: { name, labels: { 'kubernetes.io/hostname': name }, ...rest.metadata },
    status: { capacity: amounts, allocatable: amounts, conditions: [{ type: 'Ready', status: 'True', lastHeartbeatTime: at, lastTransitionTime: at, reason: 'KubeletReady', message: 'kubelet is posting ready status' }], ...rest.status },
  };
}

export const MASTER_TAINT = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };

/** One tainted control plane and two workers. */
export function addNodes(world: World): void {
  const nodes = [nodeNamed('master01', { spec: { taints: [MASTER_TAINT] } }), nodeNamed('node01'), nodeNamed('node02')];
  for (const node of nodes) {
    world.create(KINDS.Node, node);
    const name = node.metadata?.name ?? '';
    world.patch(KINDS.Node, name, { status: node.status as Json }, 'status');
    // New nodes are tainted until somebody says that they are ready.
    world.patch(KINDS.Node, name, { spec: { taints: (node.spec?.taints ?? null) as Json } });
  }
}

type KubeletTimes = { readonly readyMs?: number; readonly staggerMs?: number; readonly stopMs?: number; readonly removeMs?: number; readonly ready?: (pod: Pod) => boolean };

/** Stands in for all kubelets: bound pods become Ready, deleted ones end and then go. */
export function fakeKubelets(world: World, times: KubeletTimes = {}): Component {
  const { readyMs = 1000, staggerMs = 0, stopMs = 300, removeMs = 600, ready = () => true } = times;
  const { clock, context: { client } } = world;
  let address = 1;
  const condition = (type: string, status: string) => ({ type, status, lastTransitionTime: rfc3339(clock.now) });
  const write = (pod: Pod, status: { readonly [key: string]: Json }): void => {
    client.patch(KINDS.Pod, pod.metadata?.namespace, pod.metadata?.name ?? '', { status }, { by: 'kubelet', rule: 'test' }, { subresource: 'status' });
  };
  return {
    name: 'fake-kubelets',
    start() {
      client.informer(KINDS.Pod).onChange(({ type, object: pod, old }) => {
        if (type === 'DELETED' || (pod.spec?.nodeName ?? '') === '') return;
        if ((old?.spec?.nodeName ?? '') === '') {
          const ip = `10.244.1.${address++}`;
          clock.after(readyMs + (address % 10) * staggerMs, () => {
            const now = client.informer(KINDS.Pod).get(pod.metadata?.namespace, pod.metadata?.name ?? '');
            if (now === undefined || now.metadata?.deletionTimestamp !== undefined) return;
            const scheduled = (now.status?.conditions ?? []).filter((c) => c.type === 'PodScheduled') as unknown as Json[];
            write(now, { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: [condition('Ready', ready(now) ? 'True' : 'False'), ...scheduled] });
          });
        }
        if (pod.metadata?.deletionTimestamp === undefined || old?.metadata?.deletionTimestamp !== undefined) return;
        clock.after(stopMs, () => write(pod, { phase: 'Succeeded', conditions: [condition('Ready', 'False')] }));
        clock.after(stopMs + removeMs, () => {
          client.delete(KINDS.Pod, pod.metadata?.namespace, pod.metadata?.name ?? '', { by: 'kubelet', rule: 'test' }, { gracePeriodSeconds: 0 });
        });
      });
    },
    stop() { /* lives as long as the test */ },
  };
}

/** Collects changes of some resources as short lines. */
export function watch(world: World, resources: readonly string[], line: (change: StoreChange) => string | undefined): string[] {
  const lines: string[] = [];
  for (const resource of resources) {
    world.store.subscribe(resource, (change) => {
      const text = line(change);
      if (text !== undefined && lines.at(-1) !== text) lines.push(text);
    });
  }
  return lines;
}

export const podSpec = (image = 'nginx:1.14.2', requests?: { readonly [key: string]: string }) => ({
  containers: [{ name: 'nginx', image, ...(requests === undefined ? {} : { resources: { requests } }) }],
});
