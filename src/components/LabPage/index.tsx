/** The page of one lab. */
import React, { useEffect, useMemo, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Layout from '@theme/Layout';
import type { LabData } from '@site/src/plugins/course/types.ts';
import type { LabReport, SessionSpec } from '@site/src/worker/protocol.ts';
import { Lab } from '../Lab/index.tsx';
import { SessionProvider, usePageSession, useSession } from '../Session/index.tsx';
import { linesOf, taskOf } from './labView.ts';
import type { Language } from './labView.ts';

type Grading = { readonly phase: 'idle' | 'grading' | 'graded'; readonly report?: LabReport; readonly openHints: readonly string[]; readonly undoable: number };

function LabSession({ lab, language, children }: { readonly lab: LabData; readonly language: Language; readonly children: ReactNode }): ReactNode {
  const { open } = usePageSession();
  const { handle, snapshot } = useSession();
  const [grading, setGrading] = useState<Grading>({ phase: 'idle', openHints: [], undoable: 0 });
  const task = useMemo(() => taskOf(lab, language), [lab, language]);
  // The whole screen is the lab: it is in view.
  useEffect(() => { open(); }, [open]);
  // What was opened is part of the session: undo closes a hint again, a reload keeps it.
  const { undoable, status } = snapshot;
  useEffect(() => {
    if (handle === undefined || status !== 'ready') return;
    void handle.file().then(({ inputs }) => setGrading((before) => ({ ...before, openHints: inputs.flatMap((input) => (input.type === 'hint' ? [input.hint] : [])) }))).catch(() => undefined);
  }, [handle, status, undoable]);
  const grade = async (): Promise<void> => {
    if (handle === undefined) return;
    setGrading({ ...grading, phase: 'grading' });
    try {
      const report = await handle.grade();
      setGrading({ ...grading, phase: 'graded', report, undoable: handle.getSnapshot().undoable });
    } catch { setGrading({ ...grading, phase: 'idle' }); }
  };
  const hint = (id: string): void => {
    void handle?.input({ type: 'hint', hint: id });
    // A hint is an input too, but changes nothing of what was graded.
    setGrading({ ...grading, openHints: [...grading.openHints, id], undoable: grading.undoable + 1 });
  };
  // A grade is of what was handed in: with the next input the checks tick again.
  const current = grading.phase === 'graded' && grading.undoable === snapshot.undoable;
  const { report } = grading;
  return (
    <Lab task={task} onGrade={() => void grade()} openHints={grading.openHints} onHint={hint}
      grade={{ phase: grading.phase, checks: linesOf(lab, snapshot.ticks, report, current, language), score: current ? report?.score ?? 0 : 0, passed: current && report?.passed === true }}>
      {children}
    </Lab>
  );
}

export default function LabPage({ lab, task: Task }: { readonly lab: LabData; readonly task: ComponentType }): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  const language = currentLocale === 'zh-Hans' ? 'zh' : 'en';
  const spec = useMemo((): SessionSpec => ({ id: `lab/${lab.slug}`, preset: lab.spec.cluster, files: {}, lab }), [lab]);
  return (
    <Layout title={lab.spec.title[language]} description={lab.spec.summary[language]} noFooter>
      <main><SessionProvider spec={spec}><LabSession lab={lab} language={language}><Task /></LabSession></SessionProvider></main>
    </Layout>
  );
}
