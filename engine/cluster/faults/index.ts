/** All faults, alphabetical. */
import { clockSkew, clockSync } from './clock.ts';
import { componentStart, componentStop } from './component.ts';
import { containerKill } from './containerKill.ts';
import { diskDeath, diskReplace } from './diskDeath.ts';
import { diskFill, diskFree } from './diskFill.ts';
import type { Fault } from './fault.ts';
import { kubeletStart, kubeletStop } from './kubelet.ts';
import { loadStart, loadStop } from './load.ts';
import { memoryFill, memoryFree } from './memoryFill.ts';
import { networkCut, networkCutApi, networkHeal } from './network.ts';
import { nodeAdd, nodeDelete, nodeRejoin, nodeRemove } from './nodeMembership.ts';
import { nodePowerOff, nodePowerOn } from './nodePower.ts';
import { nodeShutdown } from './nodeShutdown.ts';
import { podDelete } from './podDelete.ts';
import { processKill } from './processKill.ts';
import { registryDown, registryRateLimit, registryUnreachable, registryUp } from './registryTrouble.ts';
import { runtimeStart, runtimeStop } from './runtimeService.ts';

export const FAULTS: readonly Fault[] = [
  clockSkew, clockSync, componentStart, componentStop, containerKill, diskDeath, diskFill, diskFree, diskReplace, kubeletStart, kubeletStop, loadStart, loadStop, memoryFill, memoryFree,
  networkCut, networkCutApi, networkHeal, nodeAdd, nodeDelete, nodePowerOff, nodePowerOn, nodeRejoin, nodeRemove, nodeShutdown, podDelete, processKill,
  registryDown, registryRateLimit, registryUnreachable, registryUp, runtimeStart, runtimeStop,
];
export type { FaultWorld } from './fault.ts';
