/** All faults, alphabetical. */
import { containerKill } from './containerKill.ts';
import type { Fault } from './fault.ts';
import { kubeletStart, kubeletStop } from './kubelet.ts';
import { nodePowerOff, nodePowerOn } from './nodePower.ts';
import { podDelete } from './podDelete.ts';

export const FAULTS: readonly Fault[] = [containerKill, kubeletStart, kubeletStop, nodePowerOff, nodePowerOn, podDelete];
export type { FaultWorld } from './fault.ts';
