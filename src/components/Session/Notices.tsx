/** What a reader must know about the session: that it was restored, that old data was set aside, that the engine stopped. */
import React, { useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { useSession } from './index.tsx';
import { saveFile } from './saveFile.ts';
import type { Notice } from '@site/src/worker/protocol.ts';
import styles from './styles.module.css';

const textOf = (notice: Notice): string => ({
  restored: '',
  setAside: translate({ id: 'peapod.notice.setAside', message: 'The saved state of this page could not be read. It was set aside, and the cluster starts anew.' }),
  otherEngine: translate({ id: 'peapod.notice.otherEngine', message: 'Peapod was updated. Your inputs were run again on the new version; some details may differ.' }),
  notSaved: translate({ id: 'peapod.notice.notSaved', message: 'This browser does not allow storage: everything works, but nothing is kept after you leave.' }),
  full: translate({ id: 'peapod.notice.full', message: 'This browser has no room left: your work on this page is kept only until you leave it. Save the session as a file (“Session”), or make room on the progress page.' }),
  noSentences: translate({ id: 'peapod.notice.noSentences', message: 'The texts about fields could not be loaded, so kubectl explain says <empty>. Type the command again once there is a connection.' }),
}[notice]);

export function Notices(): ReactNode {
  const { handle, snapshot } = useSession();
  const [read, setRead] = useState(false);
  const texts = snapshot.notices.map(textOf).filter((text) => text !== '');
  if (snapshot.stopped !== undefined) {
    const { message, file } = snapshot.stopped;
    return (
      <div className={styles.stopped} role="alert">
        <strong>{message === ''
          ? translate({ id: 'peapod.stopped.notLoaded', message: 'The cluster could not be loaded. Is there a connection to the network?' })
          : translate({ id: 'peapod.stopped', message: 'The engine has stopped: this is our bug, not yours.' })}</strong>
        {message !== '' && <code lang="en">{message}</code>}
        <span className={styles.buttons}>
          {file !== null && <button type="button" className="button-plain" onClick={() => saveFile(file)}>{translate({ id: 'peapod.stopped.save', message: 'Save the session for a bug report' })}</button>}
          <button type="button" className="button-plain" onClick={() => globalThis.location.reload()}>{translate({ id: 'peapod.stopped.reload', message: 'Reload the page' })}</button>
        </span>
      </div>
    );
  }
  if (read || texts.length === 0 || handle === undefined) return null;
  return (
    <div className={styles.notice} aria-live="polite">
      {texts.join(' ')} <button type="button" className="button-plain" onClick={() => setRead(true)}>{translate({ id: 'peapod.notice.ok', message: 'All right' })}</button>
    </div>
  );
}
