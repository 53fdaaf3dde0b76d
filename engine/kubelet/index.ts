export { createKubelet } from './kubelet.ts';
export { createPodsOnNodes, type PodsOnNodes } from './podsOnNodes.ts';
export type { KubeletOptions, NodeDescription } from './types.ts';
