/** See engine/base/onDemand.ts. */
import { FAULTS } from './code.ts';
import type { Fault } from './faults/fault.ts';

export { createCrictl, createLoads } from './code.ts';
export const allFaults = (): readonly Fault[] => FAULTS;
