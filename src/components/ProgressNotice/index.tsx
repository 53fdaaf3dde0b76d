/** What is wrong with keeping progress, in words, with what can be done. Nothing while all is well. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import { openKeeper, progressStore, useProgress } from '@site/src/progress/index.ts';
import type { Trouble } from '@site/src/progress/index.ts';
import { saveText } from '../Session/saveFile.ts';
import styles from './styles.module.css';

const textOf = (trouble: Trouble): string => ({
  refused: translate({ id: 'peapod.progress.refused', message: 'This browser keeps nothing for us (a private window, perhaps). Your progress lasts until you close this tab; export it as a file if you want to have it later.' }),
  full: translate({ id: 'peapod.progress.full', message: 'The browser’s storage is full: what you do now is kept only until you close this tab. Export your progress as a file, or make room on the progress page.' }),
  corrupt: translate({ id: 'peapod.progress.corrupt', message: 'Your progress could not be read, so it was set aside and the course map begins anew. Nothing was thrown away: you can save what was found as a file.' }),
  newer: translate({ id: 'peapod.progress.newer', message: 'Your progress was kept by a newer Peapod than this page. It was left untouched; reload the page to get the newer one.' }),
  replaced: translate({ id: 'peapod.progress.replaced', message: 'In another tab everything that was kept has been replaced or erased. Reload this page to go on from there.' }),
}[trouble.kind]);

function Actions({ kind }: { readonly kind: Trouble['kind'] }): ReactNode {
  switch (kind) {
    case 'corrupt': return (
      <button type="button" className="button-plain" onClick={() => { void openKeeper().then((keeper) => keeper.asideFile()).then((text) => saveText(text, 'peapod-set-aside.json')); }}>
        {translate({ id: 'peapod.progress.saveAside', message: 'Save what was found' })}
      </button>
    );
    case 'full': case 'refused': return <Link className="button-plain" to="/progress/">{translate({ id: 'peapod.progress.toPage', message: 'To the progress page' })}</Link>;
    default: return <button type="button" className="button-plain" onClick={() => globalThis.location.reload()}>{translate({ id: 'peapod.stopped.reload', message: 'Reload the page' })}</button>;
  }
}

export function ProgressNotice(): ReactNode {
  const { trouble: any, heard } = useProgress();
  const trouble = heard ? undefined : any;
  return (
    // Always there, so that screen readers hear what is put into it. An `output` may not hold paragraphs.
    // eslint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="status" className={trouble === undefined ? undefined : styles.notice}>
      {trouble !== undefined && (
        <>
          <p>{textOf(trouble)}</p>
          <span className={styles.buttons}>
            <Actions kind={trouble.kind} />
            <button type="button" className="button-plain" onClick={() => progressStore().hear()}>{translate({ id: 'peapod.notice.ok', message: 'All right' })}</button>
          </span>
        </>
      )}
    </div>
  );
}
