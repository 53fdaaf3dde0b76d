/** Load sources: requests at a steady rate, and what became of them, second by second. */
import React, { useId, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { LoadReport } from '@site/src/worker/protocol.ts';
import { useSession } from '../Session/index.tsx';
import { useAsked } from '../Session/useAsked.ts';
import { clockText } from '../Timeline/track.ts';
import { barsOf, countOf, firstAddress, freeName, OUTCOMES } from './bars.ts';
import type { Outcome } from './bars.ts';
import styles from './styles.module.css';

const secondsShown = 60;
const none: readonly LoadReport[] = [];

const outcomeWords = (): { readonly [outcome in Outcome]: string } => ({
  answered: translate({ id: 'peapod.load.answered', message: 'answered' }),
  errors: translate({ id: 'peapod.load.errors', message: 'answered with an error' }),
  refused: translate({ id: 'peapod.load.refused', message: 'refused' }),
  timedOut: translate({ id: 'peapod.load.timedOut', message: 'timed out' }),
  reset: translate({ id: 'peapod.load.reset', message: 'reset' }),
});

/** Colours tell outcomes apart, and so do patterns. */
function Patterns({ id }: { readonly id: string }): ReactNode {
  const line = (name: Outcome, path: string): ReactNode => (
    <pattern id={`${id}-${name}`} width="4" height="4" patternUnits="userSpaceOnUse" className={styles[name]}>
      <rect width="4" height="4" fill="currentColor" opacity="0.28" /><path d={path} stroke="currentColor" strokeWidth="1.2" fill="none" />
    </pattern>
  );
  return <defs>{line('errors', 'M0 2h4')}{line('refused', 'M0 0l4 4M4 0L0 4')}{line('timedOut', 'M2 0v4')}{line('reset', 'M0 4L4 0')}</defs>;
}

function Chart({ load, label }: { readonly load: LoadReport; readonly label: string }): ReactNode {
  const id = useId();
  const [width, height] = [6 * secondsShown, 56];
  return (
    // Drawn here: there is no file that an <img> could show.
    // eslint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} preserveAspectRatio="none">
      <Patterns id={id} />
      {barsOf(load.seconds).map(({ at, parts }, index, all) => (
        <g key={at} transform={`translate(${(secondsShown - all.length + index) * 6} 0)`}>
          {parts.map(({ outcome, from, to }) => (
            <rect key={outcome} className={styles[outcome]} x={0.5} width={5} y={height * (1 - to)} height={height * (to - from)} fill={outcome === 'answered' ? 'currentColor' : `url(#${id}-${outcome})`} stroke={outcome === 'answered' ? 'none' : 'currentColor'} strokeWidth={0.6} />
          ))}
        </g>
      ))}
    </svg>
  );
}

/** The chart in words: the newest second first. */
function Twin({ load }: { readonly load: LoadReport }): ReactNode {
  const words = outcomeWords();
  return (
    <details className={styles.twin}>
      <summary>{translate({ id: 'peapod.load.table', message: 'Second by second' })}</summary>
      {/* A keyboard must be able to scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0}>
        <table>
          <thead><tr>
            <th scope="col">{translate({ id: 'peapod.load.second', message: 'Second' })}</th><th scope="col">{translate({ id: 'peapod.load.sent', message: 'sent' })}</th>
            {OUTCOMES.map((outcome) => <th key={outcome} scope="col">{words[outcome]}</th>)}
            <th scope="col">{translate({ id: 'peapod.load.slowest', message: 'slowest' })}</th>
          </tr></thead>
          <tbody>{load.seconds.toReversed().map((second) => (
            <tr key={second.at}><th scope="row">{clockText(second.at)}</th><td>{second.sent}</td>{OUTCOMES.map((outcome) => <td key={outcome}>{countOf(second, outcome)}</td>)}<td>{second.slowestMs} ms</td></tr>
          ))}</tbody>
        </table>
      </div>
    </details>
  );
}

function Load({ load }: { readonly load: LoadReport }): ReactNode {
  const { handle } = useSession();
  const words = outcomeWords();
  const running = load.endedAt === undefined;
  const said = OUTCOMES.map((outcome) => `${words[outcome]} ${countOf(load.total, outcome)}`).join(', ');
  return (
    <li className={styles.load}>
      <div className={styles.head}>
        <span><strong className={styles.mono}>{load.name}</strong> <span className={styles.mono}>{load.url}</span> <span className={styles.quiet}>
          {translate({ id: 'peapod.load.rate', message: '{rate}/s from {from}' }, { rate: load.rate, from: load.from })}
        </span></span>
        {running
          ? <button type="button" className="button-plain" onClick={() => void handle?.input({ type: 'fault', fault: 'load-stop', target: load.name })}>{translate({ id: 'peapod.load.stop', message: 'Stop {name}' }, { name: load.name })}</button>
          : <span className={styles.quiet}>{translate({ id: 'peapod.load.ended', message: 'stopped' })}</span>}
      </div>
      {load.problem !== undefined && <p className={styles.problem} lang="en">{load.problem}</p>}
      <Chart load={load} label={`${load.name}: ${said}`} />
      <ul className={styles.counts}>
        {OUTCOMES.filter((outcome) => outcome === 'answered' || countOf(load.total, outcome) > 0).map((outcome) => (
          <li key={outcome}><span className={`${styles.swatch} ${styles[outcome]}`} aria-hidden="true" />{words[outcome]} <strong>{countOf(load.total, outcome)}</strong></li>
        ))}
        {load.open > 0 && <li className={styles.quiet}>{translate({ id: 'peapod.load.open', message: 'under way {count}' }, { count: load.open })}</li>}
      </ul>
      <Twin load={load} />
    </li>
  );
}

function StartForm({ taken }: { readonly taken: readonly string[] }): ReactNode {
  const { handle, snapshot: { view, happenings, status } } = useSession();
  const [url, setUrl] = useState<string>();
  const [rate, setRate] = useState('10');
  const [from, setFrom] = useState<string>();
  const places = [...view.nodes.map(({ name }) => name), ...view.pods.filter(({ state }) => state === 'running').map(({ namespace, name }) => `${namespace}/${name}`)];
  const chosen = from !== undefined && (from === 'outside' || places.includes(from)) ? from : places[0] ?? 'outside';
  const address = url ?? firstAddress(view.services);
  const start = (event: FormEvent): void => {
    event.preventDefault();
    void handle?.input({ type: 'fault', fault: 'load-start', target: `${freeName(taken)} ${address} rate=${rate} from=${chosen}` });
  };
  // Only the newest answer counts: one that was refused before a load was started is old.
  const last = happenings.findLast(({ type, reason, object, message }) => type === 'Input' && ((reason === 'Refused' && object === 'load-start') || (reason === 'Fault' && message.startsWith('load-'))));
  return (
    <form className={styles.form} onSubmit={start}>
      <label className={styles.url}><span>{translate({ id: 'peapod.load.url', message: 'Address' })}</span><input value={address} onChange={({ target }) => setUrl(target.value)} spellCheck={false} autoCapitalize="off" autoComplete="off" required lang="en" translate="no" /></label>
      <label><span>{translate({ id: 'peapod.load.perSecond', message: 'Requests per second' })}</span><input className={styles.rate} type="number" min="1" max="1000" value={rate} onChange={({ target }) => setRate(target.value)} required /></label>
      <label><span>{translate({ id: 'peapod.load.from', message: 'From' })}</span>
        <select value={chosen} onChange={({ target }) => setFrom(target.value)}>
          <option value="outside">{translate({ id: 'peapod.load.outside', message: 'outside the cluster' })}</option>
          {places.map((place) => <option key={place} value={place}>{place}</option>)}
        </select>
      </label>
      <button type="submit" className="button-main" disabled={status !== 'ready'}>{translate({ id: 'peapod.load.start', message: 'Start' })}</button>
      {last?.reason === 'Refused' && <p className={styles.problem} role="alert" lang="en">{last.message}</p>}
    </form>
  );
}

export default function LoadPanel(): ReactNode {
  const loads = useAsked((handle) => handle.loads(secondsShown), 'loads') ?? none;
  return (
    <section className={styles.panel} aria-label={translate({ id: 'peapod.load.title', message: 'Load on the cluster' })}>
      <StartForm taken={loads.map(({ name }) => name)} />
      <ul className={styles.loads}>{loads.toReversed().map((load) => <Load key={load.name} load={load} />)}</ul>
    </section>
  );
}
