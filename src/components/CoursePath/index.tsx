/** The course's outline as a path: where it begins, what was done, what comes next. Without JavaScript it is just the path. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { usePluginData } from '@docusaurus/useGlobalData';
import { entryOf, stateOf, useProgress } from '@site/src/progress/index.ts';
import type { ItemState, Progress } from '@site/src/progress/index.ts';
import type { CourseOutline, OutlineItem } from '@site/src/plugins/course/types.ts';
import { NextStep } from './NextStep.tsx';
import { StateMark, stateWord } from './StateMark.tsx';
import styles from './styles.module.css';

export const kindWord = (kind: OutlineItem['kind']): string => ({
  lesson: translate({ id: 'peapod.kind.lesson', message: 'Lesson' }),
  lab: translate({ id: 'peapod.kind.lab', message: 'Lab' }),
  quiz: translate({ id: 'peapod.kind.quiz', message: 'Quiz' }),
}[kind]);

export function useOutline(): { readonly outline: CourseOutline; readonly language: 'en' | 'zh' } {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  // The course plugin sets exactly this.
  return { outline: usePluginData('course') as CourseOutline, language: currentLocale === 'zh-Hans' ? 'zh' : 'en' };
}

/** What there is to say beside the word: points of a lab, answers of a quiz. */
export function measureOf({ kind, id, questions = [] }: OutlineItem, progress: Progress): string {
  if (kind === 'lab') {
    const best = entryOf(progress.labs, id)?.best;
    return best === undefined ? '' : translate({ id: 'peapod.item.points', message: '{score} of {max} points' }, { score: best.score, max: best.max });
  }
  if (kind !== 'quiz') return '';
  const answers = entryOf(progress.quizzes, id)?.answers ?? {};
  const answered = questions.filter((question) => Object.hasOwn(answers, question));
  if (answered.length === 0) return '';
  const right = answered.filter((question) => entryOf(answers, question)?.right === true).length;
  return translate({ id: 'peapod.item.right', message: '{right} of {count} right' }, { right, count: questions.length });
}

function Item({ item, language, progress, state }: { readonly item: OutlineItem; readonly language: 'en' | 'zh'; readonly progress: Progress; readonly state: ItemState }): ReactNode {
  const measure = measureOf(item, progress);
  return (
    <li className={styles.item}>
      <StateMark state={state} kind={item.kind} />
      <p className={styles.title}><Link to={item.path}>{item.title[language]}</Link></p>
      <p className={styles.facts}>
        <span className={`kind-sign item-${item.kind}`}>{kindWord(item.kind)}</span>
        <span>{translate({ id: 'peapod.minutes', message: 'about {minutes} min' }, { minutes: item.minutes })}</span>
        {state !== 'new' && <span className={styles[`${state}Word`]}>{stateWord(state)}{measure === '' ? '' : translate({ id: 'peapod.item.measure', message: ', {measure}' }, { measure })}</span>}
      </p>
      <p className={styles.summary}>{item.summary[language]}</p>
    </li>
  );
}

export function CoursePath(): ReactNode {
  const { outline, language } = useOutline();
  const { progress } = useProgress();
  return (
    <>
      <NextStep outline={outline} language={language} />
      {outline.modules.map((module) => {
        const states = module.items.map((item) => stateOf(item, progress));
        const done = states.filter((state) => state === 'done').length;
        return (
          <section key={module.id}>
            <h3 className={styles.module}>
              {module.title[language]}
              <span className={styles.count}>{done > 0
                ? translate({ id: 'peapod.module.done', message: '{done} of {count} done' }, { done, count: states.length })
                : translate({ id: 'peapod.minutes', message: 'about {minutes} min' }, { minutes: module.items.reduce((sum, { minutes }) => sum + minutes, 0) })}</span>
            </h3>
            <ol className={styles.path}>
              {module.items.map((item, index) => <Item key={`${item.kind} ${item.id}`} item={item} language={language} progress={progress} state={states[index] ?? 'new'} />)}
            </ol>
          </section>
        );
      })}
    </>
  );
}
