/** What is picked in the map: its facts, and what can be done to it. */
import React, { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { useSession } from '../Session/index.tsx';
import { StateIcon, stateClass } from '../StateIcon/index.tsx';
import type { ClusterView, LivesOf, NodeRow, PodRow, VisibleState } from '@site/src/worker/protocol.ts';
import { nodeKey, podKey } from './names.ts';
import type { Selected } from './names.ts';
import styles from './styles.module.css';

const Lifecycles = lazy(() => import('../MachineChart/Lifecycles.tsx'));

type Fact = readonly [string, string];

function Frame({ title, state, word, facts, lives, children, close }: {
  readonly title: string; readonly state: VisibleState; readonly word: string; readonly facts: readonly Fact[]; readonly lives: LivesOf; readonly children: ReactNode; readonly close: () => void;
}): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.inspector} aria-label={title}>
      <div className={styles.inspectorHead}>
        <span className={`${styles.stateCell} ${stateClass(state)}`}><StateIcon state={state} /><strong className={styles.mono}>{title}</strong> {word}</span>
        <button type="button" className={styles.close} onClick={close} aria-label={translate({ id: 'peapod.close', message: 'Close' })}>×</button>
      </div>
      <dl className={styles.facts} lang="en" translate="no">
        {facts.filter(([, value]) => value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      <div className={styles.actions}>
        {children}
        <button type="button" className="button-plain" aria-expanded={open} onClick={() => setOpen(!open)}>{translate({ id: 'peapod.lives', message: 'Lifecycles' })}</button>
      </div>
      {open && <Suspense fallback={null}><Lifecycles of={lives} /></Suspense>}
    </section>
  );
}

function PodInspector({ pod, close }: { readonly pod: PodRow; readonly close: () => void }): ReactNode {
  const { handle, snapshot } = useSession();
  const remove = (): void => {
    const command = `kubectl delete pod ${pod.name}${pod.namespace === 'default' ? '' : ` -n ${pod.namespace}`}`;
    // Typed where the reader sees it, unless a program or a container's shell holds the terminal.
    if (snapshot.terminals.main?.busy === true) void handle?.input({ type: 'fault', fault: 'pod-delete', target: `${pod.namespace}/${pod.name}` });
    else void handle?.input({ type: 'line', terminal: 'main', text: command });
  };
  return (
    <Frame title={`pod/${pod.name}`} state={pod.state} word={pod.status} close={close} lives={{ kind: 'Pod', namespace: pod.namespace, name: pod.name }} facts={[
      ['READY', pod.ready], ['RESTARTS', pod.restarts], ['AGE', pod.age], ['NODE', pod.node], ['IP', pod.ip], ['IMAGE', pod.image], ['CONTROLLED BY', pod.owner],
      ['LABELS', Object.entries(pod.labels).map(([key, value]) => `${key}=${value}`).join(', ')],
    ]}>
      <button type="button" className="button-plain button-danger" onClick={remove}>{translate({ id: 'peapod.map.deletePod', message: 'Delete this Pod' })}</button>
    </Frame>
  );
}

function NodeInspector({ node, close }: { readonly node: NodeRow; readonly close: () => void }): ReactNode {
  const { handle } = useSession();
  const off = node.fault === 'node-power-off';
  const toggle = (): void => { void handle?.input({ type: 'fault', fault: off ? 'node-power-on' : 'node-power-off', target: node.name }); };
  return (
    <Frame title={`node/${node.name}`} state={node.state} word={node.status} close={close} lives={{ kind: 'Node', namespace: '', name: node.name }} facts={[
      ['ROLES', node.roles], ['AGE', node.age], ['VERSION', node.version], ['INTERNAL-IP', node.address],
    ]}>
      <button type="button" className={`button-plain ${off ? '' : 'button-danger'}`} onClick={toggle}>
        {off ? translate({ id: 'peapod.map.switchOn', message: 'Switch {node} on' }, { node: node.name }) : translate({ id: 'peapod.map.break', message: 'Break {node}' }, { node: node.name })}
      </button>
    </Frame>
  );
}

export function Inspector({ selected, view, close }: { readonly selected: Selected; readonly view: ClusterView; readonly close: () => void }): ReactNode {
  const node = view.nodes.find((row) => nodeKey(row.name) === selected);
  if (node !== undefined) return <NodeInspector node={node} close={close} />;
  const pod = view.pods.find((row) => podKey(row) === selected);
  return pod === undefined ? null : <PodInspector pod={pod} close={close} />;
}
