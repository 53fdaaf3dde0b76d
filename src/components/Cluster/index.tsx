/** The page's cluster in one piece: map, terminal, timeline. In a lesson it stands beside the text where there is room. */
import React, { useRef } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { ClusterMap } from '../ClusterMap/index.tsx';
import { Notices } from '../Session/Notices.tsx';
import { useOpenInView } from '../Session/index.tsx';
import { Terminal } from '../Terminal/index.tsx';
import { Timeline } from '../Timeline/index.tsx';
import styles from './styles.module.css';

export function Cluster({ beside = true }: { readonly beside?: boolean }): ReactNode {
  const box = useRef<HTMLElement>(null);
  useOpenInView(box);
  return (
    <figure ref={box} className={`${styles.cluster} ${beside ? 'cluster-beside' : ''}`} aria-label={translate({ id: 'peapod.cluster', message: 'A cluster to try things on' })}>
      <Notices />
      <noscript><p className={styles.noscript}>{translate({ id: 'peapod.cluster.noscript', message: 'With JavaScript a working cluster stands here. Without it, open “What this prints” below each block.' })}</p></noscript>
      <div className={styles.map}><ClusterMap /></div>
      <div className={styles.terminal}><Terminal /></div>
      <Timeline />
    </figure>
  );
}
