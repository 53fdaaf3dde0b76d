import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { Inline } from '../Inline/index.tsx';
import type { CheckLine, CheckState } from './types.ts';
import styles from './styles.module.css';

const signs: Readonly<Record<CheckState, string>> = { later: '◇', open: '○', holds: '●', passed: '✓', failed: '✕', skipped: '–' };
const wordOf = (state: CheckState): string => ({
  later: translate({ id: 'peapod.check.later', message: 'looked at when you grade' }),
  open: translate({ id: 'peapod.check.open', message: 'not yet' }),
  holds: translate({ id: 'peapod.check.holds', message: 'holds now' }),
  passed: translate({ id: 'peapod.check.passed', message: 'passed' }),
  failed: translate({ id: 'peapod.check.failed', message: 'not passed' }),
  skipped: translate({ id: 'peapod.check.skipped', message: 'skipped, because it needs another check' }),
}[state]);

function Check({ check: { title, state, seen, advice, old, points, earned } }: { readonly check: CheckLine }): ReactNode {
  return (
    <li className={styles.check}>
      <span className={`${styles.sign} ${styles[state] ?? ''}`} aria-hidden="true">{signs[state]}</span>
      <div>
        <span><Inline text={title} /></span> <span className={styles.word}>{wordOf(state)}</span>
        {seen !== '' && <small>{translate({ id: 'peapod.check.seen', message: 'seen: {seen}' }, { seen })}</small>}
        {advice !== '' && <small className={styles.advice}>{old && `${translate({ id: 'peapod.check.lastGrade', message: 'Last grade:' })} `}<Inline text={advice} /></small>}
      </div>
      <span className={styles.points}>{state === 'passed' || state === 'failed' || state === 'skipped' ? `${earned}/${points}` : points}</span>
    </li>
  );
}

export function Checks({ checks }: { readonly checks: readonly CheckLine[] }): ReactNode {
  return (
    <ul className={styles.checks} aria-label={translate({ id: 'peapod.lab.checks', message: 'Checks' })}>
      {checks.map((check) => <Check key={check.id} check={check} />)}
    </ul>
  );
}
