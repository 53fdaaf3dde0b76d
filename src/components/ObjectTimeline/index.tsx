/**
 * `<Timeline>` in a lesson: what one or a few objects of the page's cluster were from moment to moment, with their events. The bar of buttons
 * under the cluster is another thing (`Timeline`): that one moves time, this one shows what it did.
 */
import React, { useRef } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { StateTrack } from '@site/src/worker/protocol.ts';
import { useOpenInView, useSession } from '../Session/index.tsx';
import { useAsked } from '../Session/useAsked.ts';
import { StateIcon, stateClass } from '../StateIcon/index.tsx';
import { clockText } from '../Timeline/track.ts';
import { axisOf, percent, rowsOf } from './rows.ts';
import type { Axis, TimelineRow } from './rows.ts';
import styles from './styles.module.css';

export type ObjectTimelineProps = {
  /** `pod/nginx`, `pod/web-*`, `node/node02`; several with blanks between them. */
  readonly of: string;
  /** Only the last so many seconds. */
  readonly last?: number;
};
/** More would be read by nobody; the newest stay. */
const MOST_ROWS = 8;
const nothing: readonly StateTrack[] = [];

function Row({ row: { name, bars, marks } }: { readonly row: TimelineRow }): ReactNode {
  return (
    <>
      <span className={styles.name}>{name}</span>
      <div className={styles.track}>
        {bars.map(({ left, width, state, status, from, open }) => (
          <span key={from} className={`${styles.bar} ${styles[state] ?? ''} ${stateClass(state)} ${open ? styles.open : ''}`} style={{ left: `${left}%`, width: `${width}%` }} title={`${clockText(from)} ${status}`}>
            <StateIcon state={state} /><span className={styles.word}>{status}</span>
          </span>
        ))}
        {marks.map(({ left, warning, text }, index) => <span key={index} className={`${styles.mark} ${warning ? styles.warning : ''}`} style={{ left: `${left}%` }} title={text} />)}
      </div>
    </>
  );
}

/** The same as a table: for readers who do not see it, and for whoever wants the exact seconds. */
function Twin({ rows }: { readonly rows: readonly TimelineRow[] }): ReactNode {
  return (
    <details className={styles.twin}>
      <summary>{translate({ id: 'peapod.objects.table', message: 'As a table' })}</summary>
      {/* Focusable, so that a keyboard can scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={styles.scroll} tabIndex={0} aria-label={translate({ id: 'peapod.objects.table', message: 'As a table' })}>
        <table>
          <thead><tr><th scope="col">{translate({ id: 'peapod.objects.object', message: 'Object' })}</th><th scope="col">{translate({ id: 'peapod.objects.from', message: 'From' })}</th><th scope="col">{translate({ id: 'peapod.objects.to', message: 'To' })}</th><th scope="col">STATUS</th></tr></thead>
          <tbody>
            {rows.flatMap(({ name, bars }) => bars.map(({ from, to, status, open }) => (
              <tr key={`${name}/${from}`}><td lang="en" translate="no">{name}</td><td>{clockText(from)}</td><td>{open ? '…' : clockText(to)}</td><td lang="en" translate="no">{status}</td></tr>
            )))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function Picture({ rows, axis }: { readonly rows: readonly TimelineRow[]; readonly axis: Axis }): ReactNode {
  return (
    <div className={styles.picture} aria-hidden="true" lang="en" translate="no">
      {rows.map((row, index) => <Row key={index} row={row} />)}
      <span />
      <div className={styles.axis}>{axis.ticks.map((tick) => <span key={tick} style={{ left: `${percent(tick, axis)}%` }}>{clockText(tick)}</span>)}</div>
    </div>
  );
}

export function ObjectTimeline({ of, last }: ObjectTimelineProps): ReactNode {
  const box = useRef<HTMLElement>(null);
  useOpenInView(box);
  const { snapshot: { view, happenings } } = useSession();
  const names = of.trim().split(/\s+/);
  const tracks = (useAsked((handle) => handle.states(names), of) ?? nothing).slice(-MOST_ROWS);
  const axis = axisOf(tracks, view.at, last === undefined ? undefined : last * 1000);
  const rows = rowsOf(tracks, happenings, view.at, axis).filter(({ bars }) => bars.length > 0);
  const title = translate({ id: 'peapod.objects', message: 'States over time: {objects}' }, { objects: names.join(', ') });
  return (
    <figure ref={box} className={styles.timeline} aria-label={title}>
      <figcaption className={styles.head}>{title}</figcaption>
      {rows.length === 0 ? <p className={styles.none}>{translate({ id: 'peapod.objects.none', message: 'Nothing yet. It is drawn as soon as {objects} is there.' }, { objects: names.join(', ') })}</p> : <><Picture rows={rows} axis={axis} /><Twin rows={rows} /></>}
      <noscript><p className={styles.none}>{translate({ id: 'peapod.objects.noscript', message: 'With JavaScript the states are drawn here as they happen. Without it, the blocks before and after show what is printed.' })}</p></noscript>
    </figure>
  );
}
