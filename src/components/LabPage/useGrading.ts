/** Grading one session: asked for, given up, done; and what of it still holds after the next input. */
import { useEffect, useRef, useState } from 'react';
import type { LabReport, RefusedWork } from '@site/src/worker/protocol.ts';
import { useSession } from '../Session/index.tsx';

type Grading = { readonly phase: 'idle' | 'grading' | 'graded' | 'failed' | 'refused'; readonly report?: LabReport; readonly refused?: RefusedWork['refused']; readonly undoable: number };
export type Graded = { readonly report: LabReport; readonly file: object };

export function useGrading(onGraded: (graded: Graded) => void) {
  const { handle, snapshot } = useSession();
  const [grading, setGrading] = useState<Grading>({ phase: 'idle', undoable: 0 });
  const [openHints, setOpenHints] = useState<readonly string[]>([]);
  const { undoable, status } = snapshot;
  // What was opened is part of the session: undo closes a hint again, a reload keeps it.
  useEffect(() => {
    if (handle === undefined || status !== 'ready') return;
    void handle.file().then(({ inputs }) => setOpenHints(inputs.flatMap((input) => (input.type === 'hint' ? [input.hint] : [])))).catch(() => undefined);
  }, [handle, status, undoable]);
  const alive = useRef(true);
  useEffect(() => { alive.current = true; return () => { alive.current = false; handle?.cancelGrade(); }; }, [handle]);

  async function grade(): Promise<void> {
    if (handle === undefined) return;
    const { report: before, undoable: then } = grading;
    setGrading({ ...grading, phase: 'grading' });
    try {
      const handedIn = handle.getSnapshot().undoable;
      const file = await handle.file();
      const report = await handle.grade();
      if (!alive.current) return;
      if (report === null) { setGrading({ phase: before === undefined ? 'idle' : 'graded', undoable: then, ...(before === undefined ? {} : { report: before }) }); return; }
      if ('refused' in report) { setGrading({ phase: 'refused', refused: report.refused, undoable: handedIn }); return; }
      setGrading({ phase: 'graded', report, undoable: handedIn });
      onGraded({ report, file });
    } catch { if (alive.current) setGrading({ ...grading, phase: 'failed' }); }
  }
  function hint(id: string): void {
    void handle?.input({ type: 'hint', hint: id });
    setOpenHints([...openHints, id]);
    // A hint is an input too, but changes nothing of what was graded.
    setGrading({ ...grading, undoable: grading.undoable + 1 });
  }
  // A grade is of what was handed in: with the next input the checks tick again.
  const same = grading.undoable === undoable;
  const current = grading.phase === 'graded' && same;
  return { ...grading, current, refused: grading.phase === 'refused' && same ? grading.refused ?? [] : [], openHints, grade: (): void => void grade(), cancel: (): void => handle?.cancelGrade(), hint, progress: snapshot.grading };
}
