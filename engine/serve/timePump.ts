/** Lets virtual time follow the wall clock. */
import type { Clock } from '../time/index.ts';

/** Virtual milliseconds per real one; `max`: jump to the next timer while somebody waits, 1 otherwise. */
export type Speed = number | 'max';
export type TimePump = {
  /** Brings virtual time up to now. */
  sync(): void;
  /** Somebody waits for something to happen; call what comes back when it has. */
  waiting(): () => void;
  /** Something was sent to one who waits: it gets a moment to act upon it before time jumps on. */
  delivered(): void;
  stop(): void;
};

const TICK_MS = 5;
/** Real time that jumping may take before connections are served again. */
const JUMP_BUDGET_MS = 10;
/** Real time for a client to read what was sent and to ask for more. */
const REACTION_MS = 15;

/** @param onBug the engine stopped on a mistake of ours while time passed */
export function startTimePump(clock: Clock, speed: Speed, onBug: (error: unknown) => void = (error) => { throw error; }): TimePump {
  let last = performance.now();
  let owed = 0;
  let waiters = 0;
  let quietUntil = 0;
  const sync = (): void => {
    const now = performance.now();
    owed += (now - last) * (speed === 'max' ? 1 : speed);
    last = now;
    const whole = Math.floor(owed);
    owed -= whole;
    clock.advance(whole);
  };
  const jump = (): void => {
    const end = performance.now() + JUMP_BUDGET_MS;
    for (let now = performance.now(); waiters > 0 && now < end && now >= quietUntil; now = performance.now()) {
      const due = clock.nextDue();
      if (due === undefined) return;
      clock.advance(Math.max(0, due - clock.now));
    }
  };
  const timer = setInterval(() => {
    try {
      sync();
      if (speed === 'max') jump();
    } catch (error) { onBug(error); }
  }, TICK_MS);
  return {
    sync,
    waiting() {
      waiters++;
      let open = true;
      return () => { if (open) { open = false; waiters--; } };
    },
    delivered: () => { quietUntil = performance.now() + REACTION_MS; },
    stop: () => clearInterval(timer),
  };
}
