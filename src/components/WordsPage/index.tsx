/** The glossary: both languages side by side, so that a term met in one can be found in the other. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Layout from '@theme/Layout';
import type { Word } from '@site/src/plugins/course/read.ts';
import styles from './styles.module.css';

export default function WordsPage({ words }: { readonly words: readonly Word[] }): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  const language = currentLocale === 'zh-Hans' ? 'zh' : 'en';
  // Tells the build which anchors exist, so that a link to a missing word fails it.
  const { collectAnchor } = useBrokenLinks();
  words.forEach(({ id }) => collectAnchor(id));
  const other = language === 'zh' ? 'en' : 'zh';
  const title = translate({ id: 'peapod.words', message: 'Words' });
  return (
    <Layout title={title} description={translate({ id: 'peapod.words.description', message: 'The terms of the course in English and Chinese, each in one line' })}>
      <main className={`container ${styles.page}`}>
        <h1>{title}</h1>
        <dl className={styles.words}>
          {words.map((word) => (
            <div key={word.id} id={word.id}>
              <dt>{word[language]} {word.en !== word.zh && <span lang={other === 'zh' ? 'zh-Hans' : 'en'}>{word[other]}</span>}</dt>
              <dd>{word.meaning[language]}</dd>
            </div>
          ))}
        </dl>
      </main>
    </Layout>
  );
}
