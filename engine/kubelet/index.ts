export type { LifeState, LivesOf } from './inspect.ts';
export { createKubelet, type Kubelet } from './kubelet.ts';
export { createPodsOnNodes, type PodsOnNodes } from './podsOnNodes.ts';
export { createShares, type Shares } from './volumes/shares.ts';
export type { KubeletOptions, NodeDescription } from './types.ts';
