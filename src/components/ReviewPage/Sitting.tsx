/** The questions of one sitting, one after the other. */
import React, { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Misconception, SheetQuestion } from '@site/src/plugins/course/types.ts';
import { Question } from '../Quiz/Question.tsx';
import type { Language } from '../Quiz/types.ts';
import { pickQuestion } from '../Review/queue.ts';
import type { Due, SkillIndex } from '../Review/queue.ts';
import { moveCard } from '../Review/record.ts';
import { fetchSheet } from '../Review/sheets.ts';
import styles from './styles.module.css';

type Asked = { readonly quiz: string; readonly question: SheetQuestion; readonly variant: number };
type Props = { readonly due: readonly Due[]; readonly skills: SkillIndex; readonly language: Language; readonly reader: string; readonly misconceptions: readonly Misconception[]; readonly finish: () => void };

async function fetchAsked(due: Due, skills: SkillIndex, reader: string): Promise<Asked | undefined> {
  const pick = pickQuestion(skills, due, reader);
  if (pick === undefined) return undefined;
  const question = (await fetchSheet(pick.quiz))?.questions.find(({ id }) => id === pick.question);
  return question === undefined ? undefined : { quiz: pick.quiz, question, variant: pick.variant };
}

export function Sitting({ due, skills, language, reader, misconceptions, finish }: Props): ReactNode {
  const [at, setAt] = useState(0);
  const [asked, setAsked] = useState<Asked | 'failed'>();
  const [answered, setAnswered] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const card = due[at];
  useEffect(() => {
    let gone = false;
    if (card !== undefined) fetchAsked(card, skills, reader).then((next) => { if (!gone) setAsked(next ?? 'failed'); }, () => { if (!gone) setAsked('failed'); });
    return () => { gone = true; };
    // The reader's word is there from the first visit on; a question is not changed while it is read.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [card, skills]);
  const last = at === due.length - 1;
  const next = (): void => {
    if (last) { finish(); return; }
    setAt(at + 1);
    setAsked(undefined);
    setAnswered(false);
    box.current?.focus();
  };
  return (
    <div ref={box} tabIndex={-1} className={styles.sitting}>
      <p className={styles.count} aria-live="polite">
        {translate({ id: 'peapod.review.count', message: '{at} of {all}' }, { at: at + 1, all: due.length })}
        {card?.data.sureAndWrong === true && <span> · {translate({ id: 'peapod.review.sure', message: 'Last time you were sure, and wrong' })}</span>}
      </p>
      {asked === 'failed' && <p role="alert">{translate({ id: 'peapod.review.failed', message: 'This question could not be fetched. Is there a connection?' })}</p>}
      {asked !== undefined && asked !== 'failed' && (
        <Question key={`${at} ${asked.question.id}`} question={asked.question} language={language} first={asked.variant} misconceptions={misconceptions}
          onGiven={(given) => { setAnswered(true); moveCard(asked.quiz, given).catch(() => undefined); }} />
      )}
      {(answered || asked === 'failed') && (
        <p className={styles.next}><button type="button" className="button-main" onClick={next}>{last ? translate({ id: 'peapod.review.finish', message: 'Finish' }) : translate({ id: 'peapod.quiz.next', message: 'Next' })}</button></p>
      )}
    </div>
  );
}
