/**
 * Processor time of one machine: what its programs use, what a limit leaves them, and how finely we play it. Programs that
 * never wait are played command by command for a while, and in slow motion after that: a page must not stand still for them.
 */
import { sleep, type Clock, type Task } from '../time/index.ts';
import type { CommandContext, Cpu } from './types.ts';

/** Work that is played at full speed, and how much of that comes back in a second. */
const BURST_MS = 2_000;
const REFILL_PER_MS = 0.1;
/** What a piece of work counts after that. */
const SLOW_MOTION = 10;

export function createCpu(clock: Clock, onSlowMotion: () => void = () => undefined): Cpu {
  let budget = BURST_MS;
  let seenAt = clock.now;
  let told = false;
  /** When everything that was asked for in slow motion is done; when the limit lets the next piece begin. */
  let slowUntil = 0;
  let limitedUntil = 0;
  const cpu: Cpu = {
    limitCores: undefined,
    get slow() { return slowUntil > clock.now; },
    spend(ms) {
      const { now } = clock;
      budget = Math.min(BURST_MS, budget + (now - seenAt) * REFILL_PER_MS);
      seenAt = now;
      let [cost, wait] = [ms, ms];
      if (budget >= ms) budget -= ms;
      else {
        cost = ms * SLOW_MOTION;
        slowUntil = Math.max(now, slowUntil) + cost;
        wait = slowUntil - now;
        if (!told) { told = true; onSlowMotion(); }
      }
      if (cpu.limitCores !== undefined && cpu.limitCores > 0) {
        limitedUntil = Math.max(now, limitedUntil) + cost / cpu.limitCores;
        wait = Math.max(wait, limitedUntil - now);
      }
      return { cost, wait: Math.ceil(wait) };
    },
  };
  return cpu;
}

/** The program computes for `ms` milliseconds. */
export function* compute({ machine, process }: Pick<CommandContext, 'machine' | 'process'>, ms = 1): Task<void> {
  const { cost, wait } = machine.cpu.spend(ms);
  process.spendCpu(cost);
  yield sleep(machine.clock, wait);
}
