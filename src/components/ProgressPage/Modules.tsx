/** Each module as a table: what was done, and how well. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import { entryOf, stateOf } from '@site/src/progress/index.ts';
import type { Progress } from '@site/src/progress/index.ts';
import type { CourseOutline, OutlineItem } from '@site/src/plugins/course/types.ts';
import { StateMark, stateWord } from '../CoursePath/StateMark.tsx';
import { kindWord, measureOf } from '../CoursePath/index.tsx';
import styles from './styles.module.css';

type Props = { readonly outline: CourseOutline; readonly language: 'en' | 'zh'; readonly progress: Progress };

/** When it was last worked on, as the reader writes dates. */
function lastOf({ kind, id }: OutlineItem, progress: Progress): number | undefined {
  const tables: { readonly [kind in OutlineItem['kind']]: { readonly [id: string]: { readonly at: number } } } = { lesson: progress.lessons, lab: progress.labs, quiz: progress.quizzes };
  return entryOf(tables[kind], id)?.at;
}
export const dateText = (at: number, language: 'en' | 'zh'): string => new Date(at).toLocaleDateString(language === 'zh' ? 'zh-Hans' : 'en', { year: 'numeric', month: 'short', day: 'numeric' });

function result(item: OutlineItem, progress: Progress): string {
  const measure = measureOf(item, progress);
  if (item.kind === 'lab') {
    const lab = entryOf(progress.labs, item.id);
    const attempts = lab?.attempts.length ?? 0;
    const hints = Object.keys(lab?.hints ?? {}).length;
    return [
      measure,
      attempts > 1 ? translate({ id: 'peapod.progress.attempts', message: '{attempts} attempts' }, { attempts }) : '',
      hints > 0 ? translate({ id: 'peapod.progress.hints', message: 'hints opened: {hints}' }, { hints }) : '',
    ].filter((text) => text !== '').join(' · ');
  }
  if (item.kind === 'quiz') return measure;
  const predicted = Object.values(entryOf(progress.lessons, item.id)?.predicted ?? {});
  return predicted.length === 0 ? '' : translate({ id: 'peapod.progress.predicted', message: 'predictions right: {right} of {count}' }, { right: predicted.filter(({ right }) => right).length, count: predicted.length });
}

export function Modules({ outline, language, progress }: Props): ReactNode {
  return outline.modules.map((module) => {
    const done = module.items.filter((item) => stateOf(item, progress) === 'done').length;
    return (
      <section key={module.id}>
        <h2>{module.title[language]} <span className={styles.count}>{translate({ id: 'peapod.module.done', message: '{done} of {count} done' }, { done, count: module.items.length })}</span></h2>
        <table className={styles.items}>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{translate({ id: 'peapod.progress.state', message: 'State' })}</th><th scope="col">{translate({ id: 'peapod.progress.item', message: 'Lesson, lab or quiz' })}</th>
              <th scope="col">{translate({ id: 'peapod.progress.result', message: 'Result' })}</th><th scope="col">{translate({ id: 'peapod.progress.last', message: 'Last time' })}</th>
            </tr>
          </thead>
          <tbody>
            {module.items.map((item) => {
              const state = stateOf(item, progress);
              const last = lastOf(item, progress);
              return (
                <tr key={`${item.kind} ${item.id}`}>
                  <td className={styles.state}><StateMark state={state} kind={item.kind} /> {stateWord(state)}</td>
                  <th scope="row"><Link to={item.path}>{item.title[language]}</Link> <span className={styles.kind}>{kindWord(item.kind)}</span></th>
                  <td>{result(item, progress)}</td>
                  <td className={styles.date}>{last === undefined ? '' : dateText(last, language)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    );
  });
}
