/** What one run of a live block has printed so far, out of the terminal's scroll. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { useSession } from '../Session/index.tsx';
import { withoutPrompt } from '@site/src/worker/transcripts.ts';
import { Output } from '../Terminal/index.tsx';
import styles from './styles.module.css';

export function RunOutput({ run }: { readonly run: string }): ReactNode {
  const { snapshot } = useSession();
  const { entries: all, prompt } = snapshot.terminals.main ?? { entries: [], prompt: '' };
  const entries = withoutPrompt(all, prompt).filter((entry) => entry.run === run);
  return (
    // A keyboard must be able to scroll it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.output} tabIndex={0} aria-live="polite" lang="en" translate="no" aria-label={translate({ id: 'peapod.block.output', message: 'Output' })}>
      {entries.map((entry) => (entry.kind === 'line'
        ? <React.Fragment key={entry.id}><span className={styles.prompt}>$ </span>{entry.text}{'\n'}</React.Fragment>
        : <Output key={entry.id} text={entry.text} />))}
    </pre>
  );
}
