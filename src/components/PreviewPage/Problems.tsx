/** All that is wrong, at once: where, what, and what to do. A click leads there. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { missingFile } from './problems.ts';
import type { Problem } from './problems.ts';
import type { Checked } from './useChecked.ts';
import styles from './styles.module.css';

type Props = { readonly checked: Checked; readonly problems: readonly Problem[]; readonly language: 'en' | 'zh'; readonly onGo: (problem: Problem) => void; readonly onMake: (path: string) => void };

function stateWords({ state, progress, error }: Checked, problems: readonly Problem[], language: 'en' | 'zh'): string {
  if (state === 'tooLong') return translate({ id: 'peapod.preview.tooLong', message: 'Checking did not come to an end within 30 seconds and was stopped. Something in the files never ends: a loop in a command, or a very large number.' });
  if (state === 'broken') return translate({ id: 'peapod.preview.broken', message: 'The files could not be checked: {error} Change something to try again.' }, { error });
  if (state === 'busy' && progress !== undefined && progress.total > 1) return translate({ id: 'peapod.preview.running', message: 'Running question {done} of {total}: {what}' }, { done: progress.done + 1, total: progress.total, what: progress.what[language] });
  if (state === 'busy') return translate({ id: 'peapod.preview.checking', message: 'Checking …' });
  if (problems.length === 0) return translate({ id: 'peapod.preview.fine', message: 'No problems found.' });
  return problems.length === 1 ? translate({ id: 'peapod.preview.oneProblem', message: '1 problem' }) : translate({ id: 'peapod.preview.problems', message: '{count} problems' }, { count: problems.length });
}

export function Problems({ checked, problems, language, onGo, onMake }: Props): ReactNode {
  return (
    <section className={styles.problems} aria-label={translate({ id: 'peapod.preview.problemList', message: 'Problems' })}>
      <output className={checked.state === 'tooLong' || checked.state === 'broken' ? styles.bad : problems.length === 0 && checked.state === 'done' ? styles.good : styles.small}>{stateWords(checked, problems, language)}</output>
      {problems.length > 0 && (
        <ol>
          {problems.map((problem) => {
            const { path, line, column, message, fix, severity } = problem;
            const missing = missingFile(problem);
            return (
              <li key={`${path}:${line}:${column}:${message}`}>
                <button type="button" className={severity === 'warning' ? styles.warning : undefined} onClick={() => (missing === undefined ? onGo(problem) : onMake(missing))}>
                  <span className={styles.place}>{line === 0 ? path : translate({ id: 'peapod.preview.place', message: '{file}, line {line}, column {column}' }, { file: path, line, column })}</span>
                  {/* The engine tells authors in English, here as on the command line. */}
                  <span lang="en">{severity === 'warning' ? 'warning: ' : ''}{message}</span>
                  {fix !== '' && <span lang="en" className={styles.fix}>{fix}</span>}
                  {missing !== undefined && <span className={styles.fix}>{translate({ id: 'peapod.preview.make', message: 'Click to make this file' })}</span>}
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
