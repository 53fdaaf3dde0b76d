import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { CheckResult, CheckState, LabCheck } from './types.ts';
import styles from './styles.module.css';

const signs: Readonly<Record<CheckState, string>> = { waiting: '○', running: '◐', passed: '✓', failed: '✕', skipped: '–' };
const wordOf = (state: CheckState): string => ({
  waiting: translate({ id: 'peapod.check.waiting', message: 'not looked at yet' }),
  running: translate({ id: 'peapod.check.running', message: 'being watched' }),
  passed: translate({ id: 'peapod.check.passed', message: 'passed' }),
  failed: translate({ id: 'peapod.check.failed', message: 'not passed' }),
  skipped: translate({ id: 'peapod.check.skipped', message: 'skipped, because it needs another check' }),
}[state]);

function Check({ check, result }: { readonly check: LabCheck; readonly result: CheckResult | undefined }): ReactNode {
  const state = result?.state ?? 'waiting';
  return (
    <li className={styles.check}>
      <span className={`${styles.sign} ${styles[state] ?? ''}`} aria-hidden="true">{signs[state]}</span>
      <div>
        <span>{check.title}</span> <span className={styles.word}>{wordOf(state)}</span>
        {result !== undefined && result.seen !== '' && <small>{translate({ id: 'peapod.check.seen', message: 'seen: {seen}' }, { seen: result.seen })}</small>}
        {result !== undefined && state !== 'passed' && result.expected !== '' && <small>{translate({ id: 'peapod.check.expected', message: 'expected: {expected}' }, { expected: result.expected })}</small>}
        {result !== undefined && state === 'failed' && result.why !== '' && (
          <details><summary>{translate({ id: 'peapod.why', message: 'Why?' })}</summary>{result.why}</details>
        )}
      </div>
      <span className={styles.points}>{result === undefined || result.earned === 0 || result.earned === check.points ? check.points : `${result.earned}/${check.points}`}</span>
    </li>
  );
}

export function Checks({ checks, results }: { readonly checks: readonly LabCheck[]; readonly results: readonly CheckResult[] }): ReactNode {
  return (
    <ul className={styles.checks} aria-label={translate({ id: 'peapod.lab.checks', message: 'Checks' })}>
      {checks.map((check) => <Check key={check.id} check={check} result={results.find((result) => result.id === check.id)} />)}
    </ul>
  );
}
