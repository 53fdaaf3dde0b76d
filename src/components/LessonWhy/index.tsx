/** `<Why of="pod/web">` in a lesson: why a pod of the page's cluster is on its node, or on none. */
import React, { useRef } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { useOpenInView, useSession } from '../Session/index.tsx';
import { livesOf } from '../StateChart/livesOf.ts';
import Why from '../Why/index.tsx';
import styles from './styles.module.css';

/** @param of `pod/web`, or `pod/web-*`: the first that is there. */
export function LessonWhy({ of }: { readonly of: string }): ReactNode {
  const box = useRef<HTMLElement>(null);
  useOpenInView(box);
  const { snapshot: { view } } = useSession();
  const whose = livesOf(of, view.pods);
  const pod = view.pods.find(({ namespace, name }) => namespace === whose?.namespace && name === whose.name);
  return (
    <figure ref={box} className={styles.why}>
      <figcaption>{translate({ id: 'peapod.lessonWhy', message: 'Why is it there?' })} <code lang="en" translate="no">{pod === undefined ? of : `pod/${pod.name}`}</code></figcaption>
      {pod === undefined ? <p>{translate({ id: 'peapod.live.noObject', message: '{object} is not there' }, { object: of })}</p> : <Why namespace={pod.namespace} pod={pod.name} />}
    </figure>
  );
}
