/** What is done to a cluster by hand. */
export { createCrictl } from './crictl/crictl.ts';
export { FAULTS } from './faults/index.ts';
export { createLoads } from './load/index.ts';
