/** The course's outline as a path: where it begins, what comes next. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { usePluginData } from '@docusaurus/useGlobalData';
import type { CourseOutline, OutlineItem } from '@site/src/plugins/course/types.ts';
import styles from './styles.module.css';

const kindWord = (kind: OutlineItem['kind']): string => ({
  lesson: translate({ id: 'peapod.kind.lesson', message: 'Lesson' }),
  lab: translate({ id: 'peapod.kind.lab', message: 'Lab' }),
  quiz: translate({ id: 'peapod.kind.quiz', message: 'Quiz' }),
}[kind]);

export function CoursePath(): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  // The course plugin sets exactly this.
  const { modules } = usePluginData('course') as CourseOutline;
  const language = currentLocale === 'zh-Hans' ? 'zh' : 'en';
  return modules.map((module) => (
    <section key={module.id}>
      <h3 className={styles.module}>{module.title[language]}</h3>
      <ol className={styles.path}>
        {module.items.map((item) => (
          <li key={item.id} className={styles[item.kind]}>
            <Link to={item.path}>{item.title[language]}</Link> <span className={styles.kind}>{kindWord(item.kind)}</span>
            <p>{item.summary[language]}</p>
          </li>
        ))}
      </ol>
    </section>
  ));
}
