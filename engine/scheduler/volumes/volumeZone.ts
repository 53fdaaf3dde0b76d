import { storageClassOf, type PersistentVolume, type Pod } from '../../api/index.ts';
import { rejection, type Filter } from '../plugin.ts';
import type { Claims } from './claims.ts';

const CONFLICT = rejection('node(s) had no available volume zone', false);
const [OLD_ZONE, OLD_REGION, ZONE, REGION] = ['failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
const KEYS = [OLD_ZONE, OLD_REGION, ZONE, REGION];
const NEWER: { readonly [key: string]: string } = { [OLD_ZONE]: ZONE, [OLD_REGION]: REGION };

type Topology = { readonly key: string; readonly values: readonly string[] };

/** `a__b` names several zones; an empty part spoils the label. @k8s component-helpers/storage LabelZonesToSet */
function topologiesOf({ metadata }: PersistentVolume): readonly Topology[] {
  return KEYS.flatMap((key): Topology[] => {
    const values = metadata?.labels?.[key]?.split('__').map((value) => value.trim());
    return values === undefined || values.includes('') ? [] : [{ key, values }];
  });
}

/** @k8s volume_zone.go getPVbyPod */
function ofPod(claims: Claims): readonly Topology[] | { readonly rejected: string } {
  const found: Topology[] = [];
  for (const { name, ephemeral } of claims.wanted) {
    if (ephemeral) continue;
    const claim = claims.claim(name);
    if (claim === undefined) return { rejected: `persistentvolumeclaim "${name}" not found` };
    const volumeName = claim.spec?.volumeName ?? '';
    if (volumeName !== '') {
      const volume = claims.volume(volumeName);
      if (volume === undefined) return { rejected: `persistentvolume "${volumeName}" not found` };
      found.push(...topologiesOf(volume));
      continue;
    }
    const className = storageClassOf(claim);
    if (className === '') return { rejected: 'PersistentVolumeClaim had no pv name and storageClass name' };
    const storageClass = claims.class(className);
    if (storageClass === undefined) return { rejected: `storageclass.storage.k8s.io "${className}" not found` };
    if (storageClass.volumeBindingMode !== 'WaitForFirstConsumer') return { rejected: 'PersistentVolume had no name' };
  }
  return found;
}

const claimed = ({ spec }: Pod, name: string | undefined): boolean => (spec?.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === name);
const sameTopologies = (a: PersistentVolume, b: PersistentVolume): boolean => JSON.stringify(topologiesOf(a)) === JSON.stringify(topologiesOf(b));

/** A volume with the label of a zone goes to nodes of that zone. @k8s pkg/scheduler/framework/plugins/volumezone/volume_zone.go */
export const volumeZone: Filter = {
  name: 'VolumeZone',
  prepare: (_, { claims }) => {
    const topologies = claims === undefined ? [] : ofPod(claims);
    if ('rejected' in topologies) return topologies;
    if (topologies.length === 0) return undefined;
    return {
      filter: ({ labels }) => {
        if (!KEYS.some((key) => labels[key] !== undefined)) return undefined;
        const fits = topologies.every(({ key, values }) => { const value = labels[key] ?? labels[NEWER[key] ?? key]; return value !== undefined && values.includes(value); });
        return fits ? undefined : CONFLICT;
      },
    };
  },
  events: [
    { resource: 'StorageClass', actions: ['Add'], hint: (_, { now }) => now?.volumeBindingMode === 'WaitForFirstConsumer' },
    { resource: 'Node', actions: ['Add', 'UpdateLabel'] },
    { resource: 'PersistentVolumeClaim', actions: ['Add', 'Update'], hint: ({ pod }, { now }) => now?.metadata?.namespace === pod.metadata?.namespace && claimed(pod, now?.metadata?.name) },
    { resource: 'PersistentVolume', actions: ['Add', 'Update'], hint: (_, { old, now }) => old === undefined || now === undefined || !sameTopologies(old, now) },
  ],
};
