/** The cluster as a picture: machines that one can see into, pods in them. It has a table twin, and every state has a word. */
import React, { lazy, Suspense, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { useAllowed } from '../Session/allowed.ts';
import { useSession } from '../Session/index.tsx';
import { stateClass } from '../StateIcon/index.tsx';
import { clockText } from '../Timeline/track.ts';
import type { ClusterView } from '@site/src/worker/protocol.ts';
import { ClusterTable } from './ClusterTable.tsx';
import { Inspector } from './Inspector.tsx';
import { faultInput, nextName } from './faults.ts';
import { faultWords } from './faultWords.ts';
import { Machine, Pod, Stray } from './Machine.tsx';
import type { Picking } from './Machine.tsx';
import { nodeKey, partKey, podKey, strayKey } from './names.ts';
import type { Selected } from './names.ts';
import { useMoves } from './useMoves.ts';
import styles from './styles.module.css';

const LoadPanel = lazy(() => import('../LoadPanel/index.tsx'));

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

/** Nobody looks at an empty box without a word; what was done before is run again, and that may take a while. */
function Starting({ at = 0, end = 0 }: { readonly at?: number; readonly end?: number }): ReactNode {
  if (end === 0) return <p className={styles.empty}>{translate({ id: 'peapod.map.loading', message: 'Starting the cluster…' })}</p>;
  return (
    <p className={styles.empty}>
      {translate({ id: 'peapod.map.again', message: 'Running what has happened so far again: {at} of {end}' }, { at: clockText(at), end: clockText(end) })}
      <progress max={end} value={at} aria-label={translate({ id: 'peapod.map.loading', message: 'Starting the cluster…' })} />
    </p>
  );
}

/** A machine like the workers; the cluster needs a moment to know it. */
function AddMachine({ view }: { readonly view: ClusterView }): ReactNode {
  const { handle } = useSession();
  const add = (): void => { void handle?.input(faultInput('node-add', nextName([...view.nodes, ...view.strays].map(({ name }) => name)))); };
  return <button type="button" className={styles.add} onClick={add} title={faultWords('node-add', '')?.line}>+ {faultWords('node-add', '')?.button}</button>;
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
  const { snapshot: { view, status, opening } } = useSession();
  // Load and new machines are inputs of the same kind as faults.
  const { faults } = useAllowed();
  const [selected, setSelected] = useState<Selected>();
  const [asTable, setAsTable] = useState(false);
  const [loadOpen, setLoadOpen] = useState(false);
  const nodes = useRef<HTMLDivElement>(null);
  const title = useId();
  useMoves(nodes, asTable ? undefined : view);
  const waiting = view.pods.filter((pod) => pod.node === '');
  const keys = [...view.nodes.map((node) => nodeKey(node.name)), ...view.parts.map((part) => partKey(part.name)), ...view.strays.map((stray) => strayKey(stray.name)), ...view.pods.map(podKey)];
  const alive = selected !== undefined && keys.includes(selected) ? selected : undefined;
  const picking: Picking = { selected: alive, tabStop: alive ?? keys[0], select: (key) => setSelected(key === selected ? undefined : key) };
  return (
    <section className={styles.map} aria-labelledby={title}>
      <div className={styles.bar}>
        <span className={styles.title} id={title}>{label ?? translate({ id: 'peapod.map', message: 'Cluster' })}</span>
        <span>
          {faults && (
            <button type="button" className={styles.toggle} aria-expanded={loadOpen} onClick={() => setLoadOpen(!loadOpen)}>
              {view.loads === 0 ? translate({ id: 'peapod.load', message: 'Load' }) : translate({ id: 'peapod.load.running', message: 'Load ({count} running)' }, { count: view.loads })}
            </button>
          )}
          <button type="button" className={styles.toggle} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>{translate({ id: 'peapod.map.table', message: 'Table' })}</button>
        </span>
      </div>
      {asTable ? <ClusterTable view={view} /> : (
        // The handler only moves focus between the buttons inside.
        // eslint-disable-next-line jsx-a11y/no-static-element-interactions
        <div className={styles.nodesBox} ref={nodes} onKeyDown={walk}>
          {status === 'loading' && <Starting {...opening} />}
          <ul className={styles.nodes}>
            {view.nodes.map((node) => (
              <Machine key={node.uid} node={node} parts={node.roles === 'control-plane' ? view.parts : []} pods={view.pods.filter((pod) => pod.node === node.name)} picking={picking} />
            ))}
            {view.strays.map((stray) => <Stray key={stray.name} stray={stray} picking={picking} />)}
          </ul>
          {faults && view.nodes.length > 1 && <AddMachine view={view} />}
          {waiting.length > 0 && (
            <div className={styles.waiting}>
              <span className={styles.role}>{translate({ id: 'peapod.map.unscheduled', message: 'Not on a node yet' })}</span>
              <ul className={styles.pods}>{waiting.map((pod) => <Pod key={pod.uid} pod={pod} picking={picking} />)}</ul>
            </div>
          )}
        </div>
      )}
      <Services view={view} />
      {loadOpen && <Suspense fallback={null}><LoadPanel /></Suspense>}
      {alive !== undefined && <Inspector selected={alive} view={view} close={() => setSelected(undefined)} />}
    </section>
  );
}
