/** Virtual time: run, stop, speed up, jump to the next change, and what has happened so far. */
import React, { useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { faultWords } from '../ClusterMap/faultWords.ts';
import { RequestTrace } from '../RequestTrace/index.tsx';
import { SessionMenu } from '../Session/SessionMenu.tsx';
import { useSession } from '../Session/index.tsx';
import type { Happening, Speed } from '@site/src/worker/protocol.ts';
import { clockText, marksOf, spanOf } from './track.ts';
import styles from './styles.module.css';

const speeds: readonly Speed[] = [1, 4, 16, 'max'];

/** A fault in the reader's words, beside its name: `network-cut node02`. */
function faultText({ type, reason, message }: Happening): string {
  if (type !== 'Input' || reason !== 'Fault') return '';
  const [fault = '', target = ''] = message.split(' ');
  return faultWords(fault, target.replace(/\/-?\d+$/, ''))?.button ?? '';
}

function Happenings({ happenings }: { readonly happenings: readonly Happening[] }): ReactNode {
  const language = translate({ id: 'peapod.language', message: 'en' });
  return (
    <ol className={styles.list} lang="en" translate="no">
      {[...happenings].reverse().slice(0, 100).map((one, index) => (
        <li key={`${one.at}/${happenings.length - index}`} className={styles[one.type]}>
          <time>{clockText(one.at)}</time><span>{one.reason}</span><span className={styles.object}>{one.object}</span><span className={styles.message}>{one.message}{faultText(one) !== '' && <span className={styles.object} lang={language} translate="yes"> · {faultText(one)}</span>}</span>
        </li>
      ))}
    </ol>
  );
}

/** `children`: more buttons, beside Undo. */
export function Timeline({ children }: { readonly children?: ReactNode }): ReactNode {
  const { handle, snapshot } = useSession();
  const { view: { at }, pace, happenings, undoable, status } = snapshot;
  const [open, setOpen] = useState<'happenings' | 'requests'>();
  const toggle = (panel: 'happenings' | 'requests'): void => setOpen(open === panel ? undefined : panel);
  const ready = handle !== undefined && status === 'ready';
  const span = spanOf(at);
  const play = pace.playing ? translate({ id: 'peapod.pause', message: 'Pause' }) : translate({ id: 'peapod.play', message: 'Play' });
  return (
    <section className={styles.timeline} aria-label={translate({ id: 'peapod.timeline', message: 'Timeline' })}>
      <div className={styles.bar}>
        <button type="button" className={`button-main ${styles.play}`} disabled={!ready} aria-label={play} title={play} onClick={() => handle?.setPlaying(!pace.playing)}>
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path fill="currentColor" d={pace.playing ? 'M3 2h3.5v12H3zM9.5 2H13v12H9.5z' : 'M4 2l10 6-10 6z'} /></svg>
        </button>
        <label className={styles.speed}>
          <span className="visually-hidden">{translate({ id: 'peapod.speed', message: 'Speed' })}</span>
          <select value={String(pace.speed)} disabled={!ready} onChange={({ target }) => handle?.setSpeed(speeds.find((speed) => String(speed) === target.value) ?? 1)}>
            {speeds.map((speed) => <option key={speed} value={String(speed)}>{speed === 'max' ? translate({ id: 'peapod.speed.max', message: 'max' }) : `${speed}×`}</option>)}
          </select>
        </label>
        <span className={styles.clock} title={translate({ id: 'peapod.clock', message: 'Time in the cluster' })}>{clockText(at)}</span>
        <div className={styles.track} aria-hidden="true">
          <div className={styles.past} style={{ width: `${(at / span) * 100}%` }} />
          {marksOf(happenings, span).map(({ left, type }) => <span key={left} className={`${styles.mark} ${styles[type] ?? ''}`} style={{ left: `${left}%` }} />)}
          <span className={styles.now} style={{ left: `${(at / span) * 100}%` }} />
        </div>
        <button type="button" className="button-plain" disabled={!ready} onClick={() => void handle?.runToNextChange()}>{translate({ id: 'peapod.nextChange', message: 'Run to next change' })}</button>
        <button type="button" className="button-plain" disabled={!ready || undoable === 0} onClick={() => void handle?.undo()}>{translate({ id: 'peapod.undo', message: 'Undo' })}</button>
        {children}
        <button type="button" className="button-plain" aria-expanded={open === 'happenings'} onClick={() => toggle('happenings')}>
          {translate({ id: 'peapod.happened', message: 'What happened ({count})' }, { count: happenings.length })}
        </button>
        <button type="button" className="button-plain" disabled={!ready} aria-expanded={open === 'requests'} onClick={() => toggle('requests')}>{translate({ id: 'peapod.trace', message: 'Requests' })}</button>
        <SessionMenu />
      </div>
      {open === 'happenings' && <Happenings happenings={happenings} />}
      {open === 'requests' && <RequestTrace />}
    </section>
  );
}
