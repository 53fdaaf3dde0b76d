/** The lines of a file as radio buttons: clicked, or walked through with the arrow keys. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { FieldProps } from '../types.ts';
import { Mark } from './Mark.tsx';
import { YamlText } from './Yaml.tsx';
import styles from './styles.module.css';

export function FindLine({ name, variant, answer, change, judged }: FieldProps<'find-line'>): ReactNode {
  const tone = (line: number): string => {
    if (judged === undefined) return '';
    return (variant.lines.includes(line) ? styles.right : line === answer ? styles.wrong : '') ?? '';
  };
  return (
    <figure className={styles.file}>
      <figcaption lang="en" translate="no">{variant.file}</figcaption>
      <div className={styles.lines}>
        {variant.text.replace(/\n$/, '').split('\n').map((text, index) => {
          const line = index + 1;
          return (
            <label key={line} className={`${styles.line} ${tone(line)}`}>
              <input type="radio" className={styles.lineRadio} name={name} checked={answer === line} disabled={judged !== undefined} onChange={() => change(line)} />
              <span className={styles.lineNumber}><span className="visually-hidden">{translate({ id: 'peapod.quiz.line', message: 'Line' })} </span>{line}</span>
              <code lang="en" translate="no"><YamlText text={text === '' ? ' ' : text} /></code>
              {judged !== undefined && (variant.lines.includes(line) ? <Mark right>{translate({ id: 'peapod.quiz.thisLine', message: 'this line' })}</Mark> : line === answer && <Mark right={false} />)}
            </label>
          );
        })}
      </div>
    </figure>
  );
}
