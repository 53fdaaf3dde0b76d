/** Right or wrong, as shape and word; colour only underlines it. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import styles from './styles.module.css';

export function Tick(): ReactNode {
  return <svg className={styles.sign} viewBox="0 0 16 16" aria-hidden="true"><path d="m2.5 8.5 3.8 3.8L13.5 4" fill="none" stroke="currentColor" strokeWidth="2" /></svg>;
}
export function Cross(): ReactNode {
  return <svg className={styles.sign} viewBox="0 0 16 16" aria-hidden="true"><path d="m3.5 3.5 9 9m0-9-9 9" fill="none" stroke="currentColor" strokeWidth="2" /></svg>;
}

/** Neither quite right nor quite wrong. */
export function Half(): ReactNode {
  return <svg className={styles.sign} viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.8" /><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" /></svg>;
}

export function Mark({ right, children }: { readonly right: boolean; readonly children?: ReactNode }): ReactNode {
  return (
    <span className={`${styles.mark} ${right ? styles.markRight : styles.markWrong}`}>
      {right ? <Tick /> : <Cross />}
      {children ?? (right ? translate({ id: 'peapod.quiz.right', message: 'right' }) : translate({ id: 'peapod.quiz.wrong', message: 'not right' }))}
    </span>
  );
}
