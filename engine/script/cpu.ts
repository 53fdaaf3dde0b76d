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

class OneCpu implements Cpu {
  limitCores: number | undefined = undefined;
  private readonly clock: Clock;
  private readonly onSlowMotion: () => void;
  private budget = BURST_MS;
  private seenAt: number;
  private told = false;
  /** When everything that was asked for in slow motion is done; when the limit lets the next piece begin. */
  private slowUntil = 0;
  private limitedUntil = 0;

  constructor(clock: Clock, onSlowMotion: () => void) {
    this.clock = clock;
    this.onSlowMotion = onSlowMotion;
    this.seenAt = clock.now;
  }
  get slow(): boolean { return this.slowUntil > this.clock.now; }
  spend(ms: number): { readonly cost: number; readonly wait: number } {
    const { now } = this.clock;
    this.budget = Math.min(BURST_MS, this.budget + (now - this.seenAt) * REFILL_PER_MS);
    this.seenAt = now;
    let [cost, wait] = [ms, ms];
    if (this.budget >= ms) this.budget -= ms;
    else {
      cost = ms * SLOW_MOTION;
      this.slowUntil = Math.max(now, this.slowUntil) + cost;
      wait = this.slowUntil - now;
      if (!this.told) { this.told = true; this.onSlowMotion(); }
    }
    if (this.limitCores !== undefined && this.limitCores > 0) {
      this.limitedUntil = Math.max(now, this.limitedUntil) + cost / this.limitCores;
      wait = Math.max(wait, this.limitedUntil - now);
    }
    return { cost, wait: Math.ceil(wait) };
  }
}

export const createCpu = (clock: Clock, onSlowMotion: () => void = () => undefined): Cpu => new OneCpu(clock, onSlowMotion);

/** The program computes for `ms` milliseconds. */
export function* compute({ machine, process }: Pick<CommandContext, 'machine' | 'process'>, ms = 1): Task<void> {
  const { cost, wait } = machine.cpu.spend(ms);
  process.spendCpu(cost);
  yield sleep(machine.clock, wait);
}
