/** A lab on one screen: task and checks beside map, terminal, editor and timeline. Success is a banner; the cluster stays visible. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { ClusterMap } from '../ClusterMap/index.tsx';
import { Notices } from '../Session/Notices.tsx';
import { useSession } from '../Session/index.tsx';
import { saveFile } from '../Session/saveFile.ts';
import { Terminal } from '../Terminal/index.tsx';
import { Timeline } from '../Timeline/index.tsx';
import { YamlBlock } from '../YamlEditor/YamlBlock.tsx';
import { Inline } from '../Inline/index.tsx';
import { Checks } from './Checks.tsx';
import type { LabGrade, LabTask } from './types.ts';
import styles from './styles.module.css';

export type LabProps = {
  readonly task: LabTask;
  readonly grade: LabGrade;
  /** Runs the examiner's faults and load on a copy of the cluster. */
  readonly onGrade: () => void;
  /** Ids of the hints that are open. */
  readonly openHints: readonly string[];
  readonly onHint: (id: string) => void;
  /** The task's text, from `task.<language>.md`. */
  readonly children: ReactNode;
};

function Hints({ task, opened, open }: { readonly task: LabTask; readonly opened: readonly string[]; readonly open: (id: string) => void }): ReactNode {
  const next = task.hints.find(({ id }) => !opened.includes(id));
  return (
    <div className={styles.hints}>
      {task.hints.filter(({ id }) => opened.includes(id)).map(({ id, text }) => <p key={id}><Inline text={text} /></p>)}
      {next !== undefined && (
        <button type="button" className="button-plain" onClick={() => open(next.id)}>
          {next.cost === 0 ? translate({ id: 'peapod.lab.hint', message: 'Hint' }) : translate({ id: 'peapod.lab.hintCosts', message: 'Hint (costs {points})' }, { points: next.cost })}
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

export function Lab({ task, grade, onGrade, openHints, onHint, children }: LabProps): ReactNode {
  const { handle, snapshot } = useSession();
  const minutes = translate({ id: 'peapod.lab.meta', message: '{score} of {points} points · about {minutes} min' }, { score: grade.score, points: task.points, minutes: task.minutes });
  return (
    <div className={styles.lab}>
      <section className={styles.task} aria-label={task.title}>
        <h1>{task.title}</h1>
        <p className={styles.meta}>{minutes}</p>
        <div className="prose">{children}</div>
        <Checks checks={grade.checks} />
        <div className={styles.buttons}>
          <button type="button" className="button-main" disabled={grade.phase === 'grading' || snapshot.status !== 'ready'} onClick={onGrade}>
            {grade.phase === 'grading' ? translate({ id: 'peapod.lab.grading', message: 'Grading…' }) : translate({ id: 'peapod.lab.grade', message: 'Grade' })}
          </button>
          <button type="button" className="button-plain" disabled={snapshot.status !== 'ready'} onClick={() => void handle?.file().then((file) => saveFile(file, task.slug))}>{translate({ id: 'peapod.lab.handIn', message: 'Hand in' })}</button>
        </div>
        <p className={styles.handIn}>{translate({ id: 'peapod.lab.handInNote', message: '“Hand in” saves your session as a file, for whoever grades it.' })}</p>
        <Hints task={task} opened={openHints} open={onHint} />
        <Solution task={task} />
      </section>
      <section className={styles.work}>
        <div aria-live="polite">{grade.passed && <Banner score={grade.score} points={task.points} />}</div>
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
