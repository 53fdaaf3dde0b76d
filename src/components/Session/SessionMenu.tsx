/** The session as a file, and the way back to the beginning. */
import React, { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { RefusedFile } from '@site/src/worker/protocol.ts';
import { useSession } from './index.tsx';
import { saveFile } from './saveFile.ts';
import styles from './styles.module.css';

/** How long a first press on “Start over” waits for the second. */
const sureMs = 4000;

function StartOver({ ready, restart }: { readonly ready: boolean; readonly restart: () => void }): ReactNode {
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (!asked) return undefined;
    const timer = setTimeout(() => setAsked(false), sureMs);
    return () => clearTimeout(timer);
  }, [asked]);
  const press = (): void => { setAsked(!asked); if (asked) restart(); };
  return (
    <button type="button" className={`button-plain ${asked ? 'button-danger' : ''}`} disabled={!ready} onClick={press} onBlur={() => setAsked(false)}>
      <span aria-live="polite">{asked ? translate({ id: 'peapod.session.sure', message: 'Forget all? Press again' }) : translate({ id: 'peapod.lab.restart', message: 'Start over' })}</span>
    </button>
  );
}

function Refusal({ refused }: { readonly refused: RefusedFile }): ReactNode {
  return (
    <p role="alert" className={styles.refused}>
      {refused.belongsTo === undefined
        ? translate({ id: 'peapod.session.refused', message: 'This file could not be opened. Your session is as it was.' })
        : translate({ id: 'peapod.session.elsewhere', message: 'This file was saved on another page ({page}). Open it there. Your session is as it was.' }, { page: refused.belongsTo })}
      {refused.problems.slice(0, 5).map((problem) => <span key={problem} lang="en">{problem}</span>)}
    </p>
  );
}

export function SessionMenu(): ReactNode {
  const { handle, snapshot } = useSession();
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<RefusedFile | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const ready = handle !== undefined && snapshot.status === 'ready';
  const close = (): void => { setOpen(false); setRefused(null); };
  const opened = async (file: File | undefined): Promise<void> => {
    if (file === undefined || handle === undefined) return;
    try {
      const result = await handle.openFile(await file.text());
      setRefused(result);
      if (result === null) close();
    } catch (error) { setRefused({ problems: [error instanceof Error ? error.message : String(error)] }); }
  };
  return (
    // The handlers only close it again: the buttons inside do the work.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.menu} ref={box}
      // Leaving it by the keyboard closes it; the file chooser of the browser takes the focus to nowhere, and does not.
      onBlur={({ relatedTarget }) => { if (relatedTarget !== null && box.current?.contains(relatedTarget) === false) close(); }}
      onKeyDown={({ key }) => { if (key === 'Escape' && open) { close(); box.current?.querySelector('button')?.focus(); } }}>
      <button type="button" className="button-plain" aria-expanded={open} onClick={() => (open ? close() : setOpen(true))}>{translate({ id: 'peapod.session', message: 'Session' })}</button>
      {open && (
        <div className={styles.items}>
          <button type="button" className="button-plain" disabled={!ready} onClick={() => void handle?.file().then((file) => saveFile(file, handle.spec.id.replaceAll('/', '-'))).then(close)}>{translate({ id: 'peapod.lab.save', message: 'Save session' })}</button>
          <button type="button" className="button-plain" disabled={!ready} onClick={() => picker.current?.click()}>{translate({ id: 'peapod.session.open', message: 'Open session…' })}</button>
          <input ref={picker} type="file" accept=".json,application/json" hidden aria-hidden="true" tabIndex={-1}
            onChange={({ target }) => { void opened(target.files?.[0]); target.value = ''; }} />
          <StartOver ready={ready} restart={() => { void handle?.restart(); close(); }} />
          {refused !== null && <Refusal refused={refused} />}
        </div>
      )}
    </div>
  );
}
