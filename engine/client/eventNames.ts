/** Names of events: `<object>.<16 hexadecimal digits of the time in nanoseconds>`. */
import type { Clock, Random } from '../time/index.ts';

export type EventNames = (about: string) => string;

/** Virtual time has milliseconds; what is below grows with each event, so that names keep the order of events. */
export function createEventNames(clock: Clock, random: Random): EventNames {
  let millisecond = -1;
  let below = 0;
  return (about) => {
    if (clock.now !== millisecond) { millisecond = clock.now; below = random.int('event time', 0, 99_999); }
    below += random.int('event time', 1, 999);
    const nanoseconds = BigInt(clock.now) * 1_000_000n + BigInt(Math.min(below, 999_999));
    return `${about}.${nanoseconds.toString(16).padStart(16, '0')}`;
  };
}
