/** Pods carry the region and zone of their node. @k8s plugin/pkg/admission/podtopologylabels/admission.go */
import type { Node, Pod } from '../../api/index.ts';
import type { Store } from '../../store/index.ts';
import type { AdmissionPlugin } from './types.ts';

const KEYS = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'];

/** What a pod gets from the node that it is on; undefined for a node without places. */
export function topologyLabels(store: Store, node: string): { readonly [key: string]: string } | undefined {
  const labels = (store.get('nodes', node) as Node | undefined)?.metadata?.labels ?? {}; // the resource tells the type
  const found = KEYS.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]] as const]));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

export const podTopologyLabels: AdmissionPlugin = {
  name: 'PodTopologyLabels',
  idle: (operation, subresource) => operation !== 'CREATE' || subresource !== undefined,
  resources: ['pods'],
  admit({ operation, resource, subresource }, object, { store }) {
    const pod = object as Pod; // checked next
    const node = pod.spec?.nodeName ?? '';
    if (operation !== 'CREATE' || resource !== 'pods' || subresource !== undefined || node === '') return object;
    const labels = topologyLabels(store, node);
    return labels === undefined ? pod : { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata?.labels, ...labels } } };
  },
};
