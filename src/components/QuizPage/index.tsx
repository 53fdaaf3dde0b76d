/** The page of one quiz; answers are kept in this browser. */
import React, { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Layout from '@theme/Layout';
import type { QuizSheet } from '@site/src/plugins/course/types.ts';
import { Quiz } from '../Quiz/index.tsx';
import type { QuizAnswers, QuizData } from '../Quiz/types.ts';
import { keepAnswers, keptAnswers } from './answers.ts';
import styles from './styles.module.css';

export function quizIn(sheet: QuizSheet, language: 'en' | 'zh'): QuizData {
  return {
    slug: sheet.slug, title: sheet.title[language],
    questions: sheet.questions.map(({ id, type, skill, stem, command, proof, options }) => ({
      id, type, skill, stem: stem[language],
      ...(command === '' ? {} : { exhibit: { language: 'sh' as const, text: `$ ${command}` } }),
      ...(proof === '' ? {} : { proof }),
      options: options.map(({ text, feedback, right }, index) => ({ id: String(index), text: text[language], feedback: feedback[language], right })),
    })),
  };
}

export default function QuizPage({ quiz: sheet }: { readonly quiz: QuizSheet }): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  const quiz = useMemo(() => quizIn(sheet, currentLocale === 'zh-Hans' ? 'zh' : 'en'), [sheet, currentLocale]);
  const [initial, setInitial] = useState<QuizAnswers>();
  useEffect(() => { void keptAnswers(sheet.slug).then(setInitial); }, [sheet.slug]);
  return (
    <Layout title={quiz.title} description={quiz.questions[0]?.stem ?? quiz.title}>
      {/* The answers of an earlier visit are known only in the browser: then the quiz begins again with them. */}
      <main className={`container ${styles.page}`}>
        <Quiz key={initial === undefined ? 'empty' : 'kept'} quiz={quiz} initial={initial ?? {}} onAnswer={(answers) => { void keepAnswers(sheet.slug, answers); }} />
      </main>
    </Layout>
  );
}
