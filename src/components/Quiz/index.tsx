/** A quiz: native radio buttons, feedback for the very option that was chosen, one question at a time on a phone. */
import React, { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { Inline } from '../Inline/index.tsx';
import type { QuizAnswers, QuizProps, QuizQuestion } from './types.ts';
import styles from './styles.module.css';

type QuestionProps = { readonly question: QuizQuestion; readonly number: number; readonly chosen: string | undefined; readonly checked: boolean; readonly choose: (option: string) => void; readonly check: () => void };

function Question({ question, number, chosen, checked, choose, check }: QuestionProps): ReactNode {
  const option = question.options.find(({ id }) => id === chosen);
  return (
    <>
      <fieldset className={styles.question} disabled={checked}>
        <legend><span className={styles.number}>{number}</span> <Inline text={question.stem} /></legend>
        {question.exhibit !== undefined && (
          // A keyboard must be able to scroll it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre tabIndex={0} lang="en" translate="no" aria-label={translate({ id: 'peapod.quiz.exhibit', message: 'What the question is about' })}>{question.exhibit.text}</pre>
        )}
        {question.options.map(({ id, text, right }) => (
          <label key={id} className={`${styles.option} ${checked && right ? styles.right : ''} ${checked && !right && id === chosen ? styles.wrong : ''}`}>
            <input type="radio" name={question.id} value={id} checked={chosen === id} onChange={() => choose(id)} />
            <span className={question.type === 'choose-command' ? styles.code : undefined}><Inline text={text} /></span>
            {checked && (right || id === chosen) && <span className={styles.mark}>{right ? translate({ id: 'peapod.quiz.right', message: '✓ right' }) : translate({ id: 'peapod.quiz.wrong', message: '✕ no' })}</span>}
          </label>
        ))}
      </fieldset>
      {!checked && <button type="button" className="button-main" disabled={chosen === undefined} onClick={check}>{translate({ id: 'peapod.quiz.check', message: 'Check' })}</button>}
      <div aria-live="polite" className={styles.feedback}>
        {checked && option !== undefined && <p><Inline text={option.feedback} /></p>}
        {checked && option?.right === false && <p><Inline text={question.options.find(({ right }) => right)?.feedback ?? ''} /></p>}
      </div>
      {checked && question.proof !== undefined && (
        <details className={styles.proof}><summary>{translate({ id: 'peapod.quiz.proof', message: 'What the cluster showed' })}</summary><pre lang="en" translate="no">{question.proof}</pre></details>
      )}
    </>
  );
}

export function Quiz({ quiz, initial = {}, onAnswer }: QuizProps): ReactNode {
  const [answers, setAnswers] = useState<QuizAnswers>(initial);
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set(Object.keys(initial)));
  // On a phone only this question is shown.
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const { questions } = quiz;
  const right = questions.filter(({ id, options }) => checked.has(id) && options.some((option) => option.right && option.id === answers[id])).length;
  const go = (index: number): void => {
    setCurrent(index);
    list.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <section className={styles.quiz} aria-label={quiz.title}>
      <h1>{quiz.title}</h1>
      <p className={styles.progress} aria-live="polite">{translate({ id: 'peapod.quiz.progress', message: '{done} of {all} answered, {right} right' }, { done: checked.size, all: questions.length, right })}</p>
      <ol className={styles.questions} ref={list}>
        {questions.map((question, index) => (
          <li key={question.id} className={index === current ? styles.current : ''}>
            <Question question={question} number={index + 1} chosen={answers[question.id]} checked={checked.has(question.id)}
              choose={(option) => setAnswers({ ...answers, [question.id]: option })}
              check={() => { setChecked(new Set(checked).add(question.id)); onAnswer?.(answers); }} />
          </li>
        ))}
      </ol>
      <div className={styles.steps}>
        <button type="button" className="button-plain" disabled={current === 0} onClick={() => go(current - 1)}>{translate({ id: 'peapod.quiz.previous', message: 'Previous' })}</button>
        <span>{current + 1} / {questions.length}</span>
        <button type="button" className="button-plain" disabled={current === questions.length - 1} onClick={() => go(current + 1)}>{translate({ id: 'peapod.quiz.next', message: 'Next' })}</button>
      </div>
    </section>
  );
}
