/** For each row one of the same choices. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { Inline } from '../../Inline/index.tsx';
import type { FieldProps } from '../types.ts';
import { Mark } from './Mark.tsx';
import styles from './styles.module.css';

/** An option of a select is plain text. */
const plain = (text: string): string => text.replaceAll('`', '');

export function Match({ name, variant, language, answer = {}, change, judged }: FieldProps<'match'>): ReactNode {
  const textOf = (id: string): string => variant.right.find((one) => one.id === id)?.text[language] ?? '';
  return (
    <div className={styles.rows}>
      {variant.left.map(({ id, text, key }) => {
        const right = judged?.parts[id];
        return (
          <div key={id} className={`${styles.row} ${right === undefined ? '' : right ? styles.right : styles.wrong}`}>
            <label htmlFor={`${name}-${id}`}><Inline text={text[language]} /></label>
            <select id={`${name}-${id}`} value={answer[id] ?? ''} disabled={judged !== undefined} onChange={({ target }) => change({ ...answer, [id]: target.value })}>
              <option value="" disabled>{translate({ id: 'peapod.quiz.choose', message: 'Choose…' })}</option>
              {variant.right.map((choice) => <option key={choice.id} value={choice.id}>{plain(choice.text[language])}</option>)}
            </select>
            {right === true && <Mark right />}
            {right === false && <><Mark right={false} /><span className={styles.correction}>{translate({ id: 'peapod.quiz.rightIs', message: 'Right:' })} <Inline text={textOf(key)} /></span></>}
          </div>
        );
      })}
    </div>
  );
}
