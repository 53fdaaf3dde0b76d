/** A machine of a preset as its kubelet registers it. @k8s golden world/objects/nodes */
import type { Ids } from '../time/index.ts';
import type { NodeDescription } from '../kubelet/index.ts';
import type { MachineSettings, Preset } from './presets.ts';

export function nodeDescription(machine: MachineSettings, preset: Preset, ids: Ids): NodeDescription {
  const machineID = preset.machineID ?? ids.hex(32);
  const disk = { capacity: '264212084Ki', allocatable: '243497856212' };
  const size = { cpu: '2', 'hugepages-1Gi': '0', 'hugepages-2Mi': '0', pods: '110' };
  return {
    name: machine.name,
    addresses: [{ type: 'InternalIP', address: machine.address }, { type: 'Hostname', address: machine.name }],
    capacity: { ...size, memory: '24684084Ki', 'ephemeral-storage': disk.capacity },
    allocatable: { ...size, memory: '24581684Ki', 'ephemeral-storage': disk.allocatable },
    ...(machine.podCIDR === undefined ? {} : { podCIDR: machine.podCIDR }),
    labels: {}, // the control plane's are set from outside
    taints: machine.taints,
    nodeInfo: {
      machineID, systemUUID: machineID, bootID: ids.uid(), kernelVersion: preset.kernelVersion, osImage: preset.osImage,
      containerRuntimeVersion: 'containerd://2.2.7', kubeletVersion: 'v1.36.3', kubeProxyVersion: '', operatingSystem: 'linux', architecture: 'amd64',
    },
  };
}
