/** What was graded before: when, how well, and the session itself to look at again. */
import React from 'react';
import type { ReactNode } from 'react';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { translate } from '@docusaurus/Translate';
import type { LabAttempt } from './types.ts';
import styles from './styles.module.css';

export function Attempts({ attempts, onOpen }: { readonly attempts: readonly LabAttempt[]; readonly onOpen: (id: string) => void }): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  if (attempts.length === 0) return null;
  return (
    <details className={styles.solution}>
      <summary>{translate({ id: 'peapod.lab.attempts', message: 'Graded before ({count})' }, { count: attempts.length })}</summary>
      <ol className={styles.attempts}>
        {attempts.map(({ id, at, score, max, passed, kept, other }) => (
          <li key={id}>
            <time dateTime={new Date(at).toISOString()}>{new Date(at).toLocaleString(currentLocale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })}</time>
            <span>{passed ? '✓ ' : ''}{translate({ id: 'peapod.item.points', message: '{score} of {max} points' }, { score, max })}{other ? translate({ id: 'peapod.lab.otherVariant', message: ', another variant' }) : ''}</span>
            {kept && <button type="button" className="button-plain" onClick={() => onOpen(id)}>{translate({ id: 'peapod.lab.openAgain', message: 'Open that session' })}</button>}
          </li>
        ))}
      </ol>
    </details>
  );
}
