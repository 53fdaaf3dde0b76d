/** Names of events: `<object>.<16 hexadecimal digits of the time in nanoseconds>`. */
import type { Clock, Random } from '../time/index.ts';

export type EventNames = (about: string) => string;

/** Virtual time has milliseconds; what is below grows with each event, so that names keep the order of events. */
export function createEventNames(clock: Clock, random: Random): EventNames {
  let millisecond = -1;
  let below = 0;
  /** The millisecond in nanoseconds, in two parts that numbers hold: big ones are slow, and every event has a name. */
  let [high, low] = [0, 0];
  return (about) => {
    if (clock.now !== millisecond) {
      millisecond = clock.now;
      below = random.int('event time', 0, 99_999);
      const start = BigInt(millisecond) * 1_000_000n;
      [high, low] = [Number(start >> LOW_BITS), Number(start & (LOW_RANGE - 1n))];
    }
    below += random.int('event time', 1, 999);
    const end = low + Math.min(below, 999_999);
    const carried = end >= Number(LOW_RANGE);
    const [top, rest] = carried ? [high + 1, end - Number(LOW_RANGE)] : [high, end];
    return `${about}.${top.toString(16).padStart(16 - LOW_DIGITS, '0')}${rest.toString(16).padStart(LOW_DIGITS, '0')}`;
  };
}

const LOW_DIGITS = 8;
const LOW_BITS = 32n;
const LOW_RANGE = 0x1_0000_0000n;
