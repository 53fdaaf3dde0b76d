/** Registers the node, renews its lease, reports its status. @k8s pkg/kubelet/kubelet_node_status.go, golden cluster/node-leases */
import { KINDS, type Lease, type Node, type NodeStatus } from '../../api/index.ts';
import { createMergePatch, jsonEqual, type Json, type JsonObject } from '../../base/index.ts';
import { node as nodeDriver, type NodeContext, type Snapshot } from '../../machines/index.ts';
import { isOutage, type Informer } from '../../client/index.ts';
import type { TimerId } from '../../time/index.ts';
import { send, type Life } from '../lives.ts';
import { micros } from '../times.ts';
import type { Kit } from '../types.ts';
import { nodeEvent, statusEvent } from './events.ts';
import { NETWORK_NOT_READY, newNode, nodeResources, nodeStatus } from './nodeObject.ts';
import { PRESSURES, readyErrors, type PressureType } from './state.ts';

export type NodeAgent = { life(): Snapshot<NodeContext>; start(): void; stop(): void; /** The API server answers again. */ reconnect(): void; /** At once. */ report(): void; /** Something in the status has changed: it is looked at every ten seconds. */ reportSoon(): void };

const LEASES = 'kube-node-lease';
const RETRY_MS = 7000;
/** The runtime looks for its network's configuration. @k8s golden cluster/node-deleted-and-rejoined */
const NETWORK_LOOK_MS = 5000;
const STATUS_LOOK_MS = 10_000;

/** @param onTick every ten seconds */
export function createNodeAgent(kit: Kit, onTick: () => void): NodeAgent {
  const { clock, client } = kit.context;
  const life: Life<Parameters<typeof nodeDriver.step>[0]['context']> = { life: nodeDriver.start(), timers: undefined };
  let networkReady = false;
  let retry: TimerId | undefined;
  let soon: TimerId | undefined;
  let seen: NodeStatus['capacity'];
  let leaseWaits = false;
  /** What was last written of the conditions; others may have written theirs since. */
  let written: NodeStatus['conditions'];
  let unsent = false;
  /** What was last told of the conditions, in events. */
  let told: Told = NOTHING_TOLD;
  let nodes: Informer<Node> | undefined;
  let leases: Informer<Lease> | undefined;
  const because = (rule: string) => ({ by: kit.by, rule, cause: `nodes/${kit.nodeName}` });
  const alive = because('the kubelet is alive');
  const present = (): Node | undefined => (nodes ??= client.informer(KINDS.Node)).get(undefined, kit.nodeName);

  const tell = (event: Parameters<typeof nodeDriver.step>[1]): void => send(clock, nodeDriver, life, event, (effect) => {
    if (effect.type === 'renewLease') tick();
    if (effect.type === 'reportStatus') report();
  });

  function tick(): void {
    renewLease();
    const { status } = present() ?? NO_NODE;
    correctResources(status);
    onTick();
    if (errors().join() !== told.errors || isOverwritten(status)) report();
  }
  /** A Node of this name that exists already is taken over. */
  function register(): void {
    if (present() === undefined) {
      leaseWaits = true;
      const result = client.create(KINDS.Node, newNode(kit), because('the kubelet registers its node'));
      if (!result.ok) { retry = clock.after(RETRY_MS, () => { retry = undefined; register(); }); return; }
    }
    tell({ type: 'kubeletStarted' });
    // @k8s golden cluster/node-get-describe
    nodeEvent(kit, 'Warning', 'InvalidDiskCapacity', 'invalid capacity 0 on image filesystem');
    for (const type of PRESSURES) statusEvent(kit, CHANGES[type][0]);
    nodeEvent(kit, 'Normal', 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
    if (networkReady) { tell({ type: 'conditionsComputed', ready: told.errors === '' }); statusEvent(kit, 'NodeReady'); }
    else retry = clock.after(kit.options.networkReadyAfterMs ?? 1000, () => { retry = undefined; becomeReady(); });
  }
  function becomeReady(): void {
    if (kit.options.networkReady?.() === false) { retry = clock.after(NETWORK_LOOK_MS, () => { retry = undefined; becomeReady(); }); return; }
    networkReady = true;
    report();
  }
  const errors = (): readonly string[] => readyErrors(kit.state, clock.now, networkReady ? undefined : NETWORK_NOT_READY);

  /** In the order of the conditions. */
  function tellChanges(now: readonly string[]): void {
    for (const type of PRESSURES) {
      if (told[type] === kit.state.pressure[type]) continue;
      told[type] = kit.state.pressure[type];
      statusEvent(kit, CHANGES[type][told[type] ? 1 : 0]);
    }
    const before = told.errors;
    told.errors = now.join();
    if ((before === '') === (told.errors === '')) return;
    tell({ type: 'conditionsComputed', ready: told.errors === '' });
    statusEvent(kit, told.errors === '' ? 'NodeReady' : 'NodeNotReady');
  }
  function report(): void {
    const object = present();
    if (object === undefined) return;
    const before = object.status ?? {};
    const now = errors();
    const next = { ...before, ...nodeStatus(kit, now, before) };
    const patch = createMergePatch(before as unknown as JsonObject, next as unknown as JsonObject);
    const result = client.patch(KINDS.Node, undefined, kit.nodeName, { status: patch }, because('the node reports its status'), { subresource: 'status' });
    unsent = !result.ok && isOutage(result.status);
    if (result.ok) written = result.value.status?.conditions;
    tellChanges(now);
  }
  /** The status is compared with what is in the API every ten seconds. @k8s pkg/kubelet/kubelet_node_status.go tryUpdateNodeStatus, nodeStatusHasChanged */
  function isOverwritten(status: NodeStatus | undefined): boolean {
    if (unsent) return true;
    const conditions = status?.conditions;
    if (written === undefined || conditions === written) return false;
    const differs = [...PRESSURES, 'Ready'].some((type) => {
      const [own, there] = [written, conditions].map((list) => list?.find((each) => each.type === type)?.status);
      return own !== there;
    });
    if (!differs) written = conditions;
    return differs;
  }
  /** Somebody else has changed the capacity: looked for with every tenth second. */
  function correctResources(status: NodeStatus | undefined): void {
    if (status === undefined || status.capacity === seen) return;
    seen = status.capacity;
    const { capacity, allocatable } = nodeResources(kit, status);
    if (!jsonEqual([capacity, allocatable] as Json, [status.capacity, status.allocatable] as Json)) report();
  }
  function renewLease(): void {
    const renewTime = micros(kit.context.wall.now);
    leases ??= client.informer(KINDS.Lease);
    const lease = leases.get(LEASES, kit.nodeName);
    if (lease !== undefined) {
      client.patch(KINDS.Lease, LEASES, kit.nodeName, { spec: { renewTime } }, alive);
      return;
    }
    // The first attempt comes before the node is registered, and without its owner no lease is made.
    // @k8s k8s.io/component-helpers/apimachinery/lease/controller.go ensureLease, golden world/objects/leases.jsonl
    const owner = leaseWaits ? undefined : present()?.metadata?.uid;
    leaseWaits = false;
    if (owner === undefined) return;
    client.create(KINDS.Lease, {
      apiVersion: 'coordination.k8s.io/v1', kind: 'Lease',
      metadata: { name: kit.nodeName, namespace: LEASES, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: kit.nodeName, uid: owner }] },
      spec: { holderIdentity: kit.nodeName, leaseDurationSeconds: 40, renewTime },
    }, alive);
  }
  return {
    life: () => life.life,
    report,
    reportSoon() { soon ??= clock.after(STATUS_LOOK_MS - (clock.now % STATUS_LOOK_MS), () => { soon = undefined; report(); }); },
    reconnect() { renewLease(); report(); },
    start() {
      networkReady ||= present() !== undefined || kit.options.networkReadyAfterMs === 0;
      told = { ...NOTHING_TOLD, errors: errors().join() };
      nodeEvent(kit, 'Normal', 'Starting', 'Starting kubelet.');
      register();
    },
    stop() {
      for (const timer of [retry, soon]) if (timer !== undefined) clock.cancel(timer);
      retry = soon = undefined;
      tell({ type: 'kubeletStopped' });
    },
  };
}
const NO_NODE: Partial<Node> = {};
type Told = { [type in PressureType]: boolean } & { errors: string };
const NOTHING_TOLD: Told = { MemoryPressure: false, DiskPressure: false, PIDPressure: false, errors: '' };
/** Events when a condition becomes False, and True. @k8s pkg/kubelet/nodestatus/setters.go */
const CHANGES: { readonly [type in PressureType]: readonly [string, string] } = {
  MemoryPressure: ['NodeHasSufficientMemory', 'NodeHasInsufficientMemory'], DiskPressure: ['NodeHasNoDiskPressure', 'NodeHasDiskPressure'],
  PIDPressure: ['NodeHasSufficientPID', 'NodeHasInsufficientPID'],
};
