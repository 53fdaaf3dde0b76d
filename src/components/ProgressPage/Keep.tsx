/** Everything that this browser keeps: out as one file, in from one, or gone. Nothing is changed before it was asked for twice. */
import React, { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { now, openKeeper, useProgress } from '@site/src/progress/index.ts';
import type { ReadBackup, Usage } from '@site/src/progress/index.ts';
import { saveText } from '../Session/saveFile.ts';
import { Imported } from './Imported.tsx';
import styles from './styles.module.css';

/** Said after the page has begun anew. */
const saidKey = 'peapod-said';
export type Done = 'imported' | 'erased';
const doneText = (done: string | null): string => (done === 'imported' ? translate({ id: 'peapod.keep.imported', message: 'The file was taken in.' })
  : done === 'erased' ? translate({ id: 'peapod.keep.erased', message: 'Everything was erased.' }) : '');
/** Sessions that run in this tab belong to the past: begin anew. */
function beginAnew(done: Done): void {
  try { sessionStorage.setItem(saidKey, done); } catch { /* Then it is not said. */ }
  globalThis.location.reload();
}
function takeSaid(): string {
  try {
    const said = sessionStorage.getItem(saidKey);
    sessionStorage.removeItem(saidKey);
    return doneText(said);
  } catch { return ''; }
}

const sizeText = (bytes: number): string => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`);
const failure = (): string => translate({ id: 'peapod.keep.failed', message: 'The browser’s storage did not take it: it is full, or refused. Nothing was changed.' });

function Erase({ onErase }: { readonly onErase: () => void }): ReactNode {
  const [asked, setAsked] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => { if (asked) no.current?.focus(); }, [asked]);
  if (!asked) return <button type="button" className="button-plain" onClick={() => setAsked(true)}>{translate({ id: 'peapod.keep.erase', message: 'Erase everything…' })}</button>;
  return (
    <span className={styles.sure}>
      <span>{translate({ id: 'peapod.keep.eraseSure', message: 'Progress, answers, reviews and all sessions on this site will be gone, in every tab.' })}</span>
      <button ref={no} type="button" className="button-plain" onClick={() => setAsked(false)}>{translate({ id: 'peapod.keep.eraseNo', message: 'Keep it' })}</button>
      <button type="button" className="button-plain button-danger" onClick={onErase}>{translate({ id: 'peapod.keep.eraseYes', message: 'Erase it all' })}</button>
    </span>
  );
}

function Used({ usage, onDrop }: { readonly usage: Usage; readonly onDrop: () => void }): ReactNode {
  return (
    <p className={styles.muted}>
      {translate({ id: 'peapod.keep.usage', message: 'Kept in this browser: {size} (sessions of pages: {sessions}, handed in: {attempts}).' }, { size: sizeText(usage.bytes), sessions: usage.sessions, attempts: usage.attempts })}{' '}
      {usage.attempts > 0 && <button type="button" className="button-plain" onClick={onDrop}>{translate({ id: 'peapod.keep.drop', message: 'Make room: forget handed-in sessions, keep their scores' })}</button>}
    </p>
  );
}

export function Keep(): ReactNode {
  const { progress, loaded } = useProgress();
  const [usage, setUsage] = useState<Usage>();
  const [read, setRead] = useState<ReadBackup>();
  const [said, setSaid] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const look = useCallback(() => { void openKeeper().then((keeper) => keeper.usage()).then(setUsage).catch(() => undefined); }, []);
  // Taken out of the browser's memory once: not while the page is built, and not while it is drawn.
  // eslint-disable-next-line react/set-state-in-effect
  useEffect(() => { setSaid(takeSaid()); }, []);
  useEffect(() => { if (loaded) look(); }, [loaded, progress, look]);
  const attempt = (work: Promise<void>, done: Done): void => { void work.then(() => beginAnew(done)).catch(() => setSaid(failure())); };
  const exported = async (): Promise<void> => {
    saveText(await (await openKeeper()).exported(), `peapod-progress-${new Date(now()).toISOString().slice(0, 10)}.json`);
  };
  const chosen = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setSaid('');
    const keeper = await openKeeper();
    // Too large a file is not even opened.
    setRead(file.size > keeper.largestFile ? keeper.tooLarge(file.size) : keeper.read(await file.text()));
  };
  return (
    <section>
      <h2>{translate({ id: 'peapod.keep', message: 'Your work as a file' })}</h2>
      <p>{translate({ id: 'peapod.keep.intro', message: 'Everything stays in this browser; nobody else sees it. Take it with you, or to another computer, as one file with your progress and all sessions.' })}</p>
      <div className={styles.buttons}>
        <button type="button" className="button-main" disabled={!loaded} onClick={() => void exported()}>{translate({ id: 'peapod.keep.export', message: 'Export' })}</button>
        <button type="button" className="button-plain" disabled={!loaded} onClick={() => picker.current?.click()}>{translate({ id: 'peapod.keep.import', message: 'Import…' })}</button>
        <input ref={picker} type="file" accept=".json,application/json" hidden aria-hidden="true" tabIndex={-1} onChange={({ target }) => { void chosen(target.files?.[0]); target.value = ''; }} />
        <Erase onErase={() => attempt(openKeeper().then((keeper) => keeper.erase()), 'erased')} />
      </div>
      <div aria-live="polite">
        {said !== '' && <p>{said}</p>}
        {read !== undefined && (
          <Imported read={read} onLeave={() => setRead(undefined)}
            onTake={(backup, how) => attempt(openKeeper().then((keeper) => keeper.import(backup, how)), 'imported')} />
        )}
      </div>
      {usage !== undefined && <Used usage={usage} onDrop={() => { void openKeeper().then((keeper) => keeper.dropAttempts()).then(look).catch(() => setSaid(failure())); }} />}
      {usage !== undefined && usage.aside > 0 && (
        <p className={styles.muted}>
          {translate({ id: 'peapod.keep.aside', message: 'Some of what was kept could not be read and was set aside.' })}{' '}
          <button type="button" className="button-plain" onClick={() => { void openKeeper().then((keeper) => keeper.asideFile()).then((text) => saveText(text, 'peapod-set-aside.json')); }}>{translate({ id: 'peapod.progress.saveAside', message: 'Save what was found' })}</button>
        </p>
      )}
    </section>
  );
}
