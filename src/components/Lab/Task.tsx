/** The left side of a lab: what is wanted, how it stands, what the examiner said. */
import React, { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { clockText } from '../Timeline/track.ts';
import { Attempts } from './Attempts.tsx';
import { Checks } from './Checks.tsx';
import { HandIn } from './HandIn.tsx';
import { Hints } from './Hints.tsx';
import type { LabProps } from './index.tsx';
import type { ExamLine, LabGrade, LabTask } from './types.ts';
import styles from './styles.module.css';

function Solution({ task }: { readonly task: LabTask }): ReactNode {
  return (
    <details className={styles.solution}>
      <summary>{translate({ id: 'peapod.lab.solution', message: 'A solution' })}</summary>
      {task.solution.map(({ file, text }) => <figure key={file}><figcaption>{file}</figcaption><pre lang="en" translate="no">{text}</pre></figure>)}
    </details>
  );
}

function Exam({ exam }: { readonly exam: readonly ExamLine[] }): ReactNode {
  if (exam.length === 0) return null;
  return (
    <details className={styles.solution}>
      <summary>{translate({ id: 'peapod.lab.exam', message: 'What the examiner did' })}</summary>
      <ol className={styles.exam}>{exam.map(({ at, what, problem }, index) => <li key={`${at} ${index}`}><time>{clockText(at)}</time> <span>{what}{problem !== '' && <small lang="en">{problem}</small>}</span></li>)}</ol>
    </details>
  );
}

/** One line that sums up the grade, where it is not yet a success. */
function Verdict({ grade: { phase, score, passed, hintCost, gate }, task: { points, passAt } }: { readonly grade: LabGrade; readonly task: LabTask }): ReactNode {
  const shown = phase === 'graded' && !passed;
  const line = useRef<HTMLParagraphElement>(null);
  // Who pressed the button far below it sees what came of it.
  useEffect(() => { if (shown) line.current?.scrollIntoView?.({ block: 'start' }); }, [shown]);
  if (!shown) return null;
  const cost = hintCost > 0 ? translate({ id: 'peapod.lab.verdictHints', message: ' (hints took {points})' }, { points: hintCost }) : '';
  return (
    <p className={styles.verdict} ref={line}>
      <strong>{translate({ id: 'peapod.lab.verdict', message: '{score} of {points} points{cost}.' }, { score, points, cost })}</strong>{' '}
      {gate === '' ? translate({ id: 'peapod.lab.verdictNeeded', message: '{needed} are enough. Below each check stands what to look at next.' }, { needed: passAt })
        : translate({ id: 'peapod.lab.verdictGate', message: 'Everything hangs on “{gate}”: without it nothing counts.' }, { gate })}
    </p>
  );
}

export function Task({ task, grade, ready, onGrade, onCancel, openHints, onHint, attempts, onAttempt, handInName, onHandInName, onHandIn, onNewVariant, children }: LabProps & { readonly ready: boolean }): ReactNode {
  return (
    <>
      <h1>{task.title}</h1>
      <p className={styles.meta}>{translate({ id: 'peapod.lab.meta', message: '{score} of {points} points · about {minutes} min' }, { score: grade.score, points: task.points, minutes: task.minutes })}</p>
      {task.finds !== '' && <p className={styles.finds}><strong>{translate({ id: 'peapod.lab.finds', message: 'Something is broken before you begin:' })}</strong> {task.finds}</p>}
      <div className="prose">{children}</div>
      <div aria-live="polite"><Verdict grade={grade} task={task} /></div>
      <Checks checks={grade.checks} />
      <HandIn slug={task.slug} grade={grade} ready={ready} onGrade={onGrade} onCancel={onCancel} name={handInName} onName={onHandInName} onHandIn={onHandIn} />
      <Hints hints={task.hints} opened={openHints} open={onHint} disabled={!ready} />
      <Exam exam={grade.exam} />
      <Attempts attempts={attempts} onOpen={onAttempt} />
      <Solution task={task} />
      {onNewVariant !== undefined && <p className={styles.small}>{translate({ id: 'peapod.lab.variant', message: 'The numbers of this task are yours; others get others.' })} <button type="button" className="button-plain" onClick={onNewVariant}>{translate({ id: 'peapod.lab.newVariant', message: 'New variant' })}</button></p>}
    </>
  );
}
