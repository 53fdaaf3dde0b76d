/** The cluster on the home page, already running a Deployment, and the one button that breaks it. */
import React, { useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { ClusterMap } from '../ClusterMap/index.tsx';
import { Notices } from '../Session/Notices.tsx';
import { SessionProvider, useOpenInView, useSession } from '../Session/index.tsx';
import { Terminal } from '../Terminal/index.tsx';
import { Timeline } from '../Timeline/index.tsx';
import type { SessionSpec } from '@site/src/worker/protocol.ts';
import styles from './styles.module.css';

const victim = 'node02';

function BreakButton(): ReactNode {
  const { handle, snapshot } = useSession();
  const off = snapshot.view.nodes.find(({ name }) => name === victim)?.faults.includes('node-power-off') === true;
  const press = (): void => {
    void handle?.input({ type: 'fault', fault: off ? 'node-power-on' : 'node-power-off', target: victim });
    handle?.setPlaying(true);
  };
  return (
    <button type="button" className={off ? 'button-plain' : 'button-main'} disabled={snapshot.status !== 'ready'} onClick={press}>
      {off ? translate({ id: 'peapod.map.switchOn', message: 'Switch {node} on' }, { node: victim }) : translate({ id: 'peapod.map.break', message: 'Break {node}' }, { node: victim })}
    </button>
  );
}

/** Says what is going on while one waits: a dead machine is missed after 50 s, given up after five minutes more. */
function Story(): ReactNode {
  const { snapshot: { view, status } } = useSession();
  if (status !== 'ready') return null;
  const node = view.nodes.find(({ name }) => name === victim);
  const trouble = view.strays.length > 0 || view.parts.some(({ running }) => !running) || view.nodes.some(({ faults }) => faults.length > 0);
  if (node?.faults.includes('node-power-off') !== true && trouble) return translate({ id: 'peapod.home.story.trouble', message: 'Something else is broken now. What the cluster makes of it stands under “What happened”.' });
  if (node?.faults.includes('node-power-off') !== true) return translate({ id: 'peapod.home.story.calm', message: 'All is well. The Deployment wants three Pods and has three.' });
  if (node.status.startsWith('Ready')) return translate({ id: 'peapod.home.story.unnoticed', message: 'The machine is dead, and nobody has noticed: the node is still Ready until its heartbeats have been missing for 50 s.' });
  if (!view.pods.some((pod) => pod.node === victim && pod.status === 'Terminating')) return translate({ id: 'peapod.home.story.noticed', message: 'Now the node is NotReady. Its Pods get five more minutes of grace: speed time up, or run to the next change.' });
  return translate({ id: 'peapod.home.story.replaced', message: 'The Pods there were given up and new ones were made elsewhere. The old ones stay Terminating until somebody answers for the machine.' });
}

function Tools(): ReactNode {
  const box = useRef<HTMLElement>(null);
  useOpenInView(box);
  return (
    <figure className={styles.cluster} ref={box} aria-label={translate({ id: 'peapod.cluster', message: 'A cluster to try things on' })}>
      <Notices />
      <div className={styles.bar}><BreakButton /><span className={styles.story} aria-live="polite"><Story /></span></div>
      <ClusterMap />
      <div className={styles.terminal}><Terminal /></div>
      <Timeline />
    </figure>
  );
}

export function HomeCluster({ files }: { readonly files: SessionSpec['files'] }): ReactNode {
  const spec = useMemo((): SessionSpec => ({ id: 'home', preset: 'three-nodes', files, start: [files['nginx-deployment.yaml'] ?? ''], settleMs: 30_000 }), [files]);
  return <SessionProvider spec={spec}><Tools /></SessionProvider>;
}
