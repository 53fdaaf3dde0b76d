import type { FaultMachine } from '../machine.ts';
import type { ComponentContext } from '../../client/index.ts';
import type { Registry } from '../../runtime/index.ts';

/** What a fault may touch. */
export type FaultWorld = {
  readonly context: ComponentContext;
  readonly machine: (node: string) => FaultMachine | undefined;
  readonly registry: Pick<Registry, 'setTrouble'>;
};
export type Fault = {
  readonly name: string;
  /** What `target` means: a node's name, `namespace/pod`, `namespace/pod/container`, a registry's host (`docker.io`, `*` for all). */
  readonly target: 'node' | 'pod' | 'container' | 'registry';
  /** Breaks it; an unknown target is told in words, and nothing happens. */
  readonly apply: (world: FaultWorld, target: string) => string | undefined;
};

export const noMachine = (name: string): string => `there is no machine ${name}`;
