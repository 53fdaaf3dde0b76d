/** What a live block has printed so far, out of the terminal's scroll. */
import React, { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Entry } from '@site/src/worker/protocol.ts';
import { translate } from '@docusaurus/Translate';
import { useSession } from '../Session/index.tsx';
import { withoutPrompt } from '@site/src/worker/transcripts.ts';
import { Output } from '../Terminal/index.tsx';
import { entriesOf } from './runs.ts';
import styles from './styles.module.css';

const nothing: readonly Entry[] = [];
export function useEntries(run: string | undefined, commands: readonly string[]): readonly Entry[] {
  const { snapshot } = useSession();
  const { entries, prompt } = snapshot.terminals.main ?? { entries: nothing, prompt: '' };
  return useMemo(() => entriesOf(withoutPrompt(entries, prompt), run, commands), [entries, prompt, run, commands]);
}

export function RunOutput({ entries }: { readonly entries: readonly Entry[] }): ReactNode {
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
