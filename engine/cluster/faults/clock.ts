import { noMachine, type Fault } from './fault.ts';

/** A century either way. */
const MOST_SECONDS = 3_155_760_000;

/**
 * The machine's clock is wrong: `node01/-3600` is an hour behind. What its kubelet writes as moments is wrong then: leases, heartbeats,
 * conditions, events. A clock that is put back makes leases look older than the last one was, and the node may be given up while it works.
 */
export const clockSkew: Fault = {
  name: 'clock-skew',
  target: 'clock',
  apply({ machine }, target) {
    const [name = '', text = ''] = target.split('/');
    const on = machine(name);
    if (on === undefined) return noMachine(name);
    if (!/^[+-]?\d+$/.test(text)) return `how many seconds is the clock of ${name} to be wrong? Write ${name}/3600, or ${name}/-3600 for an hour behind`;
    if (Math.abs(Number(text)) > MOST_SECONDS) return `${text} seconds are more than a century`;
    on.setClock(Number(text) * 1000);
    return undefined;
  },
};

/** The clock is right again. */
export const clockSync: Fault = {
  name: 'clock-sync',
  target: 'node',
  apply({ machine }, target) {
    const on = machine(target);
    if (on === undefined) return noMachine(target);
    if (on.aheadMs === 0) return `the clock of ${target} is right`;
    on.setClock(0);
    return undefined;
  },
};
