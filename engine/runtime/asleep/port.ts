/** The pod's network as one of its containers has it, if that may sleep: what it opens while its start is watched is noted. */
import type { MachinePort } from '../../network/index.ts';
import type { Sleeper } from './sleeper.ts';

export class SleepersPort implements MachinePort {
  private readonly outside: MachinePort;
  private readonly sleeper: Sleeper;
  constructor(outside: MachinePort, sleeper: Sleeper) { this.outside = outside; this.sleeper = sleeper; }
  /** Answers depend on others: such a start is not the same for all. */
  private get going(): MachinePort { this.sleeper.spoil(); return this.outside; }
  get addresses(): readonly string[] { return this.going.addresses; }
  resolve(...all: Parameters<MachinePort['resolve']>): ReturnType<MachinePort['resolve']> { return this.going.resolve(...all); }
  query(...all: Parameters<MachinePort['query']>): ReturnType<MachinePort['query']> { return this.going.query(...all); }
  http(...all: Parameters<MachinePort['http']>): ReturnType<MachinePort['http']> { return this.going.http(...all); }
  connect(...all: Parameters<MachinePort['connect']>): ReturnType<MachinePort['connect']> { return this.going.connect(...all); }
  *ping(...all: Parameters<NonNullable<MachinePort['ping']>>): ReturnType<NonNullable<MachinePort['ping']>> {
    const [address, timeoutMs] = all;
    return (yield* this.going.ping?.(address, timeoutMs) ?? nobody()) ?? { ok: false, reason: 'timeout', address };
  }
  *open(...all: Parameters<NonNullable<MachinePort['open']>>): ReturnType<NonNullable<MachinePort['open']>> {
    const [address] = all;
    return (yield* this.going.open?.(...all) ?? nobody()) ?? { ok: false, reason: 'timeout', address };
  }
  openLocal(port: number): ReturnType<NonNullable<MachinePort['openLocal']>> { return this.going.openLocal?.(port); }
  isFree(...all: Parameters<NonNullable<MachinePort['isFree']>>): boolean { return this.sleeper.isFree(this.outside, all); }
  listen(...all: Parameters<MachinePort['listen']>): ReturnType<MachinePort['listen']> { return this.sleeper.listen(this.outside, all); }
}

function* nobody(): Generator<never, undefined, void> { return undefined; }
