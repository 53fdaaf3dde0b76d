/** The very cluster that decides a question, standing still at that moment. It is a session of its own: what is done in it touches nothing else, and is not kept. */
import React, { useEffect, useId, useMemo } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Proof } from '@site/src/plugins/course/types.ts';
import { closeSession } from '@site/src/worker/client.ts';
import type { SessionSpec } from '@site/src/worker/protocol.ts';
import { Cluster } from '../Cluster/index.tsx';
import { SessionProvider } from '../Session/index.tsx';
import { clockText } from '../Timeline/track.ts';
import styles from './styles.module.css';

export type ProofPanelProps = { readonly proof: Proof; readonly of: 'question' | 'answer' };

export function ProofPanel({ proof, of }: ProofPanelProps): ReactNode {
  const id = useId();
  const spec = useMemo((): SessionSpec => {
    const { spec: { preset, files, seed }, inputs, end } = proof;
    return { id: `proof/${id}/${seed}`, preset, files, proof: { seed, inputs, end } };
  }, [proof, id]);
  useEffect(() => () => closeSession(spec.id), [spec.id]);
  return (
    <section className={styles.proof} aria-label={translate({ id: 'peapod.quiz.proof.label', message: 'The cluster that proves it' })}>
      <p className={styles.stopped}>
        {of === 'question'
          ? translate({ id: 'peapod.quiz.proof.stopped', message: 'It stands still at {time}, the moment that decides. Look round, type commands, let time go on: it is a copy for you alone.' }, { time: clockText(proof.end) })
          : translate({ id: 'peapod.quiz.proof.yours', message: 'This is the cluster after your answer, at {time}. Look round, type commands, let time go on: it is a copy for you alone.' }, { time: clockText(proof.end) })}
      </p>
      <SessionProvider spec={spec}><Cluster beside={false} /></SessionProvider>
    </section>
  );
}
