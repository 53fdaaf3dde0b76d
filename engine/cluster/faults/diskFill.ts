import type { Machine } from '../../script/index.ts';
import { noMachine, type Fault } from './fault.ts';

const PATH = '/var/tmp/fill';
/** All but a twentieth of what a node of the presets has free. */
const BYTES = 225_000_000_000;

/** Somebody leaves a huge file on the node's disk: DiskPressure, until it is deleted (`rm /var/tmp/fill` does it, too). */
export const diskFill: Fault = {
  name: 'disk-fill',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target)?.machine;
    if (on === undefined) return noMachine(target);
    on.files.makeDirectory('/var/tmp', { parents: true });
    on.files.write(PATH, { zeros: BYTES });
    return undefined;
  },
};

export const diskFree: Fault = {
  name: 'disk-free',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target)?.machine;
    if (on === undefined) return noMachine(target);
    if (on.files.stat(PATH) !== undefined) on.files.remove(PATH);
    return undefined;
  },
};

export const isDiskFilled = ({ files }: Machine): boolean => files.stat(PATH) !== undefined;
