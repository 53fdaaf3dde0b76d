import React from 'react';
import type { ReactNode } from 'react';
import { LiveEditor } from 'react-live';
import useIsBrowser from '@docusaurus/useIsBrowser';
import { translate } from '@docusaurus/Translate';
import { usePlayground } from '@docusaurus/theme-live-codeblock/client';
import PlaygroundHeader from '@theme/Playground/Header';
import styles from './styles.module.css';

/** Tab leaves the field; react-live's own setting traps the keyboard (WCAG 2.1.2). */
export default function PlaygroundEditor(): ReactNode {
  const isBrowser = useIsBrowser();
  const { reset } = usePlayground();
  return (
    <section aria-label={translate({ id: 'peapod.playground.editor', message: 'Live code editor' })}>
      <PlaygroundHeader buttons={<button type="button" className="button-plain" onClick={() => reset()}>{translate({ id: 'peapod.editor.reset', message: 'Reset' })}</button>}>
        {translate({ id: 'peapod.playground', message: 'React' })}
      </PlaygroundHeader>
      {/* Mounted anew in the browser, or it would keep the colours of the server's page. */}
      <LiveEditor key={String(isBrowser)} tabMode="focus" className={styles.editor ?? ''} />
    </section>
  );
}
