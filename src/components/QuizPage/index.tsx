/** The page of one quiz. Answers and the cards that they move are kept with the reader's progress. */
import React, { useEffect } from 'react';
import type { ReactNode } from 'react';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Layout from '@theme/Layout';
import type { Misconception, QuizSheet } from '@site/src/plugins/course/types.ts';
import { entryOf, note, useProgress } from '@site/src/progress/index.ts';
import { stopTrials } from '@site/src/worker/trials.ts';
import DocPaginator from '@theme/DocPaginator';
import { useNeighbours } from '../CoursePath/neighbours.ts';
import { Quiz } from '../Quiz/index.tsx';
import { noteGiven, useReader } from '../Review/record.ts';
import styles from './styles.module.css';

export default function QuizPage({ quiz, misconceptions }: { readonly quiz: QuizSheet; readonly misconceptions: readonly Misconception[] }): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  const language = currentLocale === 'zh-Hans' ? 'zh' : 'en';
  const { progress, loaded } = useProgress();
  const reader = useReader();
  useEffect(() => { note({ type: 'quizOpened', quiz: quiz.slug }); return stopTrials; }, [quiz.slug]);
  const [first] = quiz.questions;
  const neighbours = useNeighbours('quiz', quiz.slug);
  return (
    <Layout title={quiz.title[language]} description={first?.variants[0]?.stem[language] ?? quiz.title[language]}>
      <main className={`container ${styles.page}`}>
        <Quiz key={quiz.slug} quiz={quiz} language={language} answers={entryOf(progress.quizzes, quiz.slug)?.answers ?? {}} loaded={loaded} reader={reader} misconceptions={misconceptions}
          onGiven={(given) => noteGiven(quiz.slug, given)} onRestart={() => { note({ type: 'quizRestarted', quiz: quiz.slug }); }} />
        <DocPaginator className={styles.neighbours ?? ''} {...neighbours} />
      </main>
    </Layout>
  );
}
