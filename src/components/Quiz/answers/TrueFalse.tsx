/** Is it so, and how sure is the learner? Sure and wrong comes up first for review. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Answers } from '@site/src/plugins/course/types.ts';
import type { FieldProps } from '../types.ts';
import { Mark } from './Mark.tsx';
import styles from './styles.module.css';

type Draft = Partial<Answers['true-false']>;
type Confidence = Answers['true-false']['confidence'];
const confidences: readonly Confidence[] = ['sure', 'think', 'guess'];

export const confidenceText = (confidence: Confidence): string => ({
  sure: translate({ id: 'peapod.quiz.sure', message: 'I am sure' }),
  think: translate({ id: 'peapod.quiz.think', message: 'I think so' }),
  guess: translate({ id: 'peapod.quiz.guess', message: 'I am guessing' }),
}[confidence]);
export const truthText = (value: boolean): string =>
  (value ? translate({ id: 'peapod.quiz.true', message: 'True' }) : translate({ id: 'peapod.quiz.false', message: 'False' }));

export function TrueFalse({ name, variant, answer, change, judged }: FieldProps<'true-false'>): ReactNode {
  const draft: Draft = answer ?? {};
  // The halves are chosen one after the other; until both are, the answer is not complete and cannot be checked.
  const put = (more: Draft): void => change({ ...draft, ...more } as Answers['true-false']);
  return (
    <>
      {[true, false].map((value) => (
        <label key={String(value)} className={`${styles.option} ${judged === undefined || draft.value !== value ? '' : value === variant.key ? styles.right : styles.wrong}`}>
          <input type="radio" name={name} checked={draft.value === value} disabled={judged !== undefined} onChange={() => put({ value })} />
          <span>{truthText(value)}</span>
          {judged !== undefined && (value === variant.key ? <Mark right /> : draft.value === value && <Mark right={false} />)}
        </label>
      ))}
      <fieldset className={styles.confidence}>
        <legend>{translate({ id: 'peapod.quiz.confidence', message: 'How sure are you?' })}</legend>
        {confidences.map((confidence) => (
          <label key={confidence} className={styles.option}>
            <input type="radio" name={`${name}-confidence`} checked={draft.confidence === confidence} disabled={judged !== undefined} onChange={() => put({ confidence })} />
            <span>{confidenceText(confidence)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
