/** The last command's requests, each through the stages of the API server. */
import React, { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { useSession } from '../Session/index.tsx';
import type { CommandTrace, TracedRequest } from '@site/src/worker/protocol.ts';
import { rowsOf } from './rows.ts';
import type { Stage, Verdict } from './rows.ts';
import styles from './styles.module.css';


const stageWords = (): { readonly [stage in Stage['stage']]: string } => ({
  authentication: translate({ id: 'peapod.trace.authentication', message: 'Authentication' }),
  impersonation: translate({ id: 'peapod.trace.impersonation', message: 'Impersonation' }),
  authorization: translate({ id: 'peapod.trace.authorization', message: 'Authorization' }),
  'mutating admission': translate({ id: 'peapod.trace.mutating', message: 'Admission, may change' }),
  validation: translate({ id: 'peapod.trace.validation', message: 'Validation' }),
  'validating admission': translate({ id: 'peapod.trace.validating', message: 'Admission, only checks' }),
  storage: translate({ id: 'peapod.trace.storage', message: 'Storage' }),
});
const verdictWords = (): { readonly [verdict in Verdict]: string } => ({
  passed: translate({ id: 'peapod.trace.passed', message: 'passed' }),
  changed: translate({ id: 'peapod.trace.changed', message: 'changed' }),
  refused: translate({ id: 'peapod.trace.refused', message: 'refused' }),
});
const signs: { readonly [verdict in Verdict]: string } = { passed: '✓', changed: '±', refused: '✕' };

function Request({ request }: { readonly request: TracedRequest }): ReactNode {
  const [stages, verdicts] = [stageWords(), verdictWords()];
  return (
    <table className={styles.table}>
      <caption><span lang="en" translate="no">{request.verb} {request.path.split('?')[0]} → <span className={request.code >= 400 ? styles.refused : ''}>{request.code}</span></span></caption>
      <thead className="visually-hidden"><tr>
        <th scope="col">{translate({ id: 'peapod.trace.stage', message: 'Stage' })}</th>
        <th scope="col">{translate({ id: 'peapod.trace.verdict', message: 'Verdict' })}</th>
        <th scope="col">{translate({ id: 'peapod.trace.detail', message: 'Detail' })}</th>
      </tr></thead>
      <tbody>
        {rowsOf(request.stages).map(({ stage, verdict, told, silent }) => (
          <tr key={stage}>
            <th scope="row">{stages[stage]}</th>
            <td className={styles[verdict]}><span aria-hidden="true">{signs[verdict]} </span>{verdicts[verdict]}</td>
            <td className={styles.detail}>
              {told.map(({ plugin, detail }) => <div key={`${plugin}/${detail}`} lang="en" translate="no">{plugin !== undefined && <strong>{plugin}: </strong>}{detail}</div>)}
              {silent.length > 0 && <div className={styles.silent}>{translate({ id: 'peapod.trace.plugins', message: 'Passed:' })} <span lang="en" translate="no">{silent.join(', ')}</span></div>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The trace of the newest command that has ended. */
function useTrace(): CommandTrace | null | undefined {
  const { handle, snapshot: { undoable, terminals } } = useSession();
  const busy = terminals.main?.busy === true;
  const [trace, setTrace] = useState<CommandTrace | null>();
  useEffect(() => {
    if (handle === undefined || busy) return undefined;
    let late = false;
    handle.trace().then((found) => { if (!late) setTrace(found); }, () => undefined);
    return () => { late = true; };
  }, [handle, undoable, busy]);
  return trace;
}

export function RequestTrace(): ReactNode {
  const trace = useTrace();
  const title = translate({ id: 'peapod.trace.title', message: 'How the last command’s requests went through the API server' });
  return (
    // Focusable, so that a keyboard can scroll it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.box} tabIndex={0} aria-label={title} aria-live="polite">
      <p className={styles.title}>{title}</p>
      {trace === undefined && <p>{translate({ id: 'peapod.trace.working', message: 'Running it once more, on a copy…' })}</p>}
      {trace === null && <p>{translate({ id: 'peapod.trace.none', message: 'No command has been typed yet.' })}</p>}
      {trace !== undefined && trace !== null && (
        <>
          <p className={styles.line} lang="en" translate="no">$ {trace.line}</p>
          {trace.requests.length === 0 && <p>{translate({ id: 'peapod.trace.nothing', message: 'This command asked nothing of the API server.' })}</p>}
          {trace.requests.map((request, index) => <Request key={index} request={request} />)}
          {trace.left > 0 && <p className={styles.silent}>{translate({ id: 'peapod.trace.left', message: '{count} more requests only asked which kinds there are; they are left out.' }, { count: trace.left })}</p>}
        </>
      )}
    </section>
  );
}
