/** A manifest with blanks: text fields of the typewriter's width, where the text stands. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { FieldProps } from '../types.ts';
import { YamlText } from './Yaml.tsx';
import styles from './styles.module.css';

/** Room for what may be typed, in characters; Han are two wide. */
const widthOf = (text: string): number => Array.from(text).reduce((sum, one) => sum + (/[\u1100-\uffdc]/.test(one) ? 2 : 1), 0);

export function FillYaml({ variant, answer = {}, change, judged }: FieldProps<'fill-yaml'>): ReactNode {
  const lineOf = (at: number): number => variant.pieces.slice(0, at + 1).join('').split('\n').length;
  return (
    <figure className={styles.file}>
      <figcaption lang="en" translate="no">{variant.file}</figcaption>
      <div className={styles.code} lang="en" translate="no">
        {variant.pieces.map((piece, at) => {
          const blank = variant.blanks[at];
          const typed = blank === undefined ? '' : answer[blank] ?? '';
          return (
            <React.Fragment key={at}>
              <YamlText text={piece} rest={at > 0} />
              {blank !== undefined && (
                <input type="text" className={styles.blank} value={typed} disabled={judged !== undefined} autoCapitalize="off" autoComplete="off" autoCorrect="off" spellCheck={false}
                  style={{ width: `${Math.max(10, widthOf(typed) + 2, widthOf(variant.solution[blank] ?? '') + 4)}ch` }}
                  aria-label={translate({ id: 'peapod.quiz.blank', message: 'Blank {name}, line {line}' }, { name: blank, line: lineOf(at) })}
                  onChange={({ target }) => change({ ...answer, [blank]: target.value })} />
              )}
            </React.Fragment>
          );
        })}
      </div>
    </figure>
  );
}
