/** Then and now: a machine of this page's cluster as the record of 2014 would have had it, beside the Node object that there is. */
import React, { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { NodeRow } from '@site/src/worker/protocol.ts';
import { useOpenInView, useSession } from '../Session/index.tsx';
import { useAsked } from '../Session/useAsked.ts';
import { newRecord, oldModel, oldRecord, readyOf, secondsSince } from './models.ts';
import type { LeaseObject, NodeObject } from './models.ts';
import styles from './styles.module.css';

/** The API server's answers have the shape of the kind that was asked for. */
function useNode(name: string): { readonly node: NodeObject; readonly lease: LeaseObject } | undefined {
  return useAsked(async (handle) => {
    const [node, lease] = await Promise.all([handle.read(`/api/v1/nodes/${name}`), handle.read(`/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`)]);
    return { node: node.body as NodeObject, lease: lease.code === 200 ? lease.body as LeaseObject : {} };
  }, name);
}

const yesNo = (value: boolean | undefined): string => (value === undefined
  ? translate({ id: 'peapod.models.unknown', message: 'cannot be asked' })
  : value ? translate({ id: 'peapod.models.yes', message: 'yes' }) : translate({ id: 'peapod.models.no', message: 'no' }));

type Line = { readonly question: string; readonly before: ReactNode; readonly today: ReactNode };
const english = (text: string): ReactNode => <span className={styles.mono} lang="en" translate="no">{text}</span>;

function linesOf(row: NodeRow, node: NodeObject, lease: LeaseObject, time: string): readonly Line[] {
  const old = oldModel(row);
  const ready = readyOf(node);
  const seconds = secondsSince(time, lease.spec?.renewTime);
  const taints = node.spec?.taints ?? [];
  return [
    { question: translate({ id: 'peapod.models.who', message: 'Who makes the record?' }), before: translate({ id: 'peapod.models.who.then', message: 'a person, or the cloud' }), today: translate({ id: 'peapod.models.who.now', message: 'its kubelet, or a person' }) },
    { question: translate({ id: 'peapod.models.name', message: 'What is it called?' }), before: english(`id ${row.address}`), today: english(`${row.name}, InternalIP ${row.address}`) },
    { question: translate({ id: 'peapod.models.life', message: 'Where in its life is it?' }), before: english(`phase ${old.phase}`), today: translate({ id: 'peapod.models.life.now', message: 'the object is there; nobody writes a phase' }) },
    { question: translate({ id: 'peapod.models.alive', message: 'Does it answer?' }), before: <>{english('NodeReachable')} {yesNo(old.reachable)}</>,
      today: seconds === undefined ? translate({ id: 'peapod.models.noLease', message: 'no lease' }) : translate({ id: 'peapod.models.lease', message: 'lease renewed {seconds} s ago' }, { seconds }) },
    { question: translate({ id: 'peapod.models.well', message: 'Is it well?' }), before: <>{english('NodeReady')} {yesNo(old.ready)}</>, today: english(ready === undefined ? '' : `Ready ${ready.status} (${ready.reason ?? ''})`) },
    { question: translate({ id: 'peapod.models.pods', message: 'What keeps Pods away?' }), before: old.phase === 'Terminated' ? translate({ id: 'peapod.models.pods.gone', message: 'its phase; its Pods are removed' }) : translate({ id: 'peapod.models.pods.then', message: 'nothing but its phase' }),
      today: taints.length === 0 ? translate({ id: 'peapod.models.noTaints', message: 'no taints' }) : taints.map(({ key, effect }) => <div key={`${key}:${effect}`}>{english(`${key}:${effect}`)}</div>) },
  ];
}

function Models({ row, time }: { readonly row: NodeRow; readonly time: string }): ReactNode {
  const found = useNode(row.name);
  if (found === undefined) return null;
  const [then, now] = [translate({ id: 'peapod.models.then', message: 'Then: Minion, v1beta1' }), translate({ id: 'peapod.models.now', message: 'Now: Node, v1' })];
  return (
    <>
      {/* Focusable, so that a keyboard can scroll it sideways. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0}>
        <table className={styles.table}>
          <thead><tr><th scope="col"><span className="visually-hidden">{translate({ id: 'peapod.models.question', message: 'Question' })}</span></th><th scope="col">{then}</th><th scope="col">{now}</th></tr></thead>
          <tbody>{linesOf(row, found.node, found.lease, time).map(({ question, before, today }) => (
            <tr key={question}><th scope="row">{question}</th><td data-label={then}>{before}</td><td data-label={now}>{today}</td></tr>
          ))}</tbody>
        </table>
      </div>
      <div className={styles.records}>
        {[[then, oldRecord(found.node)], [now, newRecord(found.node)]].map(([label, text]) => (
          // A keyboard must be able to scroll it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre key={label} tabIndex={0} aria-label={label} lang="en" translate="no">{text}</pre>
        ))}
      </div>
    </>
  );
}

export function NodeModels({ node }: { readonly node: string }): ReactNode {
  const box = useRef<HTMLElement>(null);
  useOpenInView(box);
  const { snapshot: { view } } = useSession();
  const [asked, setAsked] = useState<string>();
  const row = view.nodes.find(({ name }) => name === (asked ?? node)) ?? view.nodes.at(-1);
  return (
    <figure ref={box} className={styles.models} aria-label={translate({ id: 'peapod.models', message: 'Two models of a node' })}>
      <label className={styles.pick}>{translate({ id: 'peapod.models.pick', message: 'Machine' })}{' '}
        <select value={row?.name ?? ''} disabled={row === undefined} onChange={({ target }) => setAsked(target.value)}>{view.nodes.map(({ name }) => <option key={name}>{name}</option>)}</select>
      </label>
      {row === undefined ? <p className={styles.wait}>{translate({ id: 'peapod.map.loading', message: 'Starting the cluster…' })}</p> : <Models row={row} time={view.time} />}
    </figure>
  );
}
