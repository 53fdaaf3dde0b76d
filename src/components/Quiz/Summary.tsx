/** The end of a quiz: what to look at again, and where. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import type { Misconception, QuizSheet } from '@site/src/plugins/course/types.ts';
import type { Answer } from '@site/src/progress/index.ts';
import { Inline } from '../Inline/index.tsx';
import type { Language } from './types.ts';
import styles from './styles.module.css';

type Props = { readonly quiz: QuizSheet; readonly language: Language; readonly answerOf: (question: string) => Answer | undefined; readonly misconceptions: readonly Misconception[]; readonly restart: () => void; readonly show: (index: number) => void };

export function Summary({ quiz: { questions }, language, answerOf, misconceptions, restart, show }: Props): ReactNode {
  const answers = questions.map(({ id }) => answerOf(id));
  const right = answers.filter((answer) => answer?.right === true).length;
  const open = answers.filter((answer) => answer === undefined).length;
  const again = questions.flatMap((question, index) => (answers[index]?.right === false ? [{ question, index }] : []));
  const held = misconceptions.filter(({ id }) => answers.some((answer) => answer?.right === false && answer.misconceptions.includes(id)));
  if (open > 0) return <p className={styles.left}>{translate({ id: 'peapod.quiz.left', message: '{open} still to be answered.' }, { open })}</p>;
  return (
    <>
      <h2>{again.length === 0 ? translate({ id: 'peapod.quiz.allRight', message: 'All right' }) : translate({ id: 'peapod.quiz.summary', message: '{right} of {all} right' }, { right, all: questions.length })}</h2>
      {again.length > 0 && (
        <>
          <p>{translate({ id: 'peapod.quiz.lookAgain', message: 'Worth another look; they come up again under Review:' })}</p>
          <ul>{again.map(({ question, index }) => (
            <li key={question.id}>
              <a href={`#${question.id}`} onClick={() => show(index)}><Inline text={question.variants[0]?.stem[language] ?? ''} /></a>
              {question.lesson !== undefined && <> · <Link to={`/learn/${question.lesson}/`}>{translate({ id: 'peapod.quiz.lessonShort', message: 'lesson' })}</Link></>}
            </li>
          ))}</ul>
        </>
      )}
      {held.length > 0 && (
        <>
          <h3>{translate({ id: 'peapod.quiz.misconceptions', message: 'What is often believed, and what is so' })}</h3>
          <dl className={styles.remedies}>{held.map(({ id, belief, truth }) => <div key={id}><dt><Inline text={belief[language]} /></dt><dd><Inline text={truth[language]} /></dd></div>)}</dl>
        </>
      )}
      <p className={styles.buttons}>
        <Link className={`button-plain ${styles.linkButton}`} to="/review/">{translate({ id: 'peapod.review', message: 'Review' })}</Link>
        <button type="button" className="button-plain" onClick={restart}>{translate({ id: 'peapod.quiz.restart', message: 'Answer them all again' })}</button>
      </p>
    </>
  );
}
