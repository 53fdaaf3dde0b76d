/** One session of a lab at work: what the components show, and what the reader's progress is told. */
import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { saveFile } from '../Session/saveFile.ts';
import { entryOf, note, openKeeper, useProgress } from '@site/src/progress/index.ts';
import type { LabData } from '@site/src/plugins/course/types.ts';
import { Lab } from '../Lab/index.tsx';
import type { LabProps } from '../Lab/index.tsx';
import type { LabAttempt } from '../Lab/types.ts';
import { usePageSession, useSession } from '../Session/index.tsx';
import { examOf, linesOf, taskOf } from './labView.ts';
import type { Around } from './labView.ts';
import { useGrading } from './useGrading.ts';
import type { Graded } from './useGrading.ts';

const handInKey = 'handInName';

/** Hand-ins of this lab, with those whose sessions are still kept. */
function useAttempts(slug: string, seed: string): readonly LabAttempt[] {
  const { progress, loaded } = useProgress();
  const attempts = entryOf(progress.labs, slug)?.attempts;
  const [kept, setKept] = useState<readonly string[]>([]);
  useEffect(() => {
    if (loaded) void openKeeper().then((keeper) => keeper.keptAttempts(slug)).then(setKept).catch(() => undefined);
  }, [loaded, attempts, slug]);
  return useMemo(() => (attempts ?? []).map(({ id, at, score, max, passed, seed: of }) => ({ id, at, score, max, passed, kept: kept.includes(id), other: of !== seed })), [attempts, kept, seed]);
}

/** What was done in the lab since it was opened is worth remembering: a lab that is begun was left half done. */
function useNoteWork(slug: string): void {
  const { snapshot: { undoable, status } } = useSession();
  const before = useRef<number>(undefined);
  useEffect(() => {
    if (status !== 'ready') return;
    if (before.current !== undefined && undoable > 0 && undoable !== before.current) note({ type: 'labWorked', lab: slug });
    before.current = undoable;
  }, [slug, undoable, status]);
}

type Props = Pick<LabProps, 'branch' | 'onBranch' | 'onAttempt' | 'onNewVariant' | 'children'> & { readonly lab: LabData; readonly seed: string; readonly around: Around;
  /** False while the learner's variant is being looked up. */
  readonly known: boolean;
};

export function LabSession({ lab, seed, around, known, ...rest }: Props): ReactNode {
  const { open } = usePageSession();
  const { handle, snapshot } = useSession();
  const { progress } = useProgress();
  const { slug } = lab;
  const { language } = around;
  // The whole screen is the lab: it is in view.
  useEffect(() => { if (known) open(); }, [open, known]);
  useNoteWork(slug);
  const attempts = useAttempts(slug, seed);
  const graded = useCallback(({ report, file }: Graded) => {
    const { score, max, passed, engineVersion } = report;
    const checks = report.checks.map(({ id, state, earned, points }) => ({ id, state, earned, points }));
    // The session first: whoever sees the attempt can open it.
    const at = note({ type: 'labGraded', lab: slug, attempt: { score, max, passed, seed, engineVersion }, checks });
    void openKeeper().then((keeper) => keeper.keepAttempt(slug, `${at}`, file)).catch(() => undefined);
  }, [slug, seed]);
  const grading = useGrading(graded);
  const task = useMemo(() => taskOf(lab, language), [lab, language]);
  const { report, current, progress: examining } = grading;
  const gate = current ? report?.checks.find(({ id }) => id === report.gate)?.title[language] ?? '' : '';
  const name = entryOf(progress.settings, handInKey)?.value;
  const grade = {
    phase: grading.phase === 'graded' && !current ? 'idle' as const : grading.phase,
    refused: grading.refused.map((text) => text[language]),
    checks: linesOf(lab, snapshot.ticks, report, current, around),
    score: current ? report?.score ?? 0 : 0, passed: current && report?.passed === true, hintCost: current ? report?.hintCost ?? 0 : 0, gate,
    exam: report === undefined || !current ? [] : examOf(report, language),
    ...(examining === undefined ? {} : { progress: { done: examining.done, total: examining.total, what: examining.what[language] } }),
  };
  return (
    <Lab {...rest} next={around.next} task={task} grade={grade} onGrade={grading.grade} onCancel={grading.cancel} openHints={grading.openHints}
      onHint={(id) => { grading.hint(id); note({ type: 'hintOpened', lab: slug, hint: id }); }} attempts={attempts}
      handInName={typeof name === 'string' ? name : ''} onHandInName={(value) => { note({ type: 'setting', key: handInKey, value }); }}
      onHandIn={(file) => void handle?.file().then((session) => saveFile(session, file))} />
  );
}
