/** See engine/base/onDemand.ts. */
import { createPart } from '../base/index.ts';
import type { Command } from '../script/index.ts';
import type * as Code from './code.ts';

export const clusterPart = createPart<typeof Code>('cluster');
export const createCrictl: typeof Code.createCrictl = (world) => {
  let made: Command | undefined;
  return (context) => (made ??= clusterPart().createCrictl(world))(context);
};
export const createLoads: typeof Code.createLoads = (world) => clusterPart().createLoads(world);
export const allFaults = (): typeof Code.FAULTS => clusterPart().FAULTS;
