/** A restartable init container: a container that is always restarted and outlasts the main ones. */
import { effects as ofContainer, guards as guardsOfContainer, type ContainerContext, type ContainerEffect, type ContainerEvent } from '../container/rules.ts';

export { delays, initialContext, updates } from '../container/rules.ts';

export type SidecarContext = ContainerContext;
export type SidecarEvent = ContainerEvent;
export type SidecarEffect = ContainerEffect;

const { hasStartupProbe, killedByKubelet, restartAtOnce, waitGoesOn } = guardsOfContainer;
export const guards = { hasStartupProbe, killedByKubelet, restartAtOnce, waitGoesOn };
export const effects = ofContainer;
