/** A quiz as a learner has it, of the questions that are proved, and the keys that the engine found. Nothing is kept. */
import React, { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Misconception, QuizSheet } from '@site/src/plugins/course/types.ts';
import type { Answer } from '@site/src/progress/index.ts';
import type { Key } from '@site/src/worker/authoring.ts';
import { Quiz } from '../Quiz/index.tsx';
import type { Given } from '../Quiz/types.ts';
import styles from './styles.module.css';

type Answers = { readonly [question: string]: Answer };
function Taken({ sheet, language, misconceptions }: { readonly sheet: QuizSheet; readonly language: 'en' | 'zh'; readonly misconceptions: readonly Misconception[] }): ReactNode {
  const [answers, setAnswers] = useState<Answers>({});
  const given = ({ question, variant, answer, judged }: Given): void => setAnswers((before) => ({ ...before, [question.id]: {
    // The player hands out plain JSON; when it was is nobody's concern here.
    at: 0 as unknown as Answer['at'], right: judged.right, credit: judged.credit, skill: question.skill, misconceptions: judged.misconceptions, given: answer as Answer['given'], variant: variant.seed, tries: 1,
  } }));
  return <Quiz quiz={sheet} language={language} answers={answers} loaded reader="" misconceptions={misconceptions} onGiven={given} onRestart={() => setAnswers({})} />;
}

export function PreviewQuiz({ sheet, keys, language, misconceptions }: { readonly sheet: QuizSheet; readonly keys: readonly Key[]; readonly language: 'en' | 'zh'; readonly misconceptions: readonly Misconception[] }): ReactNode {
  // Answers to what has changed since are no answers.
  const version = useMemo(() => JSON.stringify(sheet), [sheet]);
  return (
    <div className={styles.quiz}>
      <details className={styles.keys}>
        <summary>{translate({ id: 'peapod.preview.keys', message: 'Keys that the engine found: {count}' }, { count: keys.length })}</summary>
        <table>
          <thead><tr><th scope="col">{translate({ id: 'peapod.preview.question', message: 'Question' })}</th><th scope="col">{translate({ id: 'peapod.preview.type', message: 'Type' })}</th><th scope="col">{translate({ id: 'peapod.preview.key', message: 'Key' })}</th></tr></thead>
          <tbody lang="en" translate="no">{keys.map(({ id, type, key }) => <tr key={id}><th scope="row">{id}</th><td>{type}</td><td><code>{key}</code></td></tr>)}</tbody>
        </table>
      </details>
      <Taken key={version} sheet={sheet} language={language} misconceptions={misconceptions} />
    </div>
  );
}
