/**
 * A container that sleeps until somebody looks. Its start is played from the score of an earlier one: the same timers at the same moments
 * and in the same order, the same numbers for its processes, the same ports, memory and meters, but no files, processes or log lines.
 * Those are made when somebody looks, by running the very same program through the moments that have passed: the sleeper is the clock by
 * which everything in the container goes, and for that while it shows the past.
 */
import { invariant } from '../../base/index.ts';
import type { MachinePort } from '../../network/index.ts';
import type { HttpHandler, ProcessTable } from '../../script/index.ts';
import type { Clock, TimerId } from '../../time/index.ts';
import type { ContainerSettings } from '../container.ts';
import { SleepersPort } from './port.ts';
import type { Beat, Score, Slot } from './score.ts';

/** The container, as far as its sleep is concerned. */
export type Body = {
  readonly settings: ContainerSettings;
  readonly createdAt: number;
  /** Makes its files and the machine around them. */
  make(): void;
  /** Starts its program. */
  begin(): void;
  measure(): { readonly held: number; readonly usedBytes: number; readonly logBytes: number; readonly processes: ProcessTable };
  hold(bytes: number): void;
};
/** A port that is open while the container sleeps, and who answers there once it is awake. */
type Door = { readonly close: NonNullable<ReturnType<MachinePort['listen']>>; handler: HttpHandler | undefined };
type Watched = { readonly beats: Beat[]; readonly freshBytes: number; waiting: number; timers: number[]; asked: number[]; ports: number[] };

const NOTHING = (): void => undefined;
function there<T>(value: T | undefined, what: string): T {
  invariant(value !== undefined, what);
  return value;
}

export class Sleeper implements Clock {
  private mode: 'awake' | 'watched' | 'asleep' | 'past' = 'awake';
  private readonly body: Body;
  private readonly slot: Slot;
  private past = 0;
  private startedAt = 0;
  /** Beats that have been played, and timers that have been set. */
  private played = 0;
  private timers = 0;
  private watched: Watched | undefined;
  /** First numbers of its processes in the node's namespace, by beat that makes some. */
  private pids: number[] | undefined;
  private doors: Map<number, Door> | undefined;
  /** By timer: what it was set for, once it is awake. */
  private tasks: (() => void)[] | undefined;

  constructor(body: Body, slot: Slot) { this.body = body; this.slot = slot; }
  private get clock(): Clock { return this.body.settings.clock; }
  private get score(): Score { return there(this.slot.score, 'who sleeps has a score'); }
  get asleep(): boolean { return this.mode === 'asleep'; }
  /** Of the sleeping; before the start what a fresh one has, if that is known. */
  get usedBytes(): number | undefined { return this.asleep ? this.last.usedBytes : this.slot.score?.freshBytes; }
  get logBytes(): number { return this.asleep ? this.last.logBytes : 0; }
  get cpuMs(): number {
    const { now } = this.clock;
    let total = 0;
    if (this.asleep) for (const { spent, millicores, since } of this.last.cpu) total += spent + ((now - (this.startedAt + since)) * millicores) / 1000;
    return total;
  }
  private get last(): Beat { return this.score.beats[this.played - 1] as Beat; } // who sleeps has begun
  port(outside: MachinePort): MachinePort { return new SleepersPort(outside, this); }

  get now(): number { return this.mode === 'past' ? this.past : this.clock.now; }
  after(ms: number, task: () => void): TimerId {
    const { watched } = this;
    if (this.mode === 'past') return -(this.tasks ??= []).push(task);
    if (this.mode !== 'watched' || watched === undefined) return this.clock.after(ms, task);
    const number = this.timers++;
    watched.waiting++;
    watched.timers.push(ms);
    return this.clock.after(ms, () => { if (this.watched !== watched) task(); else { watched.waiting--; this.watch(watched, number, task); } });
  }
  cancel(id: TimerId): void {
    if (id < 0) { if (this.tasks !== undefined) this.tasks[-id - 1] = NOTHING; return; }
    this.spoil();
    this.clock.cancel(id);
  }
  advance(ms: number): void { this.clock.advance(ms); }
  runUntil(predicate: () => boolean, limitMs: number): boolean { return this.clock.runUntil(predicate, limitMs); }
  nextDue(): number | undefined { return this.clock.nextDue(); }

  /** What is made late is as old as the container. */
  asCreated(make: () => void): void {
    const before = this.mode;
    this.mode = 'past';
    this.past = this.body.createdAt;
    make();
    this.mode = before;
  }
  /** False: its program has to be run. */
  fallAsleep(): boolean {
    const { score } = this.slot;
    const { config, content } = this.body.settings;
    const [first] = score?.beats ?? [];
    if (score === undefined || first === undefined || !this.areFree(first) || score.held + content.memoryBytes > (config.memoryLimitBytes ?? Infinity)) return false;
    this.mode = 'asleep';
    this.startedAt = this.clock.now;
    this.play();
    return true;
  }
  /** Runs the start and, if nobody does so yet, watches what it does until it waits for others. */
  start(begin: () => void): void {
    const { slot } = this;
    if (slot.taken || slot.score !== undefined) { begin(); return; }
    slot.taken = true;
    this.mode = 'watched';
    this.startedAt = this.clock.now;
    this.watched = { beats: [], freshBytes: this.body.measure().usedBytes, waiting: 0, timers: [], asked: [], ports: [] };
    this.watch(this.watched, -1, begin);
  }
  /** Somebody or something from outside has a hand in it. */
  spoil(): void {
    if (this.mode !== 'watched') return;
    this.mode = 'awake';
    this.watched = undefined;
    this.slot.taken = false;
    this.slot.failures++;
  }
  wake(): void {
    this.spoil();
    if (this.mode !== 'asleep') return;
    const { body, pids = [] } = this;
    const { meter, ran, hostPids } = body.settings;
    const before = { meter: meter.changes, ran: ran.changes, next: hostPids.next };
    this.asCreated(() => body.make());
    this.mode = 'past';
    let groups = 0;
    for (const beat of this.score.beats.slice(0, this.played)) {
      this.past = this.startedAt + beat.at;
      if (beat.pids > 0) hostPids.next = pids[groups++] ?? hostPids.next;
      if (beat.timer < 0) body.begin(); else this.take(beat.timer)();
    }
    meter.changes = before.meter;
    ran.changes = before.ran;
    hostPids.next = before.next;
    this.mode = 'awake';
    this.pids = this.doors = undefined;
  }
  listen(outside: MachinePort, [port, handler, address, bytes]: Parameters<MachinePort['listen']>): ReturnType<MachinePort['listen']> {
    const { watched, doors } = this;
    if (this.mode === 'past') {
      const door = there(doors?.get(port), 'a door for each port');
      door.handler = handler;
      return door.close;
    }
    if (this.mode !== 'watched' || watched === undefined) return outside.listen(port, handler, address, bytes);
    if (address !== undefined || bytes !== undefined) this.spoil();
    watched.ports.push(port);
    const close = outside.listen(port, (request) => { this.spoil(); return handler(request); }, address, bytes);
    if (close === undefined) this.spoil();
    return close === undefined ? undefined : (...how: Parameters<typeof close>) => { this.spoil(); close(...how); };
  }
  /** A port that is taken makes a start unlike others; one that is free does not. What the past opened was free. */
  isFree(outside: MachinePort, all: Parameters<NonNullable<MachinePort['isFree']>>): boolean {
    const free = this.mode === 'past' || outside.isFree?.(...all) !== false;
    const [port, address] = all;
    if (!free || address !== undefined) this.spoil(); else this.watched?.asked.push(port);
    return free;
  }

  private take(timer: number): () => void {
    const task = this.tasks?.[timer] ?? NOTHING;
    if (this.tasks !== undefined) this.tasks[timer] = NOTHING;
    return task;
  }
  private watch(watched: Watched, timer: number, action: () => void): void {
    const { meter, ran, hostPids } = this.body.settings;
    const before = { meter: meter.changes, ran: ran.changes, next: hostPids.next };
    watched.timers = [];
    watched.asked = [];
    watched.ports = [];
    action();
    if (this.watched !== watched) return;
    const { held, usedBytes, logBytes, processes } = this.body.measure();
    const { startedAt } = this;
    watched.beats.push({
      timer, at: this.clock.now - startedAt, timers: watched.timers, pids: hostPids.next - before.next, asked: watched.asked, ports: watched.ports,
      meter: meter.changes - before.meter, ran: ran.changes - before.ran, held, usedBytes, logBytes,
      cpu: processes.cpuShares().map(({ since, ...share }) => ({ ...share, since: since - startedAt })),
    });
    if (watched.waiting > 0) return;
    const { beats, freshBytes } = watched;
    this.slot.score = { beats, freshBytes, held: Math.max(...beats.map((beat) => beat.held)) };
    this.mode = 'awake';
    this.watched = undefined;
  }
  /** The next beat: all that others could notice. */
  private play(): void {
    const beat = there(this.score.beats[this.played++], 'the score is longer');
    const { clock, meter, ran, hostPids } = this.body.settings;
    if (beat.pids > 0) { (this.pids ??= []).push(hostPids.next); hostPids.next += beat.pids; }
    meter.changes += beat.meter;
    ran.changes += beat.ran;
    this.body.hold(beat.held);
    for (const ms of beat.timers) { const timer = this.timers++; clock.after(ms, () => this.onTimer(timer)); }
  }
  private onTimer(timer: number): void {
    const beat = this.mode === 'asleep' ? this.score.beats[this.played] : undefined;
    if (beat === undefined) { this.take(timer)(); return; }
    invariant(beat.timer === timer, 'the same start comes in the same order');
    if (this.areFree(beat) && this.openAll(beat.ports)) this.play(); else { this.wake(); this.take(timer)(); }
  }
  private areFree({ asked }: Beat): boolean { return asked.every((port) => this.body.settings.sandbox.port.isFree?.(port) !== false); }
  /** False: another container of the pod has one of them. */
  private openAll(ports: readonly number[]): boolean {
    const doors = this.doors ??= new Map<number, Door>();
    for (const [index, port] of ports.entries()) {
      const close = this.body.settings.sandbox.port.listen(port, (request) => {
        this.wake();
        return there(door?.handler, 'somebody behind each door')(request);
      });
      const door: Door | undefined = close === undefined ? undefined : { close, handler: undefined };
      if (door === undefined) {
        for (const opened of ports.slice(0, index)) { doors.get(opened)?.close(); doors.delete(opened); }
        return false;
      }
      doors.set(port, door);
    }
    return true;
  }
}
