import { jsonEqual, type Json } from '../../base/index.ts';
import type { Filter } from '../plugin.ts';
import { wantedBy } from './claims.ts';

/** Claims that are missing or unbound, and volumes that only some nodes reach. @k8s pkg/scheduler/framework/plugins/volumebinding/volume_binding.go */
export const volumeBinding: Filter = {
  name: 'VolumeBinding',
  prepare: (_, { claims }) => {
    if (claims === undefined) return undefined;
    const refused = claims.refused();
    if (refused !== undefined) return { rejected: refused };
    return {
      filter: ({ node }) => {
        const reasons = node === undefined ? [] : claims.onNode(node);
        return reasons.length === 0 ? undefined : { reasons, resolvable: false };
      },
    };
  },
  events: [
    {
      resource: 'StorageClass', actions: ['Add', 'Update'],
      hint: (_, { old, now }) => old === undefined || !jsonEqual((old.allowedTopologies ?? []) as unknown as Json, (now?.allowedTopologies ?? []) as unknown as Json), // API objects are JSON
    },
    {
      resource: 'PersistentVolumeClaim', actions: ['Add', 'Update'],
      hint: ({ pod }, { now }) => now?.metadata?.namespace === pod.metadata?.namespace && wantedBy(pod).some(({ name }) => name === now?.metadata?.name),
    },
    { resource: 'PersistentVolume', actions: ['Add', 'Update'] },
    { resource: 'Node', actions: ['Add', 'UpdateLabel'] },
    { resource: 'CSINode', actions: ['Add'] },
  ],
};
