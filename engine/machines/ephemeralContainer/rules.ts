/** A container that `kubectl debug` adds to a pod that runs already: started once, never again. */
import { effects as ofContainer, updates as ofUpdates, type ContainerContext, type ContainerEffect, type ContainerEvent } from '../container/rules.ts';

export { initialContext } from '../container/rules.ts';

export type EphemeralContainerContext = ContainerContext;
export type EphemeralContainerEvent = ContainerEvent;
export type EphemeralContainerEffect = ContainerEffect;

const { recordExit, recordFailure, clearFailure } = ofUpdates;
export const updates = { recordExit, recordFailure, clearFailure };
export const effects = { start: ofContainer.start };
