/** The machines of the cluster: those of the preset, and others that come and go by hand. */
import { KINDS, type Node } from '../api/index.ts';
import type { ApiServer } from '../apiserver/index.ts';
import type { Change, Client } from '../client/index.ts';
import { createClusterMachine, type ClusterMachine, type MachineParts } from './machine.ts';
import type { MachineSettings, Preset } from './presets.ts';
import { csiNode } from './systemObjects.ts';

export type MachineSet = {
  readonly all: ReadonlyMap<string, ClusterMachine>;
  /** A new machine like the workers: its kubelet registers it, and it gets its range of addresses. Undefined, or why not. */
  add(name: string): string | undefined;
  /** The machine goes away; its Node object stays until somebody deletes it. */
  remove(name: string): string | undefined;
};

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST_NAME = 63;
const FIRST_HOST = 2;
const LAST_HOST = 254;

/** The lowest address beside those of the workers that nobody has. */
function freeAddress(taken: ReadonlySet<string>, like: string): string | undefined {
  const net = like.replace(/\.\d+$/, '');
  const from = Number(like.split('.').at(-1) ?? FIRST_HOST);
  for (let host = Math.max(FIRST_HOST, from); host <= LAST_HOST; host++) if (!taken.has(`${net}.${host}`)) return `${net}.${host}`;
  return undefined;
}

export function createMachineSet(preset: Preset, parts: MachineParts, client: Client, api: ApiServer): MachineSet {
  const machines = new Map<string, ClusterMachine>(preset.machines.map((settings) => [settings.name, createClusterMachine(settings, parts)]));
  let follows = false;
  /** The network learns a machine's range from its Node, also when one that comes back gets another; a Node that is new has its list of storage drivers made by its kubelet. */
  const nodeChanged = ({ type, object }: Change<Node>): void => {
    const name = object.metadata?.name ?? '';
    const machine = machines.get(name);
    if (type === 'DELETED' || machine === undefined) return;
    const range = object.spec?.podCIDR ?? '';
    if (range !== '') machine.setPodRange(range);
    const uid = object.metadata?.uid ?? '';
    if (client.informer(KINDS.CSINode).get(undefined, name)?.metadata?.ownerReferences?.[0]?.uid !== uid) api.install([csiNode(name, uid)], 'kubelet', { by: 'kubelet', rule: 'a node tells its storage drivers' });
  };
  const follow = (): void => {
    if (follows) return;
    follows = true;
    client.informer(KINDS.Node).onChange((change) => { if (change.type === 'ADDED' || change.object.spec?.podCIDR !== change.old.spec?.podCIDR) nodeChanged(change); });
  };
  return {
    all: machines,
    add(name) {
      if (machines.has(name)) return `there is a machine ${name} already`;
      if (!NAME.test(name) || name.length > LONGEST_NAME) return `${JSON.stringify(name)} is no name for a machine: lower case letters, digits, "-" and "." are, ${LONGEST_NAME} at most`;
      const worker = preset.machines.find((each) => !each.controlPlane) ?? preset.machines[0];
      const address = freeAddress(new Set([...machines.values()].map(({ settings }) => settings.address)), worker?.address ?? '');
      if (address === undefined) return 'there is no address left for another machine';
      const settings: MachineSettings = { name, address, controlPlane: false, labels: {}, taints: [] };
      follow();
      const machine = createClusterMachine(settings, parts);
      machines.set(name, machine);
      machine.startKubelet();
      return undefined;
    },
    remove(name) {
      const machine = machines.get(name);
      if (machine === undefined) return `there is no machine ${name}`;
      if (machine.settings.controlPlane) return `${name} runs the control plane: without it there is no cluster`;
      machine.powerOff();
      machines.delete(name);
      parts.network.removeNode(name);
      parts.links.forget(name);
      return undefined;
    },
  };
}
