/** All faults, alphabetical. */
import { containerKill } from './containerKill.ts';
import { diskDeath, diskReplace } from './diskDeath.ts';
import { diskFill, diskFree } from './diskFill.ts';
import type { Fault } from './fault.ts';
import { kubeletStart, kubeletStop } from './kubelet.ts';
import { memoryFill, memoryFree } from './memoryFill.ts';
import { nodePowerOff, nodePowerOn } from './nodePower.ts';
import { nodeShutdown } from './nodeShutdown.ts';
import { podDelete } from './podDelete.ts';
import { processKill } from './processKill.ts';
import { registryDown, registryRateLimit, registryUnreachable, registryUp } from './registryTrouble.ts';
import { runtimeStart, runtimeStop } from './runtimeService.ts';

export const FAULTS: readonly Fault[] = [
  containerKill, diskDeath, diskFill, diskFree, diskReplace, kubeletStart, kubeletStop, memoryFill, memoryFree, nodePowerOff, nodePowerOn, nodeShutdown, podDelete, processKill,
  registryDown, registryRateLimit, registryUnreachable, registryUp, runtimeStart, runtimeStop,
];
export type { FaultWorld } from './fault.ts';
