/** A question before the run. The answer opens once the reader has chosen and looked, or asks for it. */
import React, { useEffect, useId, useState } from 'react';
import type { ReactNode } from 'react';
import Translate, { translate } from '@docusaurus/Translate';
import { lessonOf, note } from '@site/src/progress/index.ts';
import { usePageSession } from '../Session/index.tsx';
import { useLive } from '../Session/useLive.ts';
import styles from './styles.module.css';

export type PredictProps = {
  readonly question: string;
  readonly options: readonly string[];
  /** Index of the right option. */
  readonly answer: number;
  /** The live block whose run shows the answer. */
  readonly after?: string;
  /** The same in both languages; needed only where two predictions wait for the same block. */
  readonly id?: string;
  /** The explanation. */
  readonly children?: ReactNode;
};

export function Predict({ question, options, answer, after, id, children }: PredictProps): ReactNode {
  const name = useId();
  const { ran, spec } = usePageSession();
  const live = useLive();
  const [chosen, setChosen] = useState<number>();
  const [asked, setAsked] = useState(false);
  const revealed = asked || (chosen !== undefined && after !== undefined && ran.has(after));
  const lesson = lessonOf(spec.id);
  const key = id ?? after ?? `${answer + 1} of ${options.length}`;
  const predicted = revealed && !asked && chosen !== undefined;
  useEffect(() => {
    if (predicted && lesson !== undefined) note({ type: 'predicted', lesson, question: key, right: chosen === answer });
  }, [predicted, lesson, key, chosen, answer]);
  const mark = (index: number): ReactNode => {
    if (!revealed || (index !== answer && index !== chosen)) return null;
    return <span className={index === answer ? styles.right : styles.wrong}>{index === answer ? translate({ id: 'peapod.predict.right', message: '✓ this happens' }) : translate({ id: 'peapod.predict.wrong', message: '✕ your prediction' })}</span>;
  };
  return (
    <div className={styles.predict}>
      <fieldset disabled={revealed || !live}>
        <legend><span className={styles.label}><Translate id="peapod.predict">Predict</Translate></span>{question}</legend>
        {options.map((option, index) => (
          <label key={option} className={styles.option}>
            <input type="radio" name={name} checked={chosen === index} onChange={() => setChosen(index)} /> <span>{option}</span> {mark(index)}
          </label>
        ))}
      </fieldset>
      <div aria-live="polite">
        {chosen !== undefined && !revealed && after !== undefined && <p className={styles.next}><Translate id="peapod.predict.run">Now run the next block and look.</Translate></p>}
        {revealed && <div className={styles.why}>{children}</div>}
      </div>
      {!revealed && (
        <details className={styles.reveal} open={false} onToggle={(event) => { if (event.currentTarget.open) setAsked(true); }}>
          <summary><Translate id="peapod.predict.show">Show the answer</Translate></summary>
          {/* Without JavaScript this is where the answer is read. */}
          <p><strong>{options[answer]}</strong></p>{children}
        </details>
      )}
    </div>
  );
}
