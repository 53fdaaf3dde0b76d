/** Grading beside everything else: in slices, so that the page hears how far it is, time goes on, and it can be given up. */
import type { GradeProgress, LabReport, RefusedWork } from './protocol.ts';

export type Grading = Generator<GradeProgress, LabReport | RefusedWork>;
/** How long other things wait at most. */
const sliceMs = 40;

export function createGradings(tell: (session: string, progress: GradeProgress) => void, now: () => number, pause: () => Promise<void> = () => new Promise((go) => { setTimeout(go, 0); })) {
  const running = new Map<string, { cancelled: boolean }>();
  return {
    /** The report; null if it was given up, by the reader or by a second grading of the same session. */
    async run(session: string, work: Grading): Promise<LabReport | RefusedWork | null> {
      const own = { cancelled: false };
      const before = running.get(session);
      if (before !== undefined) before.cancelled = true;
      running.set(session, own);
      try {
        let said = '';
        let began = now();
        for (let next = work.next(); ; next = work.next()) {
          if (own.cancelled) return null;
          if (next.done === true) return next.value;
          if (now() - began < sliceMs) continue;
          const words = JSON.stringify(next.value);
          if (words !== said) tell(session, next.value);
          said = words;
          await pause();
          began = now();
        }
      } finally { if (running.get(session) === own) running.delete(session); }
    },
    cancel(session: string): void {
      const one = running.get(session);
      if (one !== undefined) one.cancelled = true;
    },
  };
}
