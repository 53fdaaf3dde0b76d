/** What is picked in the map: its facts, and what can be done to it. */
import React, { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { isUsedUp, useAllowed } from '../Session/allowed.ts';
import { useSession } from '../Session/index.tsx';
import { StateIcon, stateClass } from '../StateIcon/index.tsx';
import type { ClusterView, LivesOf, NodeRow, PartRow, PodRow, StrayRow, VisibleState } from '@site/src/worker/protocol.ts';
import { FaultMenu, useFault } from './FaultMenu.tsx';
import { offeredFaults } from './faults.ts';
import { faultWords, partWords, stateWord } from './faultWords.ts';
import { nodeKey, partKey, podKey, strayKey } from './names.ts';
import type { Selected } from './names.ts';
import { partState, partWord } from './parts.ts';
import styles from './styles.module.css';

const Lifecycles = lazy(() => import('../MachineChart/Lifecycles.tsx'));
const Why = lazy(() => import('../Why/index.tsx'));

type Fact = readonly [string, string];
type Panel = { readonly label: string; readonly content: ReactNode };

function Frame({ title, state, word, facts = [], panels = [], children, close }: {
  readonly title: string; readonly state: VisibleState; readonly word: string; readonly facts?: readonly Fact[];
  /** Opened by buttons, one at a time. */
  readonly panels?: readonly Panel[];
  readonly children: ReactNode; readonly close: () => void;
}): ReactNode {
  const [open, setOpen] = useState<string>();
  return (
    <section className={styles.inspector} aria-label={title}>
      <div className={styles.inspectorHead}>
        <span className={`${styles.stateCell} ${stateClass(state)}`}><StateIcon state={state} /><strong className={styles.mono}>{title}</strong> {word}</span>
        <button type="button" className={styles.close} onClick={close} aria-label={translate({ id: 'peapod.close', message: 'Close' })}>×</button>
      </div>
      {facts.length > 0 && (
        <dl className={styles.facts} lang="en" translate="no">
          {facts.filter(([, value]) => value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
        </dl>
      )}
      <div className={styles.actions}>
        {children}
        {panels.map(({ label }) => <button key={label} type="button" className="button-plain" aria-expanded={open === label} onClick={() => setOpen(open === label ? undefined : label)}>{label}</button>)}
      </div>
      <Suspense fallback={null}>{panels.find(({ label }) => label === open)?.content}</Suspense>
    </section>
  );
}

const livesPanel = (of: LivesOf): Panel => ({ label: translate({ id: 'peapod.lives', message: 'Lifecycles' }), content: <Lifecycles of={of} /> });

function PodInspector({ pod, close }: { readonly pod: PodRow; readonly close: () => void }): ReactNode {
  const { handle, snapshot } = useSession();
  const allowed = useAllowed();
  const remove = (): void => {
    const command = `kubectl delete pod ${pod.name}${pod.namespace === 'default' ? '' : ` -n ${pod.namespace}`}`;
    // Typed where the reader sees it, unless a program or a container's shell holds the terminal.
    const busy = snapshot.terminals.main?.busy === true;
    if (busy && allowed.faults) void handle?.input({ type: 'fault', fault: 'pod-delete', target: `${pod.namespace}/${pod.name}` });
    else void handle?.input({ type: 'line', terminal: busy ? 'map' : 'main', text: command });
  };
  return (
    <Frame title={`pod/${pod.name}`} state={pod.state} word={pod.status} close={close} facts={[
      ['READY', pod.ready], ['RESTARTS', pod.restarts], ['AGE', pod.age], ['NODE', pod.node], ['IP', pod.ip], ['IMAGE', pod.image], ['CONTROLLED BY', pod.owner],
      ['LABELS', Object.entries(pod.labels).map(([key, value]) => `${key}=${value}`).join(', ')],
    ]} panels={[
      { label: pod.node === '' ? translate({ id: 'peapod.why.nowhere', message: 'Why nowhere?' }) : translate({ id: 'peapod.why', message: 'Why there?' }), content: <Why namespace={pod.namespace} pod={pod.name} /> },
      livesPanel({ kind: 'Pod', namespace: pod.namespace, name: pod.name }),
    ]}>
      <button type="button" className="button-plain button-danger" disabled={isUsedUp(allowed)} onClick={remove}>{translate({ id: 'peapod.map.deletePod', message: 'Delete this Pod' })}</button>
    </Frame>
  );
}

function NodeInspector({ node, close }: { readonly node: NodeRow; readonly close: () => void }): ReactNode {
  const give = useFault();
  const { faults: mayBreak } = useAllowed();
  const off = node.faults.includes('node-power-off');
  const gone = node.faults.includes('node-remove');
  const power = off ? 'node-power-on' : 'node-power-off';
  const controlPlane = node.roles === 'control-plane';
  return (
    <Frame title={`node/${node.name}`} state={node.state} word={[...node.faults.map(stateWord), node.status].join(' · ')} close={close} panels={gone ? [] : [livesPanel({ kind: 'Node', namespace: '', name: node.name })]} facts={[
      ['ROLES', node.roles], ['AGE', node.age], ['VERSION', node.version], ['INTERNAL-IP', node.address],
    ]}>
      {mayBreak && !gone && <button type="button" className={`button-plain ${off ? '' : 'button-danger'}`} onClick={() => give(power, node.name)}>{faultWords(power, node.name)?.button}</button>}
      {mayBreak && <FaultMenu node={node.name} faults={offeredFaults(node.faults, controlPlane)} />}
    </Frame>
  );
}

function PartInspector({ part, close }: { readonly part: PartRow; readonly close: () => void }): ReactNode {
  const give = useFault();
  const fault = part.wanted ? 'component-stop' : 'component-start';
  const words = faultWords(fault, part.name);
  const { faults } = useAllowed();
  return (
    <Frame title={part.name} state={partState(part)} word={partWord(part)} close={close}>
      <p className={styles.about}>{partWords(part.name)}</p>
      {faults && (
        <>
          <button type="button" className={`button-plain ${part.wanted ? 'button-danger' : ''}`} onClick={() => give(fault, part.name)}>{words?.button}</button>
          <span className={styles.role}>{words?.line}</span>
        </>
      )}
    </Frame>
  );
}

function StrayInspector({ stray, close }: { readonly stray: StrayRow; readonly close: () => void }): ReactNode {
  const give = useFault();
  const { faults } = useAllowed();
  const off = stray.faults.includes('node-power-off');
  const first = off ? 'node-power-on' : 'node-rejoin';
  return (
    <Frame title={stray.name} state="unknown" word={translate({ id: 'peapod.map.stray', message: 'no Node object' })} close={close}>
      {faults && (
        <>
          <button type="button" className="button-main" onClick={() => give(first, stray.name)}>{faultWords(first, stray.name)?.button}</button>
          <FaultMenu node={stray.name} faults={offeredFaults(stray.faults, false).filter((fault) => fault !== 'node-delete')} />
        </>
      )}
    </Frame>
  );
}

export function Inspector({ selected, view, close }: { readonly selected: Selected; readonly view: ClusterView; readonly close: () => void }): ReactNode {
  const node = view.nodes.find((row) => nodeKey(row.name) === selected);
  if (node !== undefined) return <NodeInspector node={node} close={close} />;
  const part = view.parts.find((row) => partKey(row.name) === selected);
  if (part !== undefined) return <PartInspector part={part} close={close} />;
  const stray = view.strays.find((row) => strayKey(row.name) === selected);
  if (stray !== undefined) return <StrayInspector stray={stray} close={close} />;
  const pod = view.pods.find((row) => podKey(row) === selected);
  return pod === undefined ? null : <PodInspector key={selected} pod={pod} close={close} />;
}
