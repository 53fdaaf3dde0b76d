/** One machine of the map: what was done to it, the control plane's programs where it runs them, its pods. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { StateIcon, stateClass } from '../StateIcon/index.tsx';
import type { NodeRow, PartRow, PodRow, StrayRow } from '@site/src/worker/protocol.ts';
import { FaultMark } from './FaultMark.tsx';
import { nodeKey, partKey, podKey, shortName, strayKey } from './names.ts';
import type { Selected } from './names.ts';
import { partState, partWord } from './parts.ts';
import styles from './styles.module.css';

export type Picking = { readonly selected: Selected | undefined; readonly select: (key: Selected) => void; readonly tabStop: Selected | undefined };
const pickable = (key: Selected, { selected, select, tabStop }: Picking) =>
  ({ type: 'button' as const, 'data-pick': key, 'aria-pressed': selected === key, tabIndex: tabStop === key ? 0 : -1, onClick: () => select(key) });

export function Pod({ pod, picking }: { readonly pod: PodRow; readonly picking: Picking }): ReactNode {
  const { head, tail } = shortName(pod);
  const restarts = pod.restarts.split(' ')[0] ?? '0';
  const wait = pod.backOffMs === undefined ? '' : `${Math.ceil(pod.backOffMs / 1000)} s`;
  const restarted = restarts === '0' ? '' : translate({ id: 'peapod.map.restarts', message: '{count} restarts' }, { count: restarts });
  return (
    <li data-moves={pod.uid}>
      <button {...pickable(podKey(pod), picking)} className={`${styles.pod} ${stateClass(pod.state)} ${styles[pod.state] ?? ''}`} title={pod.name}>
        <StateIcon state={pod.state} />
        <span className="visually-hidden">Pod </span>
        <span className={styles.name}><span className={styles.head}>{head}</span>{tail}</span>
        <span className={styles.word}>{pod.status}{restarted !== '' && <><span aria-hidden="true"> ↻{restarts}</span><span className="visually-hidden">, {restarted}</span></>}{wait === '' ? '' : ` ${wait}`}</span>
      </button>
    </li>
  );
}

function Part({ part, picking }: { readonly part: PartRow; readonly picking: Picking }): ReactNode {
  const state = partState(part);
  return (
    <li>
      <button {...pickable(partKey(part.name), picking)} className={`${styles.part} ${state === 'running' ? '' : `${styles.partDown} ${stateClass(state)}`}`}>
        <span className={stateClass(state)}><StateIcon state={state} /></span>
        <span lang="en" translate="no">{part.name}</span>{' '}
        <span className={part.running && part.wanted ? 'visually-hidden' : styles.word}>{partWord(part)}</span>
      </button>
    </li>
  );
}

export function Machine({ node, pods, parts, picking }: { readonly node: NodeRow; readonly pods: readonly PodRow[]; readonly parts: readonly PartRow[]; readonly picking: Picking }): ReactNode {
  const off = node.faults.some((fault) => fault === 'node-power-off' || fault === 'node-remove');
  const cut = node.faults.some((fault) => fault.startsWith('network-cut'));
  const role = node.roles === 'control-plane' ? translate({ id: 'peapod.map.controlPlane', message: 'control plane' }) : '';
  return (
    <li className={`${styles.node} ${node.state === 'running' ? '' : styles.nodeDown} ${off ? styles.nodeOff : ''} ${cut ? styles.nodeCut : ''}`} data-moves={node.uid}>
      <button {...pickable(nodeKey(node.name), picking)} className={styles.nodeName}>
        <span>{node.name}{role !== '' && <span className={styles.role}> {role}</span>}</span>
        <span className={node.state === 'running' ? styles.role : stateClass(node.state)}>
          {node.faults.map((fault) => <FaultMark key={fault} fault={fault} />)} {node.status}
        </span>
      </button>
      {parts.length > 0 && (
        <ul className={styles.parts} aria-label={translate({ id: 'peapod.map.parts', message: 'Programs of the control plane' })}>
          {parts.map((part) => <Part key={part.name} part={part} picking={picking} />)}
        </ul>
      )}
      <ul className={styles.pods} aria-label={translate({ id: 'peapod.map.podsOn', message: 'Pods on {node}' }, { node: node.name })}>
        {pods.map((pod) => <Pod key={pod.uid} pod={pod} picking={picking} />)}
      </ul>
    </li>
  );
}

/** A machine that works, and that the cluster knows nothing of. */
export function Stray({ stray, picking }: { readonly stray: StrayRow; readonly picking: Picking }): ReactNode {
  return (
    <li className={`${styles.node} ${styles.stray}`}>
      <button {...pickable(strayKey(stray.name), picking)} className={styles.nodeName}>
        <span>{stray.name}</span>
        <span className={stateClass('unknown')}>{stray.faults.map((fault) => <FaultMark key={fault} fault={fault} />)} {translate({ id: 'peapod.map.stray', message: 'no Node object' })}</span>
      </button>
    </li>
  );
}
