import type { ClusterEvent, Filter, PreFilter } from '../plugin.ts';
import type { PodInfo } from '../nodeInfo.ts';

const concerns = ({ claims }: PodInfo, event: ClusterEvent): boolean =>
  event.type === 'volumeChanged' || event.type === 'nodeAdded' || (event.type === 'claimChanged' && claims?.keys.includes(event.claim) === true);

/** Claims that are missing or unbound, and volumes that only some nodes reach. @k8s pkg/scheduler/framework/plugins/volumebinding/volume_binding.go */
export const volumeBinding: Filter & PreFilter = {
  name: 'VolumeBinding',
  preFilter: ({ claims }) => (claims?.refused === undefined ? undefined : { rejected: claims.refused }),
  filter: ({ claims }, { node }) => {
    const reason = claims === undefined || node === undefined ? undefined : claims.onNode(node);
    return reason === undefined ? undefined : { reasons: [reason], resolvable: false };
  },
  wakes: concerns,
};

/** @k8s pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go */
export const volumeRestrictions: Filter = {
  name: 'VolumeRestrictions',
  filter: ({ claims }) => (claims?.taken === true
    ? { reasons: ['node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod'], resolvable: true } : undefined),
  wakes: (pod, event) => event.type === 'podGone' || concerns(pod, event),
};
