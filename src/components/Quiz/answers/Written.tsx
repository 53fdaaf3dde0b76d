/** A number, with or without its unit, or a short text. How it may be spelled is for `judgeAnswer` to know. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { FieldProps } from '../types.ts';
import styles from './styles.module.css';

const off = { autoCapitalize: 'off', autoComplete: 'off', autoCorrect: 'off', spellCheck: false } as const;

export function NumberField({ name, variant, language, answer = '', change, judged }: FieldProps<'number'>): ReactNode {
  const unit = variant.unit?.[language];
  return (
    <p className={styles.written}>
      <label htmlFor={name}>{translate({ id: 'peapod.quiz.number', message: 'Your number' })}</label>
      <input id={name} type="text" inputMode={variant.quantity === 'plain' ? 'decimal' : 'text'} className={styles.number} {...off} value={answer} disabled={judged !== undefined}
        aria-describedby={unit === undefined ? undefined : `${name}-unit`} onChange={({ target }) => change(target.value)} />
      {unit !== undefined && <span id={`${name}-unit`}>{unit}</span>}
    </p>
  );
}

export function TextField({ name, answer = '', change, judged }: FieldProps<'text'>): ReactNode {
  return (
    <p className={styles.written}>
      <label htmlFor={name}>{translate({ id: 'peapod.quiz.text', message: 'Your answer' })}</label>
      <input id={name} type="text" className={styles.text} {...off} value={answer} disabled={judged !== undefined} onChange={({ target }) => change(target.value)} />
    </p>
  );
}
