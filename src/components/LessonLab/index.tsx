/** `<Lab slug="…">` in a lesson: what the lab asks for, how far the reader is with it, and the way there. A lab has a cluster of its own, so it has a page of its own. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import { stateOf, useProgress } from '@site/src/progress/index.ts';
import { kindWord, measureOf, useOutline } from '../CoursePath/index.tsx';
import { StateMark, stateWord } from '../CoursePath/StateMark.tsx';
import styles from './styles.module.css';

export function LessonLab({ slug }: { readonly slug: string }): ReactNode {
  const { outline, language } = useOutline();
  const { progress } = useProgress();
  const item = outline.modules.flatMap(({ items }) => items).find(({ kind, id }) => kind === 'lab' && id === slug);
  if (item === undefined) throw new Error(`<Lab slug="${slug}">: exercises/course.yaml has no such lab`);
  const state = stateOf(item, progress);
  const measure = measureOf(item, progress);
  return (
    <section className={styles.lab} aria-label={item.title[language]}>
      <StateMark state={state} kind="lab" />
      <div>
        <p className={styles.title}><Link to={item.path}>{item.title[language]}</Link></p>
        <p>{item.summary[language]}</p>
        <p className={styles.facts}>
          <span>{kindWord('lab')}</span> <span>{translate({ id: 'peapod.minutes', message: 'about {minutes} min' }, { minutes: item.minutes })}</span>
          {state !== 'new' && <span> {stateWord(state)}{measure === '' ? '' : translate({ id: 'peapod.item.measure', message: ', {measure}' }, { measure })}</span>}
        </p>
      </div>
    </section>
  );
}
