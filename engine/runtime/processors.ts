/**
 * What everything that starts needs for a moment: the processors of the computer that the machines share. Things that are begun
 * together come one after another. @k8s golden controllers/deploy-create-rollout (pods of one set become ready 70 to 400 ms apart)
 */
import type { Clock } from '../time/index.ts';

export type Processors = {
  /** `done` after everything that asked before, and then `ms`. */
  use(ms: number, done: () => void): void;
};

export function createProcessors(clock: Clock): Processors {
  let freeAt = 0;
  return {
    use(ms, done) {
      freeAt = Math.max(clock.now, freeAt) + ms;
      clock.after(freeAt - clock.now, done);
    },
  };
}
