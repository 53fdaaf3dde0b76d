/** Why a command went wrong, what to look at next, and where it is taught. It stands beside the output, which is Kubernetes' own. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import type { Help } from '@site/src/worker/protocol.ts';
import { Inline } from '../Inline/index.tsx';
import styles from './styles.module.css';

type Props = { readonly help: Help | undefined; /** Puts a command where it can be sent; without it the command can only be read. */ readonly onTake?: (command: string) => void };

function Reason({ help: { why, next, lesson }, onTake }: Props & { readonly help: Help }): ReactNode {
  return (
    <>
      <p><Inline text={why} /></p>
      <p className={styles.next}>
        {next !== undefined && (onTake === undefined ? <code lang="en" translate="no">{next}</code> : (
          <button type="button" className={styles.take} onClick={() => onTake(next)} title={translate({ id: 'peapod.help.take', message: 'Put it on the command line' })}>
            <span className={styles.hidden}>{translate({ id: 'peapod.help.look', message: 'Look at:' })} </span><code lang="en" translate="no">{next}</code>
          </button>
        ))}
        <Link to={lesson.path}>{lesson.title}</Link>
      </p>
    </>
  );
}

export function HelpLine({ help, onTake }: Props): ReactNode {
  const page = typeof document === 'undefined' ? undefined : document.documentElement.lang;
  const take = onTake === undefined ? {} : { onTake };
  return (
    <div aria-live="polite" data-help="" lang={page}>
      {help !== undefined && help.about === undefined && <div className={styles.reason} key={help.id}><Reason help={help} {...take} /></div>}
      {help?.about !== undefined && (
        <details className={styles.reason} key={`${help.id} ${help.about}`}>
          {/* Whoever wants to find out alone leaves it closed. */}
          <summary>{translate({ id: 'peapod.help.about', message: 'Something is wrong with {name}. Why?' }, { name: help.about })}</summary>
          <Reason help={help} {...take} />
        </details>
      )}
    </div>
  );
}
