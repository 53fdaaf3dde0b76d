/** Why a pod is on its node, or on none: what each of the scheduler's plugins said of each node. */
import React, { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Placing } from '@site/src/worker/protocol.ts';
import { useSession } from '../Session/index.tsx';
import { useAsked } from '../Session/useAsked.ts';
import { clockText } from '../Timeline/track.ts';
import { tableOf } from './rows.ts';
import type { Row, WhyTable } from './rows.ts';
import styles from './styles.module.css';

type PluginWords = { readonly name: string; readonly meaning: string };

/** Where it waits, and what wakes it. */
function queueText(queue: string | undefined): string {
  switch (queue) {
    case 'active': case 'flight': return translate({ id: 'peapod.why.active', message: 'Its turn comes any moment.' });
    case 'backoff': case 'errors': return translate({ id: 'peapod.why.backoff', message: 'It rests for a few seconds, then it is tried again.' });
    case 'asleep': return translate({ id: 'peapod.why.asleep', message: 'It sleeps until something changes that could help: a node, a Pod that goes, a volume.' });
    default: return '';
  }
}

function Sentence({ placing, stopped }: { readonly placing: Placing; readonly stopped: boolean }): ReactNode {
  const { verdict, node, gates, queue, scheduler } = placing;
  if (gates.length > 0) return <p>{translate({ id: 'peapod.why.gates', message: 'Its scheduling gates keep it from being looked at:' })} <code>{gates.join(', ')}</code></p>;
  if (verdict === undefined && node !== '') return <p>{translate({ id: 'peapod.why.notAsked', message: 'The scheduler was not asked: the Pod was made with this node’s name in it, or the record is older than what is kept.' })}</p>;
  if (verdict === undefined && stopped) return <p>{translate({ id: 'peapod.why.stopped', message: 'kube-scheduler does not run: nobody looks for a node.' })}</p>;
  if (verdict === undefined && queue === undefined) return <p>{translate({ id: 'peapod.why.nobody', message: 'Nobody takes it: is there a scheduler named {name}?' }, { name: scheduler })}</p>;
  if (verdict === undefined) return <p>{queueText(queue)}</p>;
  const when = { time: clockText(Math.max(0, verdict.at)), attempt: verdict.attempt };
  if (verdict.chosen !== undefined) return <p>{translate({ id: 'peapod.why.chosen', message: 'At {time}, at attempt {attempt}, the scheduler asked every node and chose {node}.' }, { ...when, node: verdict.chosen })}</p>;
  return (
    <>
      <p>{translate({ id: 'peapod.why.none', message: 'At {time}, at attempt {attempt}, no node would do.' }, when)} {stopped ? translate({ id: 'peapod.why.stopped', message: 'kube-scheduler does not run: nobody looks for a node.' }) : queueText(queue)}</p>
      <p className={styles.event} lang="en" translate="no"><strong>FailedScheduling</strong> {verdict.message ?? verdict.refused}</p>
    </>
  );
}

function Line({ row, columns }: { readonly row: Row; readonly columns: number }): ReactNode {
  const refused = (
    <td colSpan={Math.max(1, columns)} className={styles.reason}>
      <span className={styles.refused}>{translate({ id: 'peapod.why.refusedBy', message: 'refused by {plugin}' }, { plugin: row.refusedBy })}</span>
      <span lang="en" translate="no"> {row.reasons.join('; ')}</span>
      {row.figures.map((figure) => <small key={figure} lang="en" translate="no">{figure}</small>)}
      {row.victims.length > 0 && <small>{translate({ id: 'peapod.why.victims', message: 'These would have to go:' })} <span lang="en" translate="no">{row.victims.join(', ')}</span></small>}
    </td>
  );
  return (
    <tr className={row.chosen ? styles.chosen : ''}>
      <th scope="row"><span lang="en" translate="no">{row.node}</span>{row.chosen && <span className={styles.mark}> ✓ {translate({ id: 'peapod.why.here', message: 'chosen' })}</span>}</th>
      {!row.fits && refused}
      {row.fits && row.total === undefined && <td colSpan={Math.max(1, columns)}>{translate({ id: 'peapod.why.only', message: 'fits; no other node did, so nobody counted points' })}</td>}
      {row.fits && row.total !== undefined && <>{row.points.map((points, index) => <td key={index} className={styles.number}>{points ?? ''}</td>)}<td className={styles.number}><strong>{row.total}</strong></td></>}
    </tr>
  );
}

function Verdicts({ table }: { readonly table: WhyTable }): ReactNode {
  const { plugins, rows, left } = table;
  const title = translate({ id: 'peapod.why.table', message: 'What each plugin said of each node' });
  return (
    // Focusable, so that a keyboard can scroll it sideways.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.scroll} tabIndex={0} aria-label={title}>
      <table className={styles.table}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{translate({ id: 'peapod.why.node', message: 'Node' })}</th>
            {plugins.map((plugin) => <th key={plugin} scope="col" lang="en" translate="no" className={styles.plugin}>{plugin.replace(/(?<=[a-z])(?=[A-Z])/g, '\u200B')}</th>)}
            <th scope="col" className={plugins.length > 0 ? styles.sum : ''}>{plugins.length > 0 ? translate({ id: 'peapod.why.sum', message: 'Sum' }) : translate({ id: 'peapod.trace.verdict', message: 'Verdict' })}</th>
          </tr>
        </thead>
        <tbody>{rows.map((row) => <Line key={row.node} row={row} columns={plugins.length + 1} />)}</tbody>
      </table>
      {left > 0 && <p>{translate({ id: 'peapod.why.left', message: '{count} more nodes are left out.' }, { count: left })}</p>}
    </section>
  );
}

function Plugins({ named }: { readonly named: readonly string[] }): ReactNode {
  const [words, setWords] = useState<readonly PluginWords[]>([]);
  useEffect(() => { void import('@generated/course/default/plugins.json').then(({ default: loaded }) => setWords(loaded)); }, []);
  const known = words.filter(({ name }) => named.includes(name));
  if (known.length === 0) return null;
  return <dl className={styles.plugins}>{known.map(({ name, meaning }) => <div key={name}><dt lang="en" translate="no">{name}</dt><dd>{meaning}</dd></div>)}</dl>;
}

export default function Why({ namespace, pod }: { readonly namespace: string; readonly pod: string }): ReactNode {
  const { snapshot: { view } } = useSession();
  const placing = useAsked((handle) => handle.why(namespace, pod), `${namespace}/${pod}`);
  if (placing === undefined || placing === null) return null;
  const stopped = view.parts.some(({ name, running }) => name === 'kube-scheduler' && !running);
  const table = placing.verdict === undefined ? undefined : tableOf(placing.verdict);
  return (
    <div className={styles.why}>
      <Sentence placing={placing} stopped={stopped} />
      {table !== undefined && table.rows.length > 0 && <Verdicts table={table} />}
      {table !== undefined && <Plugins named={table.named} />}
    </div>
  );
}
