/** What a reader has done, what is weak, and everything that this browser keeps, as a file or gone. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import Layout from '@theme/Layout';
import { useProgress } from '@site/src/progress/index.ts';
import type { Skill } from '@site/src/plugins/course/read.ts';
import { NextStep } from '../CoursePath/NextStep.tsx';
import { useOutline } from '../CoursePath/index.tsx';
import { Keep } from './Keep.tsx';
import { Modules } from './Modules.tsx';
import { Skills } from './Skills.tsx';
import styles from './styles.module.css';

export default function ProgressPage({ skills }: { readonly skills: readonly Skill[] }): ReactNode {
  const { outline, language } = useOutline();
  const { progress, loaded } = useProgress();
  const title = translate({ id: 'peapod.progress', message: 'Your progress' });
  return (
    <Layout title={title} description={translate({ id: 'peapod.progress.description', message: 'What you have done in this course, what to practise, and your work as a file' })}>
      <main className={`container ${styles.page}`}>
        <h1>{title}</h1>
        <noscript><p>{translate({ id: 'peapod.progress.noscript', message: 'With JavaScript your progress stands here. It never leaves your browser.' })}</p></noscript>
        {loaded && <NextStep outline={outline} language={language} />}
        <Modules outline={outline} language={language} progress={progress} />
        <Skills skills={skills} language={language} progress={progress} />
        <Keep />
      </main>
    </Layout>
  );
}
