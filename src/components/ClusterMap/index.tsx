/** The cluster as a picture: machines that one can see into, pods in them. It has a table twin, and every state has a word. */
import React, { useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { limitsHref } from '../FieldsPage/href.ts';
import { useSession } from '../Session/index.tsx';
import { StateIcon, stateClass } from '../StateIcon/index.tsx';
import type { ClusterView, NodeRow, PodRow } from '@site/src/worker/protocol.ts';
import { ClusterTable } from './ClusterTable.tsx';
import { Inspector } from './Inspector.tsx';
import { nodeKey, podKey, shortName } from './names.ts';
import type { Selected } from './names.ts';
import { useMoves } from './useMoves.ts';
import styles from './styles.module.css';

type Picking = { readonly selected: Selected | undefined; readonly select: (key: Selected) => void; readonly tabStop: Selected | undefined };

function Pod({ pod, picking }: { readonly pod: PodRow; readonly picking: Picking }): ReactNode {
  const key = podKey(pod);
  const { head, tail } = shortName(pod);
  const restarts = pod.restarts.split(' ')[0] ?? '0';
  const wait = pod.backOffMs === undefined ? '' : `${Math.ceil(pod.backOffMs / 1000)} s`;
  const restarted = restarts === '0' ? '' : translate({ id: 'peapod.map.restarts', message: '{count} restarts' }, { count: restarts });
  return (
    <li data-moves={pod.uid}>
      <button type="button" className={`${styles.pod} ${stateClass(pod.state)} ${styles[pod.state] ?? ''}`} data-pick={key} aria-pressed={picking.selected === key}
        tabIndex={picking.tabStop === key ? 0 : -1} title={pod.name} onClick={() => picking.select(key)}>
        <StateIcon state={pod.state} />
        <span className="visually-hidden">Pod </span>
        <span className={styles.name}><span className={styles.head}>{head}</span>{tail}</span>
        <span className={styles.word}>{pod.status}{restarted !== '' && <><span aria-hidden="true"> ↻{restarts}</span><span className="visually-hidden">, {restarted}</span></>}{wait === '' ? '' : ` ${wait}`}</span>
      </button>
    </li>
  );
}

function Machine({ node, pods, picking }: { readonly node: NodeRow; readonly pods: readonly PodRow[]; readonly picking: Picking }): ReactNode {
  const key = nodeKey(node.name);
  const off = node.fault === 'node-power-off';
  const role = node.roles === 'control-plane' ? translate({ id: 'peapod.map.controlPlane', message: 'control plane' }) : '';
  return (
    <li className={`${styles.node} ${node.state === 'running' ? '' : styles.nodeDown} ${off ? styles.nodeOff : ''}`} data-moves={node.uid}>
      <button type="button" className={styles.nodeName} data-pick={key} aria-pressed={picking.selected === key} tabIndex={picking.tabStop === key ? 0 : -1} onClick={() => picking.select(key)}>
        <span>{node.name}{role !== '' && <span className={styles.role}> {role}</span>}</span>
        <span className={node.state === 'running' ? styles.role : stateClass(node.state)}>
          {off && <span className={styles.power}>{translate({ id: 'peapod.map.powerOff', message: 'power off' })}</span>} {node.status}
        </span>
      </button>
      <ul className={styles.pods} aria-label={translate({ id: 'peapod.map.podsOn', message: 'Pods on {node}' }, { node: node.name })}>
        {pods.map((pod) => <Pod key={pod.uid} pod={pod} picking={picking} />)}
      </ul>
    </li>
  );
}

function Services({ view }: { readonly view: ClusterView }): ReactNode {
  const services = view.services.filter((service) => service.name !== 'kubernetes');
  if (services.length === 0) return null;
  return (
    <ul className={styles.services}>
      {services.map((service) => (
        <li key={`${service.namespace}/${service.name}`}>
          <span className={styles.mono}>service/{service.name}</span> <span className={styles.role}>{service.clusterIp} {service.ports}</span>
          <span className={service.ready.length > 0 ? stateClass('running') : stateClass('failed')}>
            {translate({ id: 'peapod.map.endpoints', message: '{ready} ready, {notReady} not' }, { ready: service.ready.length, notReady: service.notReady.length })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Workloads that the cluster keeps and nothing acts on: without a word here, an empty map would be a riddle. */
function Inert({ view }: { readonly view: ClusterView }): ReactNode {
  const inert = view.workloads.filter((workload) => workload.inert);
  if (inert.length === 0) return null;
  return (
    <ul className={styles.services}>
      {inert.map(({ kind, namespace, name }) => (
        <li key={`${kind}/${namespace}/${name}`}>
          <span className={styles.mono} lang="en" translate="no">{kind.toLowerCase()}/{name}</span>{' '}
          <span className={styles.role}>{translate({ id: 'peapod.map.inert', message: 'kept; nothing acts on it here' })}</span>{' '}
          <a href={limitsHref(kind)}>{translate({ id: 'peapod.output.limits', message: 'What is real here' })}</a>
        </li>
      ))}
    </ul>
  );
}

/** Arrow keys walk over everything that can be picked; Tab enters and leaves the map in one step. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const direction = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (direction === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-pick]')];
  const next = all[all.findIndex((element) => element === document.activeElement) + direction];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

export function ClusterMap({ label }: { readonly label?: string }): ReactNode {
  const { snapshot: { view, status } } = useSession();
  const [selected, setSelected] = useState<Selected>();
  const [asTable, setAsTable] = useState(false);
  const nodes = useRef<HTMLDivElement>(null);
  const title = useId();
  useMoves(nodes, asTable ? undefined : view);
  const waiting = view.pods.filter((pod) => pod.node === '');
  const keys = [...view.nodes.map((node) => nodeKey(node.name)), ...view.pods.map(podKey)];
  const alive = selected !== undefined && keys.includes(selected) ? selected : undefined;
  const picking: Picking = { selected: alive, tabStop: alive ?? keys[0], select: (key) => setSelected(key === selected ? undefined : key) };
  return (
    <section className={styles.map} aria-labelledby={title}>
      <div className={styles.bar}>
        <span className={styles.title} id={title}>{label ?? translate({ id: 'peapod.map', message: 'Cluster' })}</span>
        <button type="button" className={styles.toggle} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{translate({ id: 'peapod.map.table', message: 'Table' })}</button>
      </div>
      {asTable ? <ClusterTable view={view} /> : (
        // The handler only moves focus between the buttons inside.
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions
        <div className={styles.nodesBox} ref={nodes} onKeyDown={walk}>
          {status === 'loading' && <p className={styles.empty}>{translate({ id: 'peapod.map.loading', message: 'Starting the cluster…' })}</p>}
          <ul className={styles.nodes}>
            {view.nodes.map((node) => <Machine key={node.uid} node={node} pods={view.pods.filter((pod) => pod.node === node.name)} picking={picking} />)}
          </ul>
          {waiting.length > 0 && (
            <div className={styles.waiting}>
              <span className={styles.role}>{translate({ id: 'peapod.map.unscheduled', message: 'Not on a node yet' })}</span>
              <ul className={styles.pods}>{waiting.map((pod) => <Pod key={pod.uid} pod={pod} picking={picking} />)}</ul>
            </div>
          )}
        </div>
      )}
      <Services view={view} />
      <Inert view={view} />
      {alive !== undefined && <Inspector selected={alive} view={view} close={() => setSelected(undefined)} />}
    </section>
  );
}
