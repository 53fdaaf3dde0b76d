/** Grading, with how far it is and a way out; and the session as a file for whoever grades it. */
import React, { useId } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { LabGrade } from './types.ts';
import styles from './styles.module.css';

type Props = {
  readonly slug: string; readonly grade: LabGrade; readonly ready: boolean;
  readonly onGrade: () => void; readonly onCancel: () => void;
  /** The learner's words in the file's name. */
  readonly name: string; readonly onName: (name: string) => void;
  readonly onHandIn: (file: string) => void;
};

/** What a file may be called anywhere: letters of all scripts, digits, dashes. */
export const fileNameOf = (slug: string, name: string): string => {
  const words = name.normalize('NFC').replaceAll(/[^\p{L}\p{N}_-]+/gu, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60);
  return words === '' ? slug : `${slug}-${words}`;
};

function Examining({ progress, onCancel }: { readonly progress: LabGrade['progress']; readonly onCancel: () => void }): ReactNode {
  return (
    <div className={styles.examining}>
      <progress max={progress?.total ?? 1} {...(progress === undefined ? {} : { value: progress.done })} aria-label={translate({ id: 'peapod.lab.grading', message: 'Grading…' })} />
      <span>{progress === undefined ? translate({ id: 'peapod.lab.grading', message: 'Grading…' }) : translate({ id: 'peapod.lab.examining', message: 'Examining on a copy: {what}' }, { what: progress.what })}</span>
      <button type="button" className="button-plain" onClick={() => onCancel()}>{translate({ id: 'peapod.lab.cancel', message: 'Cancel' })}</button>
    </div>
  );
}

export function HandIn({ slug, grade, ready, onGrade, onCancel, name, onName, onHandIn }: Props): ReactNode {
  const field = useId();
  const grading = grade.phase === 'grading';
  const file = fileNameOf(slug, name);
  return (
    <>
      <div className={styles.actions}>
        {grading ? <Examining progress={grade.progress} onCancel={onCancel} /> : (
          <div className={styles.buttons}>
            <button type="button" className="button-main" disabled={!ready} onClick={() => onGrade()}>{translate({ id: 'peapod.lab.grade', message: 'Grade' })}</button>
            <button type="button" className="button-plain" disabled={!ready} onClick={() => onHandIn(file)}>{translate({ id: 'peapod.lab.handIn', message: 'Hand in' })}</button>
          </div>
        )}
      </div>
      {grade.phase === 'failed' && <p role="alert" className={styles.small}>{translate({ id: 'peapod.lab.gradeFailed', message: 'Grading failed: this is our bug, not yours. Your session is as it was; hand it in as a file.' })}</p>}
      {grade.refused.length > 0 && (
        <div role="alert" className={styles.small}>
          <p>{translate({ id: 'peapod.lab.refused', message: 'This session would not be accepted, so it was not graded. Undo what does not belong, or start over:' })}</p>
          <ul>{grade.refused.map((text) => <li key={text}>{text}</li>)}</ul>
        </div>
      )}
      <p className={styles.small}>
        {translate({ id: 'peapod.lab.handInNote', message: '“Hand in” saves your session as a file, for whoever grades it.' })}
      </p>
      <p className={`${styles.small} ${styles.nameLine}`}>
        <label htmlFor={field}>{translate({ id: 'peapod.lab.handInName', message: 'Your name in the file’s name:' })}</label>
        <input id={field} className={styles.name} value={name} maxLength={60} autoComplete="off" onChange={({ target }) => onName(target.value)} />
        <span lang="en">{`${file}.json`}</span>
      </p>
    </>
  );
}
