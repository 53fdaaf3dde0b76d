/** The machines themselves, with their words: for charts and explanations. Comes with XState, in a part of its own, when first asked for. */
import type { MACHINES } from './all.ts';

export type Machines = typeof MACHINES;
export const loadMachines = async (): Promise<Machines> => (await import('./all.ts')).MACHINES;
