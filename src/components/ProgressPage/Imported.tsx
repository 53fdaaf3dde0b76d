/** A file that was chosen: what is in it and what to do with it, or everything that is wrong with it. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Backup, ReadBackup } from '@site/src/progress/index.ts';
import styles from './styles.module.css';

type Props = { readonly read: ReadBackup; readonly onTake: (backup: Backup, how: 'merge' | 'replace') => void; readonly onLeave: () => void };

function Refused({ problems }: { readonly problems: Extract<ReadBackup, { ok: false }>['problems'] }): ReactNode {
  return (
    <>
      <p><strong>{translate({ id: 'peapod.import.refused', message: 'This file was not taken in. Your progress is as it was.' })}</strong></p>
      <ul className={styles.problems} lang="en">{problems.map(({ path, message }) => <li key={`${path} ${message}`}>{path !== '' && <code>{path}</code>} {message}</li>)}</ul>
    </>
  );
}

export function Imported({ read, onTake, onLeave }: Props): ReactNode {
  const leave = <button type="button" className="button-plain" onClick={onLeave}>{translate({ id: 'peapod.import.leave', message: 'Leave it' })}</button>;
  if (!read.ok) return <div className={styles.imported}><Refused problems={read.problems} />{leave}</div>;
  const { progress, sessions } = read.backup;
  const answers = Object.values(progress.quizzes).reduce((sum, quiz) => sum + Object.keys(quiz.answers).length, 0);
  return (
    <div className={styles.imported}>
      <p>{translate({ id: 'peapod.import.found', message: 'In the file: lessons {lessons}, labs {labs}, answers {answers}, sessions {sessions}.' }, { lessons: Object.keys(progress.lessons).length, labs: Object.keys(progress.labs).length, answers, sessions: sessions.length })}</p>
      <p className={styles.muted}>{translate({ id: 'peapod.import.how', message: 'Adding keeps the best scores and the newest answers of both. Replacing forgets what is here.' })}</p>
      <div className={styles.buttons}>
        <button type="button" className="button-main" onClick={() => onTake(read.backup, 'merge')}>{translate({ id: 'peapod.import.merge', message: 'Add to what is here' })}</button>
        <button type="button" className="button-plain button-danger" onClick={() => onTake(read.backup, 'replace')}>{translate({ id: 'peapod.import.replace', message: 'Replace what is here' })}</button>
        {leave}
      </div>
    </div>
  );
}
