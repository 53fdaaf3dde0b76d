/** Whether a lab is proved: who fails what as a table, and each claim. Runs when asked, tells how far it is, can be given up. */
import React, { useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { LabProof } from '@site/engine/grading/index.ts';
import type { Proving } from './useChecked.ts';
import styles from './styles.module.css';

const mark = { passed: '✓', partly: '~', failed: '✗', skipped: '–' } as const;
const words = (): { readonly [state in keyof typeof mark]: string } => ({
  passed: translate({ id: 'peapod.preview.passed', message: 'passed' }), partly: translate({ id: 'peapod.preview.partly', message: 'passed in part' }),
  failed: translate({ id: 'peapod.preview.failed', message: 'failed' }), skipped: translate({ id: 'peapod.preview.skipped', message: 'skipped' }),
});

function Table({ proof }: { readonly proof: LabProof }): ReactNode {
  const names = words();
  return (
    // Focusable, so that a keyboard can scroll it sideways.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.scroll} tabIndex={0} aria-label={translate({ id: 'peapod.preview.matrix', message: 'Who fails what' })}>
      <table className={styles.matrix}>
        <thead><tr><th scope="col">{translate({ id: 'peapod.preview.check', message: 'Check' })}</th>{proof.columns.map((column) => <th key={column} scope="col"><span lang="en" translate="no">{column}</span></th>)}</tr></thead>
        <tbody>{proof.rows.map(({ id, cells }) => (
          <tr key={id}><th scope="row" lang="en" translate="no">{id}</th>
            {cells.map((cell, index) => <td key={proof.columns[index]} className={styles[cell]}><span aria-hidden>{mark[cell]}</span><span className="visually-hidden">{names[cell]}</span></td>)}
          </tr>
        ))}</tbody>
      </table>
    </section>
  );
}

type Props = { readonly proving: Proving; readonly stale: boolean; readonly disabled: boolean; readonly prove: (mutants: boolean) => void; readonly cancel: () => void; readonly language: 'en' | 'zh' };

export function Proof({ proving, stale, disabled, prove, cancel, language }: Props): ReactNode {
  const [mutants, setMutants] = useState(false);
  const { state, progress, proof } = proving;
  return (
    <section className={styles.proof} aria-label={translate({ id: 'peapod.preview.proof', message: 'Proof' })}>
      <div className={styles.row}>
        {state === 'busy'
          ? <button type="button" className="button-plain" onClick={cancel}>{translate({ id: 'peapod.preview.cancel', message: 'Cancel' })}</button>
          : <button type="button" className="button-main" disabled={disabled} onClick={() => prove(mutants)}>{translate({ id: 'peapod.preview.prove', message: 'Prove this lab' })}</button>}
        <label className={styles.tick}><input type="checkbox" checked={mutants} disabled={state === 'busy'} onChange={(event) => setMutants(event.target.checked)} /> {translate({ id: 'peapod.preview.mutants', message: 'also with changed solutions (takes longer)' })}</label>
      </div>
      <output className={styles.said}>
        {state === 'busy' && <span className={styles.small}><progress max={progress?.total ?? 1} value={progress?.done ?? 0} aria-label={translate({ id: 'peapod.preview.proof', message: 'Proof' })} /> {progress === undefined ? '' : `${progress.done}/${progress.total} ${progress.what[language]}`}</span>}
        {state === 'tooLong' && <span className={styles.bad}>{translate({ id: 'peapod.preview.proofTooLong', message: 'One run did not come to an end within 30 seconds and was stopped. Look for a command or a step that never ends.' })}</span>}
        {state === 'broken' && <span className={styles.bad}>{translate({ id: 'peapod.preview.proofBroken', message: 'The proof could not be run. Is there a connection?' })}</span>}
        {state === 'done' && proof !== null && (
          <span className={proof.ok ? styles.good : styles.bad}>
            {proof.ok ? translate({ id: 'peapod.preview.isProved', message: 'Proved: {points} points, {runs} runs.' }, { points: proof.points, runs: proof.runs }) : translate({ id: 'peapod.preview.notProved', message: 'Not proved. What is marked below does not hold.' })}
            {stale && <> {translate({ id: 'peapod.preview.stale', message: 'The files have changed since.' })}</>}
          </span>
        )}
      </output>
      {proof !== null && (
        <details open>
          <summary>{translate({ id: 'peapod.preview.proofDetails', message: 'Who fails what, and what was claimed' })}</summary>
          <Table proof={proof} />
          <ul className={styles.claims} lang="en">{proof.lines.map(({ ok, claim, found }) => (
            <li key={claim} className={ok ? undefined : styles.bad}><span aria-hidden>{ok ? '✓' : '✗'}</span><span className="visually-hidden">{ok ? words().passed : words().failed}</span> {claim}: {found.split(' | ').map((line, index) => <span key={line}>{index > 0 && <br />}{line}</span>)}</li>
          ))}</ul>
        </details>
      )}
    </section>
  );
}
