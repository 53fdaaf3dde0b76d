/** How far an item of the course is: a shape, and the word for it. Lessons are peas, labs are boxes, quizzes are rings. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { ItemState } from '@site/src/progress/index.ts';
import styles from './styles.module.css';

export const stateWord = (state: ItemState): string => ({
  new: translate({ id: 'peapod.item.new', message: 'new' }),
  begun: translate({ id: 'peapod.item.begun', message: 'begun' }),
  done: translate({ id: 'peapod.item.done', message: 'done' }),
}[state]);

const outlines = {
  lesson: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z',
  lab: 'M4 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z',
  quiz: 'M8 1l7 7-7 7-7-7z',
} as const;
const halves = { lesson: 'M8 1.5a6.5 6.5 0 0 0 0 13z', lab: 'M8 2H4a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h4z', quiz: 'M8 1L1 8l7 7z' } as const;

export function StateMark({ state, kind }: { readonly state: ItemState; readonly kind: keyof typeof outlines }): ReactNode {
  return (
    <svg className={`${styles.mark} ${styles[state] ?? ''}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path className={styles.outline} d={outlines[kind]} />
      {state === 'begun' && <path className={styles.half} d={halves[kind]} />}
      {state === 'done' && <path className={styles.tick} d="M4.6 8.3l2.3 2.3 4.5-5" />}
    </svg>
  );
}
