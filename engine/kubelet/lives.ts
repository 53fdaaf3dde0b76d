/** Keeps one machine's snapshot and its timers: effects that are delays become timers of the clock. */
import { container, ephemeralContainer, sidecar, type Driver, type Snapshot, type TimerEvent } from '../machines/index.ts';
import type { Clock } from '../time/index.ts';
import type { ContainerRole, Timers } from './types.ts';

/** Which machine a container lives by: the variants have the same context and events. */
const OF_ROLE = { init: container, main: container, sidecar, ephemeral: ephemeralContainer } as const;
export const driverOf = (role: ContainerRole): typeof container => OF_ROLE[role];

export type Life<C> = { life: Snapshot<C>; timers: Timers };

/** Steps the machine and hands every effect that is not a timer to `onEffect`, now and when a timer of it fires. */
export function send<C, E extends { readonly type: string }, F extends { readonly type: string }>(
  clock: Clock, driver: Driver<C, E, F>, holder: Life<C>, event: E | TimerEvent, onEffect: (effect: F) => void,
): void {
  const { snapshot, effects } = driver.step(holder.life, event);
  holder.life = snapshot;
  for (const effect of effects) {
    if (effect.type === 'schedule' && 'delayMs' in effect) {
      const due = effect;
      cancel(clock, holder, due.id);
      if (due.delayMs === Infinity) continue;
      (holder.timers ??= new Map()).set(due.id, clock.after(due.delayMs, () => {
        holder.timers?.delete(due.id);
        send(clock, driver, holder, due.event, onEffect);
      }));
    } else if (effect.type === 'cancel' && 'id' in effect) cancel(clock, holder, effect.id);
    else onEffect(effect as F);
  }
}

function cancel(clock: Clock, { timers }: { readonly timers: Timers }, id: string): void {
  const timer = timers?.get(id);
  if (timer !== undefined) { clock.cancel(timer); timers?.delete(id); }
}

export function cancelTimers(clock: Clock, { timers }: { readonly timers: Timers }): void {
  if (timers === undefined) return;
  for (const timer of timers.values()) clock.cancel(timer);
  timers.clear();
}
