/** A lab on one screen: task and checks beside map, terminal, editor and timeline. Success is a banner; the cluster stays visible. */
import React, { useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { ClusterMap } from '../ClusterMap/index.tsx';
import { Notices } from '../Session/Notices.tsx';
import { useSession } from '../Session/index.tsx';
import { saveFile } from '../Session/saveFile.ts';
import { Terminal } from '../Terminal/index.tsx';
import { Timeline } from '../Timeline/index.tsx';
import { YamlBlock } from '../YamlEditor/YamlBlock.tsx';
import { Checks } from './Checks.tsx';
import { scoreOf } from './score.ts';
import type { LabGrade, LabTask } from './types.ts';
import styles from './styles.module.css';

export type LabProps = {
  readonly task: LabTask;
  readonly grade: LabGrade;
  /** Runs the examiner's faults and load on a copy of the cluster. */
  readonly onGrade: () => void;
  /** The task's text, from `task.<language>.md`. */
  readonly children: ReactNode;
};

function Hints({ task, opened, open }: { readonly task: LabTask; readonly opened: number; readonly open: () => void }): ReactNode {
  const next = task.hints[opened];
  return (
    <div className={styles.hints}>
      {task.hints.slice(0, opened).map((hint) => <p key={hint.text}>{hint.text}</p>)}
      {next !== undefined && (
        <button type="button" className="button-plain" onClick={open}>
          {next.costs === 0 ? translate({ id: 'peapod.lab.hint', message: 'Hint' }) : translate({ id: 'peapod.lab.hintCosts', message: 'Hint (costs {points})' }, { points: next.costs })}
        </button>
      )}
    </div>
  );
}

function Solution({ task }: { readonly task: LabTask }): ReactNode {
  return (
    <details className={styles.solution}>
      <summary>{translate({ id: 'peapod.lab.solution', message: 'A solution' })}</summary>
      {task.solution.map(({ file, text }) => <figure key={file}><figcaption>{file}</figcaption><pre lang="en" translate="no">{text}</pre></figure>)}
    </details>
  );
}

function Banner({ score, points }: { readonly score: number; readonly points: number }): ReactNode {
  return (
    <p className={styles.banner}>
      <strong>{translate({ id: 'peapod.lab.done', message: 'Solved: {score} of {points} points.' }, { score, points })}</strong>{' '}
      {translate({ id: 'peapod.lab.doneNext', message: 'The cluster is still yours: break it on.' })}
    </p>
  );
}

export function Lab({ task, grade, onGrade, children }: LabProps): ReactNode {
  const { handle, snapshot } = useSession();
  const [opened, setOpened] = useState(0);
  const score = scoreOf(grade.results, task.hints, opened);
  const minutes = translate({ id: 'peapod.lab.meta', message: '{score} of {points} points · about {minutes} min' }, { score, points: task.points, minutes: task.minutes });
  return (
    <div className={styles.lab}>
      <section className={styles.task} aria-label={task.title}>
        <h1>{task.title}</h1>
        <p className={styles.meta}>{minutes}</p>
        <div className="prose">{children}</div>
        <Checks checks={task.checks} results={grade.results} />
        <div className={styles.buttons}>
          <button type="button" className="button-main" disabled={grade.phase === 'grading' || snapshot.status !== 'ready'} onClick={onGrade}>
            {grade.phase === 'grading' ? translate({ id: 'peapod.lab.grading', message: 'Grading…' }) : translate({ id: 'peapod.lab.grade', message: 'Grade' })}
          </button>
          <button type="button" className="button-plain" disabled={handle === undefined} onClick={() => void handle?.restart()}>{translate({ id: 'peapod.lab.restart', message: 'Start over' })}</button>
          <button type="button" className="button-plain" disabled={handle === undefined} onClick={() => void handle?.file().then((file) => saveFile(file, task.slug))}>{translate({ id: 'peapod.lab.save', message: 'Save session' })}</button>
        </div>
        <Hints task={task} opened={opened} open={() => setOpened(opened + 1)} />
        <Solution task={task} />
      </section>
      <section className={styles.work}>
        <div aria-live="polite">{grade.passed && <Banner score={score} points={task.points} />}</div>
        <Notices />
        <div className={styles.map}><ClusterMap /></div>
        <div className={styles.panes}>
          <Terminal />
          {task.editorFile !== undefined && <div className={styles.editor}><YamlBlock file={task.editorFile.file} text={task.editorFile.text} /></div>}
        </div>
      </section>
      <div className={styles.time}><Timeline /></div>
    </div>
  );
}
