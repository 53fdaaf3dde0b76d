/** A machine of a preset as its kubelet registers it. @k8s golden world/objects/nodes */
import type { Ids } from '../time/index.ts';
import type { NodeDescription } from '../kubelet/index.ts';
import type { MachineSettings, Preset } from './presets.ts';

export function nodeDescription(machine: MachineSettings, preset: Preset, ids: Ids): NodeDescription {
  const machineID = ids.hex(32);
  const disk = { capacity: '264212084Ki', allocatable: '243497856212' };
  const size = { cpu: '2', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0', pods: '110' };
  return {
    name: machine.name,
    addresses: [{ type: 'InternalIP', address: machine.address }, { type: 'Hostname', address: machine.name }],
    capacity: { ...size, memory: '24684084Ki', 'ephemeral-storage': disk.capacity },
    allocatable: { ...size, memory: '24581684Ki', 'ephemeral-storage': disk.allocatable },
    podCIDR: machine.podCIDR,
    labels: machine.labels,
    taints: machine.taints,
    nodeInfo: {
      architecture: 'amd64', bootID: ids.uid(), containerRuntimeVersion: 'containerd://2.2.7', kernelVersion: preset.kernelVersion,
      kubeProxyVersion: '', kubeletVersion: 'v1.36.3', machineID, operatingSystem: 'linux', osImage: preset.osImage, systemUUID: machineID,
    },
  };
}
