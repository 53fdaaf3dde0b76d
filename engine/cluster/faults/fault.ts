import type { FaultMachine } from '../machine.ts';
import type { ComponentContext } from '../../client/index.ts';
import type { Loads } from '../load/index.ts';
import type { Registry } from '../../runtime/index.ts';

/** What a fault may touch. */
export type FaultWorld = {
  readonly context: ComponentContext;
  readonly machine: (node: string) => FaultMachine | undefined;
  /** The control plane's. */
  readonly master: () => FaultMachine | undefined;
  readonly machines: { add(name: string): string | undefined; remove(name: string): string | undefined };
  readonly registry: Pick<Registry, 'setTrouble'>;
  readonly loads: Pick<Loads, 'start' | 'stop'>;
};
export type Fault = {
  readonly name: string;
  /**
   * What `target` means: a node's name, `node/seconds`, `namespace/pod`, `namespace/pod/container`, a registry's host
   * (`docker.io`, `*` for all), a part of the control plane (`kube-scheduler`), a load as text or its name.
   */
  readonly target: 'node' | 'clock' | 'pod' | 'container' | 'registry' | 'load' | 'component';
  /** Breaks it; an unknown target is told in words, and nothing happens. */
  readonly apply: (world: FaultWorld, target: string) => string | undefined;
};

export const noMachine = (name: string): string => (name === '' ? 'a machine is to be named, for example node01' : `there is no machine ${name}`);
/** @param text what was given instead of a pod's name and its namespace's */
export const noPodName = (text: string): string => `a pod is written as namespace/name, for example default/web; found ${JSON.stringify(text)}`;

/** Why a fault changes nothing: it holds already, or the machine has no power. */
export const holds = (on: FaultMachine, fault: string, words: string): string | undefined =>
  (on.faults.includes(fault) ? words : on.faults.includes('node-power-off') ? 'the machine has no power' : undefined);
/** Why a mend changes nothing: the fault does not hold. */
export const holdsNot = (on: FaultMachine, fault: string, words: string): string | undefined =>
  (on.faults.includes(fault) ? undefined : on.faults.includes('node-power-off') ? 'the machine has no power' : words);
