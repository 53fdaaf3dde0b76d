/** The right half: the live lab or quiz of the last files that could be read. */
import React, { useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { LabData, QuizSheet } from '@site/src/plugins/course/types.ts';
import type { Key } from '@site/src/worker/authoring.ts';
import type { Around } from '../LabPage/labView.ts';
import { PreviewLab } from './PreviewLab.tsx';
import { PreviewQuiz } from './PreviewQuiz.tsx';
import { Proof } from './Proof.tsx';
import { same } from './keep.ts';
import type { Draft } from './types.ts';
import type { Checked, Proving } from './useChecked.ts';
import styles from './styles.module.css';

type Props = { readonly draft: Draft; readonly checked: Checked; readonly proving: Proving; readonly prove: (mutants: boolean) => void; readonly cancel: () => void; readonly around: Around };
type Last = { readonly answer: Checked['answer']; readonly lab?: LabData; readonly sheet?: QuizSheet; readonly keys: readonly Key[] };

/** While something is wrong, what was last right stays in sight. */
function useLast({ answer }: Checked): Last & { readonly old: boolean } {
  const [last, setLast] = useState<Last>({ answer: undefined, keys: [] });
  const shows = answer?.what === 'lab' ? answer.lab !== null : answer?.what === 'quiz' && answer.sheet !== null;
  if (answer !== undefined && answer !== last.answer && shows) {
    setLast(answer.what === 'lab' ? { answer, keys: [], ...(answer.lab === null ? {} : { lab: answer.lab }) } : { answer, keys: answer.keys, ...(answer.sheet === null ? {} : { sheet: answer.sheet }) });
  }
  return { ...last, old: answer !== undefined && !shows };
}

export function Shown({ draft, checked, proving, prove, cancel, around }: Props): ReactNode {
  const { lab, sheet, keys, old } = useLast(checked);
  const unfinished = sheet !== undefined && checked.answer?.what === 'quiz' && checked.answer.problems.some(({ severity }) => severity === undefined);
  return (
    <>
      {draft.kind === 'lab' && <Proof proving={proving} stale={proving.files !== undefined && !same(draft.files, proving.files)} disabled={old || lab === undefined} prove={prove} cancel={cancel} language={around.language} />}
      {old && (lab !== undefined || sheet !== undefined) && <output className={styles.strip}>{translate({ id: 'peapod.preview.old', message: 'Something is wrong with the files; this is what they last gave.' })}</output>}
      {!old && unfinished && <output className={styles.strip}>{translate({ id: 'peapod.preview.some', message: 'Only questions that are proved are shown.' })}</output>}
      {lab === undefined && sheet === undefined && <p className={styles.empty}>{old ? translate({ id: 'peapod.preview.cannot', message: 'Once the problems are mended, the live exercise stands here.' }) : translate({ id: 'peapod.preview.coming', message: 'The engine is reading the files …' })}</p>}
      {lab !== undefined && <PreviewLab lab={lab} files={draft.files} around={around} />}
      {sheet !== undefined && <PreviewQuiz sheet={sheet} keys={keys} language={around.language} misconceptions={around.misconceptions} />}
    </>
  );
}
