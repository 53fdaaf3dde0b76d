/** A new node takes no pods until it has shown to be ready. @k8s plugin/pkg/admission/nodetaint/admission.go */
import type { Node } from '../../api/index.ts';
import type { AdmissionPlugin } from './types.ts';

const TAINT = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  resources: ['nodes'],
  admit({ operation, resource, subresource }, object) {
    if (operation !== 'CREATE' || resource !== 'nodes' || subresource !== undefined) return object;
    const node = object as Node; // the resource tells the type
    const taints = node.spec?.taints ?? [];
    if (taints.some(({ key, effect }) => key === TAINT.key && effect === TAINT.effect)) return node;
    return { ...node, spec: { ...node.spec, taints: [...taints, TAINT] } };
  },
};
