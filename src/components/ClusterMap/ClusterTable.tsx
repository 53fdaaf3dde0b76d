/** The map's table twin: the same rows in words. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { StateIcon, stateClass } from '../StateIcon/index.tsx';
import type { ClusterView, VisibleState } from '@site/src/worker/protocol.ts';
import styles from './styles.module.css';

type Cell = string | { readonly state: VisibleState; readonly word: string };

function Table({ caption, head, rows }: { readonly caption: string; readonly head: readonly string[]; readonly rows: readonly { readonly key: string; readonly cells: readonly Cell[] }[] }): ReactNode {
  return (
    // Focusable, so that a keyboard can scroll it sideways.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.tableBox} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption>{caption}</caption>
        <thead><tr>{head.map((name) => <th key={name} scope="col" lang="en" translate="no">{name}</th>)}</tr></thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>{cells.map((cell, index) => (
              <td key={head[index]} lang="en" translate="no">{typeof cell === 'string' ? cell : <span className={`${styles.stateCell} ${stateClass(cell.state)}`}><StateIcon state={cell.state} />{cell.word}</span>}</td>
            ))}</tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function ClusterTable({ view }: { readonly view: ClusterView }): ReactNode {
  return (
    <>
      <Table caption={translate({ id: 'peapod.map.nodes', message: 'Nodes' })} head={['NAME', 'STATUS', 'ROLES', 'AGE', 'INTERNAL-IP']}
        rows={view.nodes.map((node) => ({ key: node.uid, cells: [node.name, { state: node.state, word: node.status }, node.roles, node.age, node.address] }))} />
      <Table caption={translate({ id: 'peapod.map.pods', message: 'Pods' })} head={['NAMESPACE', 'NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE', 'IP', 'NODE']}
        rows={view.pods.map((pod) => ({ key: pod.uid, cells: [pod.namespace, pod.name, pod.ready, { state: pod.state, word: pod.status }, pod.restarts, pod.age, pod.ip, pod.node === '' ? '<none>' : pod.node] }))} />
      {view.workloads.length > 0 && (
        <Table caption={translate({ id: 'peapod.map.workloads', message: 'Workloads' })} head={['NAMESPACE', 'NAME', 'READY']}
          rows={view.workloads.map(({ kind, namespace, name, ready, desired }) => ({
            key: `${kind}/${namespace}/${name}`,
            cells: [namespace, `${kind.toLowerCase()}/${name}`, `${ready}/${desired}`],
          }))} />
      )}
    </>
  );
}
