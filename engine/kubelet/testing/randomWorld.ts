/** Random pods in one world with what happens to them, every write looked at, and nothing left at the end. */
import type { Event, Pod } from '../../api/index.ts';
import { KINDS } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { createRandom } from '../../time/index.ts';
import { blockedWithoutReason, createPodWatch, type Breach } from './podRules.ts';
import { randomNodeFaults, randomPod, type NodeFault, type PodFault, type RandomPod } from './randomPod.ts';
import { BECAUSE, createTestWorld, type TestWorld } from './testWorld.ts';

export type RandomWorldOptions = {
  readonly seed: string;
  readonly pods: number;
  /** Virtual seconds from the first pod to the deletion of all. */
  readonly seconds: number;
  /** Only these of them, as they would be: to find what one pod does. */
  readonly only?: readonly string[];
  readonly nodeFaults?: boolean;
};
export type RandomWorldResult = { readonly breaches: readonly Breach[]; readonly pods: readonly RandomPod[]; readonly nodeFaults: readonly NodeFault[]; readonly world: TestWorld; readonly phases: { readonly [phase: string]: number } };

const SETTINGS = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' }, data: { level: 'high', colour: 'red' } };
const LOGIN = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login', namespace: 'default' }, data: { password: 'c2VjcmV0' } };
const MISSING = [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'missing', namespace: 'default' }, data: { level: 'late' } },
  { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'missing', namespace: 'default' }, data: { a: 'Yg==' } },
];
/** Longest grace period and hook drawn, and some. */
const DELETION_LIMIT_S = 150;

export function runRandomWorld(options: RandomWorldOptions): RandomWorldResult {
  const world = createTestWorld({ seed: options.seed });
  const { clock, store } = world;
  for (const object of [SETTINGS, LOGIN]) world.create(object as never); // written out above
  const watch = createPodWatch(world.made);
  store.subscribe(undefined, (change) => watch.take(change));
  const idle = world.pendingTimers();
  const lifeMs = options.seconds * 1000;
  const dice = createRandom(options.seed);
  const pods = Array.from({ length: options.pods }, (_, i) => randomPod(`${options.seed}/${i}`, `pod-${i}`, lifeMs));
  const nodeFaults = options.nodeFaults === false ? [] : randomNodeFaults(options.seed, lifeMs);
  const refused: string[] = [];
  for (const pod of pods) {
    const born = dice.int('born', 0, Math.trunc(lifeMs / 2));
    if (options.only !== undefined && !options.only.includes(pod.name)) continue;
    clock.after(born, () => {
      try { world.run(pod.manifest.spec ?? {}, pod.name, pod.manifest.metadata); } catch (error) { refused.push(`${pod.name}: ${String(error)}`); }
    });
    for (const fault of pod.faults) clock.after(born + fault.at, () => { befall(world, pod, fault); });
  }
  for (const fault of nodeFaults) clock.after(fault.at, () => { befallNode(world, fault); });
  clock.advance(lifeMs + 20_000);
  const breaches: Breach[] = [...watch.breaches];
  const tell = (pod: string, rule: string, text: string): void => { breaches.push({ pod, rule, text, time: clock.now }); };
  for (const text of refused) tell(text.split(':')[0] ?? '', 'the generator draws what the server takes', text);
  const phases: { [phase: string]: number } = {};
  const allEvents = store.list('events', 'default') as readonly Event[];
  for (const pod of store.list('pods', 'default') as readonly Pod[]) {
    phases[pod.status?.phase ?? ''] = (phases[pod.status?.phase ?? ''] ?? 0) + 1;
    const name = pod.metadata?.name ?? '';
    const blocked = blockedWithoutReason(pod, allEvents.filter((event) => event.involvedObject.name === name));
    if (blocked !== undefined) tell(name, 'no pod stands still without a word', blocked);
  }
  removeAll(world, tell);
  for (const breach of watch.breaches.slice(breaches.length)) breaches.push(breach);
  const left = world.made.left();
  for (const what of left) tell(what.split(' ')[0] ?? '', 'nothing is left of a deleted pod', what);
  if (world.pendingTimers() > idle + 1) tell('', 'nothing is left of a deleted pod', `${world.pendingTimers() - idle} timers`);
  return { breaches: [...new Map([...breaches, ...watch.breaches].map((b) => [`${b.pod} ${b.rule}`, b])).values()], pods, nodeFaults, world, phases };
}

function removeAll(world: TestWorld, tell: (pod: string, rule: string, text: string) => void): void {
  const names = (): string[] => world.store.list('pods', 'default').map((pod) => pod.metadata?.name ?? '');
  for (const name of names()) world.client.delete(KINDS.Pod, 'default', name, BECAUSE);
  world.seconds(DELETION_LIMIT_S);
  for (const name of names()) tell(name, 'a deleted pod goes', JSON.stringify(world.pod(name)?.status ?? {}));
}

const call = (world: TestWorld, pod: string, subresource: string, body: JsonObject, type = 'strategic-merge-patch'): void => {
  world.api.handle({ method: 'PATCH', path: `/api/v1/namespaces/default/pods/${pod}${subresource}`, headers: { 'content-type': `application/${type}+json` }, body, because: BECAUSE });
};

/** Does it, as far as the server lets it be done. */
export function befall(world: TestWorld, { name, manifest }: RandomPod, fault: PodFault): void {
  const pod = world.pod(name);
  if (pod === undefined) return;
  switch (fault.what) {
    case 'kill': {
      const status = [...pod.status?.initContainerStatuses ?? [], ...pod.status?.containerStatuses ?? []].find((s) => s.name === fault.container);
      world.runtime.machine((status?.containerID ?? '').replace(/^\w+:\/\//, ''))?.processes.kill(1, 'KILL');
      return;
    }
    case 'delete': world.client.delete(KINDS.Pod, 'default', name, BECAUSE, fault.grace === undefined ? {} : { gracePeriodSeconds: fault.grace }); return;
    case 'resize': call(world, name, '/resize', { spec: { containers: [{ name: fault.container, resources: fault.resources }] } }); return;
    case 'image': call(world, name, '', { spec: { containers: [{ name: fault.container, image: fault.image }] } }); return;
    case 'debug': call(world, name, '/ephemeralcontainers', { spec: { ephemeralContainers: [{ name: fault.name, image: 'busybox:1.36', command: ['sh', '-c', fault.script] }] } }); return;
    case 'gate': call(world, name, '/status', { status: { conditions: [{ type: manifest.spec?.readinessGates?.[0]?.conditionType ?? '', status: fault.status }] } }); return;
    case 'label': call(world, name, '', { metadata: { labels: { seen: 'yes' } } }, 'merge-patch'); return;
    case 'deadline': call(world, name, '', { spec: { activeDeadlineSeconds: 20 } }, 'merge-patch'); return;
    case 'create missing objects':
      for (const object of MISSING) world.api.handle({ method: 'POST', path: `/api/v1/namespaces/default/${object.kind === 'Secret' ? 'secrets' : 'configmaps'}`, body: object, because: BECAUSE });
  }
}

export function befallNode(world: TestWorld, fault: NodeFault): void {
  world.kubelet.stop();
  if (fault.what === 'power loss') world.runtime.powerOff();
  world.clock.after(fault.forMs, () => { world.kubelet.start(); });
}

/** Everything that somebody needs to see it again. */
export function report(options: RandomWorldOptions, { breaches, pods, nodeFaults }: RandomWorldResult): string {
  return breaches.slice(0, 5).map((breach) => {
    const pod = pods.find((p) => p.name === breach.pod);
    return [`${breach.rule}: ${breach.pod} at ${breach.time}: ${breach.text}`, `replay: runRandomWorld(${JSON.stringify(options)})`,
      `node: ${JSON.stringify(nodeFaults)}`, `faults: ${JSON.stringify(pod?.faults ?? [])}`, `manifest: ${JSON.stringify(pod?.manifest ?? {})}`].join('\n');
  }).join('\n\n');
}
