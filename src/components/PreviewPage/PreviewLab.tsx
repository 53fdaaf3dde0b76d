/** A lab as a learner has it, on the files as they are now. Nothing of it is kept: no progress, no attempts. */
import React, { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { fillText } from '@site/engine/grading/params.ts';
import { variantOf, variantOfAttempt } from '@site/engine/grading/lab/variant.ts';
import type { LabData } from '@site/src/plugins/course/types.ts';
import { closeSession } from '@site/src/worker/client.ts';
import type { SessionSpec } from '@site/src/worker/protocol.ts';
import { Lab } from '../Lab/index.tsx';
import { examOf, linesOf, taskOf } from '../LabPage/labView.ts';
import type { Around } from '../LabPage/labView.ts';
import { useGrading } from '../LabPage/useGrading.ts';
import { useLabLines } from '../LabPage/useLabLines.ts';
import { SessionProvider, usePageSession, useSession } from '../Session/index.tsx';
import { saveFile } from '../Session/saveFile.ts';
import { Attempts } from './Attempts.tsx';
import { Markdown } from './Markdown.tsx';
import type { Files } from './types.ts';
import styles from './styles.module.css';

type Props = { readonly lab: LabData; readonly files: Files; readonly around: Around };
type LinesProps = Props & { readonly round: number; readonly onRound: () => void; readonly onPristine: (pristine: boolean) => void };

function Live({ lab, seed, files, around, branch, onBranch, onRound, onPristine }: Omit<LinesProps, 'round'> & { readonly seed: string } & Pick<ReturnType<typeof useLabLines>, 'branch' | 'onBranch'>): ReactNode {
  const { open } = usePageSession();
  const { handle, snapshot } = useSession();
  const { language } = around;
  const [name, setName] = useState('');
  useEffect(() => { open(); }, [open]);
  useEffect(() => onPristine(snapshot.undoable === 0), [onPristine, snapshot.undoable]);
  const grading = useGrading(() => undefined);
  const { lab: own, drawn } = useMemo(() => variantOf(lab, seed), [lab, seed]);
  const task = useMemo(() => taskOf({ ...own, solution: variantOfAttempt(lab.solution, drawn) }, language), [own, lab, drawn, language]);
  const { report, current, progress } = grading;
  const grade = {
    phase: grading.phase === 'graded' && !current ? 'idle' as const : grading.phase,
    refused: grading.refused.map((text) => text[language]),
    checks: linesOf(own, snapshot.ticks, report, current, around),
    score: current ? report?.score ?? 0 : 0, passed: current && report?.passed === true, hintCost: current ? report?.hintCost ?? 0 : 0,
    gate: current ? report?.checks.find(({ id }) => id === report.gate)?.title[language] ?? '' : '',
    exam: report === undefined || !current ? [] : examOf(report, language),
    ...(progress === undefined ? {} : { progress: { done: progress.done, total: progress.total, what: progress.what[language] } }),
  };
  return (
    <>
      <Attempts files={files} drawn={drawn} onFresh={onRound} />
      <Lab task={task} grade={grade} onGrade={grading.grade} onCancel={grading.cancel} openHints={grading.openHints} onHint={grading.hint} attempts={[]} onAttempt={() => undefined}
        handInName={name} onHandInName={setName} onHandIn={(file) => void handle?.file().then((session) => saveFile(session, file))} branch={branch} onBranch={onBranch}
        onNewVariant={Object.keys(drawn).length === 0 ? undefined : onRound}>
        <Markdown text={fillText(files[`task.${language}.md`] ?? '', drawn)} />
      </Lab>
    </>
  );
}

function Lines({ lab, round, ...rest }: LinesProps): ReactNode {
  const main = useMemo((): SessionSpec => {
    const { slug, spec, start, given, contentHash, exam } = lab;
    const seed = Object.keys(spec.params).length === 0 ? `lab/${slug}` : `lab/${slug}/${round}`;
    return { id: `preview/${slug}/${contentHash}/${round}`, seed, fleeting: true, preset: spec.cluster, files: {}, lab: { slug, spec, start, contentHash, ...(given === undefined ? {} : { given }), ...(exam === undefined ? {} : { exam }) } };
  }, [lab, round]);
  // Nobody comes back to it.
  useEffect(() => () => closeSession(main.id), [main]);
  const { spec, branch, onBranch } = useLabLines(main);
  return <SessionProvider key={spec.id} spec={spec}><Live {...rest} lab={lab} seed={spec.seed ?? spec.id} branch={branch} onBranch={onBranch} /></SessionProvider>;
}

export function PreviewLab({ lab, files, around }: Props): ReactNode {
  // What the cluster was started with. Work that was done on it is not thrown away by the next letter that is typed.
  const [held, setHeld] = useState(lab);
  const [round, setRound] = useState(1);
  const [pristine, setPristine] = useState(true);
  const changed = held.contentHash !== lab.contentHash;
  if (changed && pristine) setHeld(lab);
  const afresh = (): void => { setHeld(lab); setRound(round + 1); setPristine(true); };
  return (
    <div className={styles.live}>
      {changed && (
        <output className={styles.strip}>
          {translate({ id: 'peapod.preview.changed', message: 'The files have changed since this cluster was started.' })}{' '}
          <button type="button" className="button-plain" onClick={afresh}>{translate({ id: 'peapod.preview.afresh', message: 'Start again with them' })}</button>
        </output>
      )}
      <Lines key={`${held.contentHash} ${round}`} lab={held} files={files} around={around} round={round} onRound={afresh} onPristine={setPristine} />
    </div>
  );
}
