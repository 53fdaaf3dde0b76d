/** The checks: what each wants, how it stands, and after grading what was seen, why it matters and what to do next. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import { Inline } from '../Inline/index.tsx';
import type { CheckLine, CheckState, Feedback } from './types.ts';
import styles from './checks.module.css';

const signs: Readonly<Record<CheckState, string>> = { later: '◇', open: '○', holds: '●', passed: '✓', partly: '◐', failed: '✕', skipped: '–' };
const wordOf = (state: CheckState): string => ({
  later: translate({ id: 'peapod.check.later', message: 'looked at when you grade' }),
  open: translate({ id: 'peapod.check.open', message: 'not yet' }),
  holds: translate({ id: 'peapod.check.holds', message: 'holds now' }),
  passed: translate({ id: 'peapod.check.passed', message: 'passed' }),
  partly: translate({ id: 'peapod.check.partly', message: 'partly' }),
  failed: translate({ id: 'peapod.check.failed', message: 'not passed' }),
  skipped: translate({ id: 'peapod.check.skipped', message: 'skipped, because it needs another check' }),
}[state]);

function Row({ term, text }: { readonly term: string; readonly text: string }): ReactNode {
  return text === '' ? null : <div><dt>{term}</dt><dd><Inline text={text} /></dd></div>;
}

function Told({ seen, feedback: { expected, why, next, lesson, misconception }, old }: { readonly seen: string; readonly feedback: Feedback; readonly old: boolean }): ReactNode {
  return (
    <>
      <dl className={styles.feedback}>
        {old ? <div><dt>{translate({ id: 'peapod.check.lastGrade', message: 'Last grade:' })}</dt><dd><Inline text={why} /></dd></div> : (
          <>
            <Row term={translate({ id: 'peapod.check.seenTerm', message: 'Seen' })} text={seen} />
            <Row term={translate({ id: 'peapod.check.expected', message: 'Expected' })} text={expected} />
            <Row term={translate({ id: 'peapod.check.why', message: 'Why' })} text={why} />
          </>
        )}
        <Row term={translate({ id: 'peapod.check.next', message: 'Next' })} text={next} />
        {lesson !== undefined && <div><dt>{translate({ id: 'peapod.check.lesson', message: 'Lesson' })}</dt><dd><Link to={lesson.path}>{lesson.title}</Link></dd></div>}
      </dl>
      {misconception !== undefined && (
        <details className={styles.idea}>
          <summary>{translate({ id: 'peapod.check.misconception', message: 'An idea that often stands behind this' })}</summary>
          <p><q><Inline text={misconception.belief} /></q></p><p><Inline text={misconception.truth} /></p>
        </details>
      )}
    </>
  );
}

function Use({ used, limit }: NonNullable<CheckLine['use']>): ReactNode {
  if (limit === 0) return <span className={styles.use}>{used === 0 ? translate({ id: 'peapod.check.none', message: 'none so far' }) : translate({ id: 'peapod.check.times', message: '{used} times' }, { used })}</span>;
  return (
    <span className={styles.use}>
      {translate({ id: 'peapod.check.use', message: '{used} of {limit}' }, { used, limit })}
      <span className={styles.meter} aria-hidden="true"><span style={{ width: `${Math.min(100, (used / limit) * 100)}%` }} /></span>
    </span>
  );
}

function Check({ check: { kind, title, state, seen, feedback, old, points, earned, use, waitsFor } }: { readonly check: CheckLine }): ReactNode {
  const graded = state === 'passed' || state === 'partly' || state === 'failed' || state === 'skipped';
  // The way is not done before it is graded.
  const word = kind === 'constraint' && state === 'holds' ? translate({ id: 'peapod.check.kept', message: 'kept so far' })
    : kind === 'constraint' && state === 'open' ? translate({ id: 'peapod.check.broken', message: 'not kept' }) : wordOf(state);
  return (
    <li className={styles.check}>
      <span className={`${styles.sign} ${styles[state] ?? ''}`} aria-hidden="true">{signs[state]}</span>
      <div>
        <span><Inline text={title} /></span> <span className={styles.word}>{state === 'skipped' && waitsFor !== undefined ? translate({ id: 'peapod.check.waits', message: 'skipped: first “{title}”' }, { title: waitsFor }) : word}</span>
        {use !== undefined && <Use {...use} />}
        {seen !== '' && use === undefined && (feedback === undefined || old) && <small>{translate({ id: 'peapod.check.seen', message: 'seen: {seen}' }, { seen })}</small>}
      </div>
      {points > 0 && <span className={styles.points}>{graded ? `${earned}/${points}` : points}</span>}
      {feedback !== undefined && <div className={styles.told}><Told seen={seen} feedback={feedback} old={old} /></div>}
    </li>
  );
}

export function Checks({ checks }: { readonly checks: readonly CheckLine[] }): ReactNode {
  const ways = checks.filter(({ kind }) => kind === 'constraint');
  const list = (lines: readonly CheckLine[], name: string): ReactNode => <ul className={styles.checks} aria-label={name}>{lines.map((check) => <Check key={check.id} check={check} />)}</ul>;
  return (
    <>
      {list(checks.filter(({ kind }) => kind === 'check'), translate({ id: 'peapod.lab.checks', message: 'Checks' }))}
      {ways.length > 0 && <><h2 className={styles.heading}>{translate({ id: 'peapod.lab.constraints', message: 'On the way there' })}</h2>{list(ways, translate({ id: 'peapod.lab.constraints', message: 'On the way there' }))}</>}
    </>
  );
}
