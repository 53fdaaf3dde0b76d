/** Today's review: a few minutes, one question for each skill that is due. */
import React, { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { usePluginData } from '@docusaurus/useGlobalData';
import Layout from '@theme/Layout';
import type { CourseOutline, Misconception } from '@site/src/plugins/course/types.ts';
import { now, useProgress } from '@site/src/progress/index.ts';
import { stopTrials } from '@site/src/worker/trials.ts';
import { comingNext, dueNow } from '../Review/queue.ts';
import type { Coming, Due, SkillIndex } from '../Review/queue.ts';
import { useReader } from '../Review/record.ts';
import { Sitting } from './Sitting.tsx';
import styles from './styles.module.css';

/** As many as fit into five minutes. */
const perSitting = 10;

/** A card that has moved is another one. */
const keyOf = ({ skill, due }: Due): string => `${skill} ${due}`;

function comingText({ inDays, count }: Coming): string {
  if (inDays <= 1) return translate({ id: 'peapod.review.tomorrow', message: 'Next: {count} tomorrow.' }, { count });
  return translate({ id: 'peapod.review.inDays', message: 'Next: {count} in {days} days.' }, { count, days: inDays });
}

function Nothing({ coming, done, language }: { readonly coming: Coming | undefined; readonly done: number; readonly language: 'en' | 'zh' }): ReactNode {
  const { modules } = usePluginData('course') as CourseOutline;
  const quizzes = modules.flatMap(({ items }) => items.filter(({ kind }) => kind === 'quiz'));
  return (
    <div className={styles.nothing}>
      <p className={styles.lead}>{done > 0 ? translate({ id: 'peapod.review.done', message: 'That was all for today.' })
        : coming === undefined ? translate({ id: 'peapod.review.empty', message: 'There is nothing to review yet. What you answer in a quiz comes up here again: wrong answers the next day, right ones after longer and longer.' })
          : translate({ id: 'peapod.review.nothing', message: 'Nothing is due today.' })}</p>
      {coming !== undefined && <p>{comingText(coming)}</p>}
      <p>{translate({ id: 'peapod.review.quizzes', message: 'Quizzes:' })}</p>
      <ul>{quizzes.map(({ id, path, title }) => <li key={id}><Link to={path}>{title[language]}</Link></li>)}</ul>
    </div>
  );
}

export default function ReviewPage({ skills, misconceptions }: { readonly skills: SkillIndex; readonly misconceptions: readonly Misconception[] }): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  const language = currentLocale === 'zh-Hans' ? 'zh' : 'en';
  const { progress, loaded } = useProgress();
  const reader = useReader();
  /** What was due when this sitting began: answering changes the cards, not the sitting. */
  const [sitting, setSitting] = useState<readonly Due[]>();
  /** What earlier sittings asked: a card moves a moment after its answer, and without a connection not at all. */
  const [done, setDone] = useState<ReadonlySet<string>>(new Set());
  if (loaded && sitting === undefined) setSitting(dueNow(progress, skills, now()).filter((one) => !done.has(keyOf(one))).slice(0, perSitting));
  useEffect(() => stopTrials, []);
  const finish = (): void => { setDone(new Set([...done, ...(sitting ?? []).map(keyOf)])); setSitting(undefined); };
  const title = translate({ id: 'peapod.review', message: 'Review' });
  return (
    <Layout title={title} description={translate({ id: 'peapod.review.about', message: 'What you have learned, asked again before you forget it.' })}>
      <main className={`container ${styles.page}`}>
        <h1>{title}</h1>
        <noscript><p>{translate({ id: 'peapod.review.noscript', message: 'The review needs JavaScript: what is due is known only in this browser.' })}</p></noscript>
        {sitting !== undefined && (sitting.length > 0
          ? <Sitting key={done.size} due={sitting} skills={skills} language={language} reader={reader} misconceptions={misconceptions} finish={finish} />
          : <Nothing coming={comingNext(progress, skills, now())} done={done.size} language={language} />)}
      </main>
    </Layout>
  );
}
