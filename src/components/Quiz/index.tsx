/** A quiz: all questions on one page, one at a time on a phone, and what to look at again at the end. */
import React, { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Misconception, QuizSheet, RunTrial } from '@site/src/plugins/course/types.ts';
import { entryOf } from '@site/src/progress/index.ts';
import type { Answer, Table } from '@site/src/progress/index.ts';
import { Question } from './Question.tsx';
import { Summary } from './Summary.tsx';
import type { Given, KeptAnswer, Language } from './types.ts';
import { pickIndex } from './variant.ts';
import styles from './styles.module.css';

export type QuizProps = {
  readonly quiz: QuizSheet;
  readonly language: Language;
  /** As they were last answered, by question. */
  readonly answers: Table<Answer>;
  /** What was kept is known. */
  readonly loaded: boolean;
  /** Readers who sit beside each other get different variants. */
  readonly reader: string;
  readonly misconceptions: readonly Misconception[];
  readonly onGiven: (given: Given) => void;
  readonly onRestart: () => void;
  /** Tests hand in their own. */
  readonly run?: RunTrial;
};
const keptOf = (answer: Answer | undefined): KeptAnswer | undefined => (answer === undefined ? undefined : { variant: answer.variant, answer: answer.given, right: answer.right, credit: answer.credit });

export function Quiz({ quiz, language, answers, loaded, reader, misconceptions, onGiven, onRestart, run }: QuizProps): ReactNode {
  const { questions } = quiz;
  /** What had been answered before this visit; what is answered now is shown by the question itself. */
  const [before, setBefore] = useState<{ readonly round: number; readonly answers: Table<Answer> | undefined }>({ round: 0, answers: undefined });
  // On a phone only this one is shown; the last is the summary.
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const answerOf = (id: string): Answer | undefined => entryOf(answers, id);
  if (loaded && before.answers === undefined) {
    setBefore({ ...before, answers });
    const open = questions.findIndex(({ id }) => entryOf(answers, id) === undefined);
    setCurrent(open === -1 ? questions.length : open);
  }
  const done = questions.filter(({ id }) => answerOf(id) !== undefined).length;
  const right = questions.filter(({ id }) => answerOf(id)?.right === true).length;
  const go = (index: number): void => {
    setCurrent(index);
    // Only once it is shown can it take the focus.
    requestAnimationFrame(() => {
      const item = list.current?.children[index];
      item?.querySelector<HTMLElement>('legend, h2, p')?.focus({ preventScroll: true });
      item?.scrollIntoView({ block: 'start' });
    });
  };
  const restart = (): void => { onRestart(); setBefore({ round: before.round + 1, answers: {} }); go(0); };
  return (
    <section className={styles.quiz} aria-label={quiz.title[language]}>
      <h1>{quiz.title[language]}</h1>
      <p className={styles.progress} aria-live="polite">{translate({ id: 'peapod.quiz.progress', message: '{done} of {all} answered, {right} right' }, { done, all: questions.length, right })}</p>
      <ol className={styles.questions} ref={list}>
        {questions.map((question, index) => {
          const kept = before.answers === undefined ? undefined : keptOf(entryOf(before.answers, question.id));
          return (
            <li key={question.id} id={question.id} className={index === current ? styles.current : ''}>
              <Question key={`${kept === undefined ? 'new' : 'kept'} ${before.round}`} question={question} language={language} number={index + 1} kept={kept} onGiven={onGiven}
                first={pickIndex(`${reader}/${quiz.slug}/${question.id}/${before.round}`, reader === '' ? 1 : question.variants.length)} {...(run === undefined ? {} : { run })} />
            </li>
          );
        })}
        <li className={`${styles.summary} ${current === questions.length ? styles.current : ''}`}>
          <Summary quiz={quiz} language={language} answerOf={answerOf} misconceptions={misconceptions} restart={restart} show={setCurrent} />
        </li>
      </ol>
      <nav className={styles.steps} aria-label={translate({ id: 'peapod.quiz.steps', message: 'Questions' })}>
        <button type="button" className="button-plain" aria-disabled={current === 0} onClick={() => { if (current > 0) go(current - 1); }}>{translate({ id: 'peapod.quiz.previous', message: 'Previous' })}</button>
        <span>{current < questions.length ? `${current + 1} / ${questions.length}` : translate({ id: 'peapod.quiz.end', message: 'The end' })}</span>
        <button type="button" className="button-plain" aria-disabled={current === questions.length} onClick={() => { if (current < questions.length) go(current + 1); }}>{translate({ id: 'peapod.quiz.next', message: 'Next' })}</button>
      </nav>
    </section>
  );
}
